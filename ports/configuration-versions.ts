/** Versions of issuers' configurations that sessions may have begun with, kept for longer than any session lives. */

export type ConfigurationVersion = {
  readonly issuer: string;
  /** The file's word and a digest of the issuer's content; the same content has the same version everywhere. */
  readonly version: string;
  /** Path below the public URL. */
  readonly path: string;
  /** The issuer's member of the file as canonical JSON, complete in itself: what were files in it have been read. */
  readonly content: string;
  /** The worker's keyed digest of it, once a worker has had it in its own file. */
  readonly vouched?: string;
};

/**
 * Durable when it returns. `now` (ms since 1970) is noted as the last time this was the present configuration, and its
 * life begins anew. A version that is there keeps its content.
 */
export type KeepConfigurationVersion = (version: ConfigurationVersion, now: number) => Promise<void>;
/** Begins the life of what is found anew. */
export type LoadConfigurationVersion = (
  issuer: string,
  version: string,
  now: number,
) => Promise<ConfigurationVersion | undefined>;
/** Of each issuer at each path, the one that was present last; the most recent first. */
export type ListLatestConfigurations = () => Promise<readonly ConfigurationVersion[]>;

export type PublicRequestKeys = readonly Readonly<Record<string, unknown>>[];
/** Public halves of the keys wallets encrypt requests to: the API has the keys, the worker signs the metadata. */
export type StoreRequestKeys = (issuer: string, keys: PublicRequestKeys) => Promise<void>;
/** By issuer id. */
export type LoadRequestKeys = (issuers: readonly string[]) => Promise<ReadonlyMap<string, PublicRequestKeys>>;

export type LogoFile = {
  /** Digest of the bytes, and the kind of image as the ending. */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
};
/** Kept for good: wallets remember the address beside the credential. */
export type StoreLogos = (issuer: string, logos: readonly LogoFile[]) => Promise<void>;
export type LoadLogo = (issuer: string, name: string) => Promise<LogoFile | undefined>;
