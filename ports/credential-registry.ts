/**
 * What outlives a session: one row per issued credential. It carries what a change of status needs and nothing of what
 * the credential says; the credential itself, the holder's key and the subject's identity are not in it.
 */
import type { CredentialStatusName } from '../protocol/status/check-status-change.js';

/** An entry of a status list; `list` and `index` together belong to one credential only. */
export type StatusEntry = {
  readonly list: string;
  /** The list's public address as it stands in the credential. */
  readonly uri: string;
  readonly index: number;
  readonly bits: number;
};

export type SigningIdentity = {
  /** SHA-256 of the certificate's DER form, base64url (x5t#S256 of RFC 7515). */
  readonly certificate: string;
  /** RFC 7638 thumbprint of its public key: the `kid` in `/jwks`. */
  readonly key: string;
};

export type RegisteredCredential = {
  /** Opaque, and the same whenever the same issuance is registered again. */
  readonly id: string;
  readonly sessionId: string;
  readonly issuer: string;
  readonly configurationId: string;
  readonly configurationVersion: string;
  /** Keyed digest; the subject itself is not kept. */
  readonly subjectDigest?: string;
  /** Milliseconds since 1970, both. */
  readonly issuedAt: number;
  readonly validUntil: number;
  readonly entry?: StatusEntry;
  /** What it was signed with, so that a broken key takes its credentials with it. */
  readonly signedBy?: SigningIdentity;
  readonly status: CredentialStatusName;
  /** When the status last changed. */
  readonly changedAt?: number;
  /** Which change it was, so that a repeat of the same one is known. */
  readonly changedBy?: string;
  /** Entries of the wallet provider that this credential has to follow. */
  readonly attestation?: FollowedStatus;
};

export type FollowedStatus = {
  readonly references: readonly { readonly uri: string; readonly index: number }[];
  /** When to look again, ms since 1970; absent when there is nothing more to look for. */
  readonly checkAt?: number;
};
/** Credentials still valid by their dates whose wallet is to be looked at again; each for one caller only, until `again`. */
export type ClaimDueRechecks = (now: number, again: number) => Promise<readonly string[]>;
export type StoreRecheck = (id: string, checkAt: number | undefined) => Promise<void>;

/**
 * Stores the rows unless they are there, and answers them as they stand: of two runs of one issuance both get the entries
 * of the first. Durable when it returns.
 */
export type RegisterCredentials = (rows: readonly RegisteredCredential[]) => Promise<readonly RegisteredCredential[]>;
/** For an issuance that was refused after its entries were reserved; what was reserved is not given to anybody else. */
export type UnregisterCredentials = (ids: readonly string[]) => Promise<void>;
export type LoadCredential = (id: string) => Promise<RegisteredCredential | undefined>;
export type FindCredentials = (filter: {
  readonly sessionId?: string;
  readonly issuer?: string;
  readonly subjectDigest?: string;
  readonly configurationId?: string;
  readonly limit: number;
  /** How many of the oldest to leave out. */
  readonly skip?: number;
}) => Promise<readonly RegisteredCredential[]>;
/** Compare and set; false when the status is not `from` any more. */
export type StoreCredentialStatus = (change: {
  readonly id: string;
  /** The one it was issued in: its events keep their order. */
  readonly sessionId: string;
  readonly from: CredentialStatusName;
  readonly to: CredentialStatusName;
  readonly at: number;
  readonly by: string;
}) => Promise<boolean>;
/** The entries of a list that are not `valid`. */
export type ListChangedEntries = (
  list: string,
) => Promise<readonly { readonly index: number; readonly status: CredentialStatusName }[]>;
/** Whether a credential that refers to the list is still in its validity (draft-ietf-oauth-status-list section 13.1). */
export type IsListNeeded = (list: string, now: number) => Promise<boolean>;
