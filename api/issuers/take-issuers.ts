/** The issuers' file put into use by the API, at start and whenever it changes. */
import type {
  KeepConfigurationVersion,
  LogoFile,
  StoreLogos,
  StoreRequestKeys,
} from '../../ports/configuration-versions.js';
import type { IssuerConfiguration } from '../../protocol/metadata/z-issuer-configuration.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import type { IssuerDirectoryControl, ServedVersion } from './issuer-directory.js';

type Read = {
  readonly content: unknown;
  readonly logos: ReadonlyMap<string, readonly LogoFile[]>;
  readonly files: readonly string[];
  readonly mistakes: readonly string[];
};
type Checked = { readonly version: string; readonly configuration: IssuerConfiguration; readonly content: string };

type Options = {
  readonly read: () => Read;
  /** Told of every file, absolute, that was read or should have been, whatever comes of it. */
  readonly watch: (files: readonly string[]) => void;
  /** @throws where the file has mistakes, naming them all */
  readonly check: (read: Read) => readonly Checked[];
  readonly open: (configuration: IssuerConfiguration, version: string) => ServedIssuer;
  readonly directory: IssuerDirectoryControl;
  /** @throws where a type that must not change has changed */
  readonly checkPublishedTypes: (issuers: readonly ServedIssuer[]) => Promise<void>;
  readonly keep: KeepConfigurationVersion;
  readonly storeLogos: StoreLogos;
  readonly storeRequestKeys: StoreRequestKeys;
};

/**
 * The file is read and in use when this returns, without a look at the database, which may come up later; `publish` then
 * leaves there what workers and other replicas need. `take` does both, and changes nothing unless all of it succeeds.
 */
export function createTakeIssuers(options: Options) {
  const { directory, open } = options;
  let inUse: { readonly read: Read; readonly versions: readonly ServedVersion[] };

  function load() {
    const read = options.read();
    options.watch(read.files);
    const versions = options
      .check(read)
      .map(({ configuration, version, content }) => ({ issuer: open(configuration, version), content }));
    return { read, versions };
  }

  async function publish({ read, versions }: typeof inUse): Promise<void> {
    const now = Date.now();
    for (const { issuer, content } of versions) {
      const { id, version, configuration, requestKeys } = issuer;
      await options.storeLogos(id, read.logos.get(id) ?? []);
      await options.keep({ issuer: id, version, path: configuration.path, content }, now);
      if (configuration.encryption.request !== 'off') await options.storeRequestKeys(id, requestKeys.published);
    }
  }

  inUse = load();
  directory.replace(inUse.versions);
  return {
    /** Of the files in use: a logo is served as soon as the metadata names it, not when the database has it. */
    findLogo: (issuer: string, name: string): LogoFile | undefined =>
      inUse.read.logos.get(issuer)?.find((one) => one.name === name),
    publish: async (): Promise<void> => {
      await options.checkPublishedTypes(inUse.versions.map((one) => one.issuer));
      await publish(inUse);
      await directory.refreshFormer();
    },
    take: async (): Promise<void> => {
      const next = load();
      await options.checkPublishedTypes(next.versions.map((one) => one.issuer));
      await publish(next);
      inUse = next;
      directory.replace(next.versions);
      await directory.refreshFormer();
    },
  };
}
