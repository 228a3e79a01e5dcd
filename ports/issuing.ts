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

/**
 * The signer of a credential configuration, or, without one, of what the issuer says itself: metadata and status lists.
 * @throws Error where there is no key for it
 */
export type SignerFor = (issuerId: string, configurationId?: string) => CredentialSigner;

export type ConfiguredIssuer = { readonly identifier: string; readonly issuer: IssuerConfiguration };
type Found = ConfiguredIssuer | undefined;
/** The configuration a session began with; undefined when no worker has vouched for it. */
export type FindIssuer = (issuerId: string, version: string) => Found | Promise<Found>;

/** The configuration as it is now, for what belongs to the issuer and to no session; of a removed issuer, the last one. */
export type FindPresentIssuer = (issuerId: string) => Found | Promise<Found>;

export type PublishedKeys = { readonly keys: readonly Readonly<Record<string, unknown>>[] };
/** `notAfter` in ms since 1970: no credential signed with the key is valid any longer then. */
export type PublishedKey = {
  readonly jwk: Readonly<Record<string, unknown>> & { readonly kid: string };
  readonly notAfter: number;
};
/**
 * Public signing keys, left by the worker for the API to serve. What was there stays until its end, and that verifiers
 * find the keys by the web (`isFoundByWeb`) stays true.
 */
export type StorePublishedKeys = (
  issuerId: string,
  published: { readonly keys: readonly PublishedKey[]; readonly isFoundByWeb: boolean },
) => Promise<void>;
/** Whether a credential may still be valid whose verifiers find the key by the web. */
export type LoadKeyDiscovery = (issuerId: string, now: number) => Promise<boolean>;
export type LoadPublishedKeys = (issuerId: string, now: number) => Promise<PublishedKeys | undefined>;

export type { ClaimProblem } from '../credentials/check-claims.js';
export type { CredentialSigner } from '../credentials/credential-format.js';
