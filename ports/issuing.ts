/** What the worker needs besides the database: keys, configuration, time. */
import type { CredentialSigner } from '../credentials/credential-format.js';
import type { IssuerConfiguration } from '../protocol/metadata/z-issuer-configuration.js';

/** A session's data key, opened. */
export type SessionKey = {
  /** Opens what was sealed to the session. @throws when it was not, or not in this context */
  readonly open: (sealed: Uint8Array, context: string) => Uint8Array;
  /** Keyed digest of content that could be guessed; the API's `digestKey` gives the same. */
  readonly digest: (content: string) => string;
};
export type OpenSessionKey = (sealed: Uint8Array, context: string) => SessionKey;

/** Seals for the API; the worker cannot open it again. */
export type SealResponse = (plaintext: Uint8Array, context: string) => Uint8Array;

/** @throws Error for an issuer that is not configured */
export type SignerFor = (issuerId: string) => CredentialSigner;

export type ConfiguredIssuer = { readonly identifier: string; readonly issuer: IssuerConfiguration };
/** The configuration a session began with; undefined when this process does not know it. */
export type FindIssuer = (issuerId: string, version: string) => ConfiguredIssuer | undefined;

/** The configuration as it is now, for what belongs to the issuer and to no session. */
export type FindPresentIssuer = (issuerId: string) => ConfiguredIssuer | undefined;

export type PublishedKeys = { readonly keys: readonly Readonly<Record<string, unknown>>[] };
/** Public signing keys, left by the worker for the API to serve. */
export type StorePublishedKeys = (issuerId: string, keys: PublishedKeys) => Promise<void>;
export type LoadPublishedKeys = (issuerId: string) => Promise<PublishedKeys | undefined>;

export type { ClaimProblem } from '../credentials/check-claims.js';
export type { CredentialSigner } from '../credentials/credential-format.js';
