/** The issuers as the worker knows them: those of its file, and the versions of them that sessions still have. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type IssuerVersion, parseKeptConfiguration } from '../credentials/configured-issuers.js';
import type {
  ConfigurationVersion,
  KeepConfigurationVersion,
  ListLatestConfigurations,
  LoadConfigurationVersion,
} from '../ports/configuration-versions.js';
import type { ConfiguredIssuer } from '../ports/issuing.js';

type Store = {
  readonly keep: KeepConfigurationVersion;
  readonly load: LoadConfigurationVersion;
  readonly listLatest: ListLatestConfigurations;
};
type Options = {
  readonly publicUrl: string;
  readonly store: Store;
  /** Of the worker alone. */
  readonly vouchingKey: Uint8Array;
  /** Called with what is not in the file before it is answered. */
  readonly admit: (found: ConfiguredIssuer) => Promise<void>;
  readonly now: () => Date;
};

/** How long an old version is taken from memory before its life in the database is begun anew. */
const FRESH = 86_400_000;

export type IssuerSource = {
  readonly present: () => readonly ConfiguredIssuer[];
  readonly identify: (versions: readonly IssuerVersion[]) => readonly ConfiguredIssuer[];
  readonly replace: (versions: readonly IssuerVersion[]) => void;
  /** Keeps what is of the file, vouched for. Durable when it returns. */
  readonly keep: (versions: readonly IssuerVersion[]) => Promise<void>;
  readonly find: (issuer: string, version: string) => Promise<ConfiguredIssuer | undefined>;
  readonly findPresent: (issuer: string) => Promise<ConfiguredIssuer | undefined>;
};

/**
 * A version is only believed when a worker has had it in its own file: whoever can write to the database could otherwise
 * have anything signed, by a configuration of his own making.
 */
export function createIssuerSource({ publicUrl, store, vouchingKey, admit, now }: Options): IssuerSource {
  let versions: readonly IssuerVersion[] = [];
  let present: readonly ConfiguredIssuer[] = [];
  const known = new Map<string, { readonly found: ConfiguredIssuer; readonly until: number }>();

  const vouch = ({ issuer, version, path, content }: ConfigurationVersion): Buffer =>
    createHmac('sha256', vouchingKey)
      .update(JSON.stringify([issuer, version, path, content]))
      .digest();
  function isVouched(kept: ConfigurationVersion): boolean {
    const given = Buffer.from(kept.vouched ?? '', 'base64url');
    const expected = vouch(kept);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  const open = (kept: ConfigurationVersion): ConfiguredIssuer => ({
    issuer: parseKeptConfiguration(kept.content),
    identifier: publicUrl + kept.path,
  });

  /** Every time: keys that were read anew know only what is in the file. */
  async function admitted(found: ConfiguredIssuer): Promise<ConfiguredIssuer> {
    await admit(found);
    return found;
  }

  const identify = (of: readonly IssuerVersion[]): ConfiguredIssuer[] =>
    of.map(({ configuration }) => ({ issuer: configuration, identifier: publicUrl + configuration.path }));

  return {
    present: () => present,
    identify,
    replace: (next) => {
      versions = next;
      present = identify(next);
    },
    keep: async (ofTheFile) => {
      for (const { version, configuration, content } of ofTheFile) {
        const kept = { issuer: configuration.id, version, path: configuration.path, content };
        await store.keep({ ...kept, vouched: vouch(kept).toString('base64url') }, now().getTime());
      }
    },
    find: async (issuer, version) => {
      const at = versions.findIndex((one) => one.configuration.id === issuer && one.version === version);
      if (at >= 0) return present[at];
      const key = `${issuer} ${version}`;
      const remembered = known.get(key);
      if (remembered !== undefined && now().getTime() < remembered.until) return admitted(remembered.found);
      const kept = await store.load(issuer, version, now().getTime());
      if (kept === undefined || !isVouched(kept)) return undefined;
      // The same object again: what is compiled from its schemas is remembered by it.
      const found = remembered?.found ?? open(kept);
      known.set(key, { found, until: now().getTime() + FRESH });
      return admitted(found);
    },
    findPresent: async (issuer) => {
      const found = present.find((one) => one.issuer.id === issuer);
      if (found !== undefined) return found;
      const latest = (await store.listLatest()).filter((one) => one.issuer === issuer && isVouched(one));
      return latest[0] === undefined ? undefined : admitted(open(latest[0]));
    },
  };
}
