/** Changes of status of many credentials at once: what is meant, what was found, how far it is. */
import type { CredentialStatusName } from '../protocol/status/check-status-change.js';
import type { Changeable } from '../protocol/status/select-changeable.js';
import type { RegisteredCredential } from './credential-registry.js';

/** The protocol's rule, handed to whoever reads the registry by it. */
export type SelectChangeable = (wanted: CredentialStatusName) => Changeable;

/** All of what is given has to fit. Of one issuer always; times in ms since 1970. */
export type CredentialSelection = {
  readonly issuer: string;
  /** Keyed digest. */
  readonly subjectDigest?: string;
  /** Of the certificate that signed: SHA-256 of its DER form, base64url (x5t#S256). */
  readonly certificate?: string;
  /** Of the key that signed: RFC 7638 thumbprint. */
  readonly key?: string;
  readonly configurationId?: string;
  /** Inclusive. */
  readonly issuedAfter?: number;
  /** Exclusive. */
  readonly issuedBefore?: number;
};

export type SelectionCount = {
  readonly matched: number;
  /** Of those, the ones that would be changed. */
  readonly changeable: number;
  /** In the wanted status already. */
  readonly unchanged: number;
};
export type CountCredentials = (
  selection: CredentialSelection,
  wanted: CredentialStatusName,
) => Promise<SelectionCount>;

export type BulkPage = {
  readonly selection: CredentialSelection;
  readonly wanted: CredentialStatusName;
  /** Names the sweep, so that a second run of the same page finds what the first had changed. */
  readonly changeId: string;
  /** Credential id; the page begins behind it. */
  readonly after?: string;
  readonly limit: number;
};
/** By id, and only what can be changed or was changed by this very sweep. */
export type FindChangeable = (page: BulkPage) => Promise<readonly RegisteredCredential[]>;
/** Changes those that still can be; answers the ids of those which this sweep has changed, now or before. */
export type StoreStatuses = (
  ids: readonly string[],
  change: { readonly wanted: CredentialStatusName; readonly at: number; readonly changeId: string },
) => Promise<readonly string[]>;

export type BulkProgress = {
  readonly state: 'running' | 'done';
  readonly changed: number;
  readonly pages: number;
  /** From 1. A second one finds what was being issued during the first. */
  readonly sweep: number;
  readonly after?: string;
};

/** The record of one act: audit and progress. */
export type BulkAct = {
  readonly id: string;
  readonly issuer: string;
  readonly wanted: CredentialStatusName;
  readonly selection: CredentialSelection;
  /** What was asked for, digested, so that a repeat under the same idempotency key is known. */
  readonly requestDigest: string;
  readonly reason?: string;
  /** Who asked for it: an API key or a person. */
  readonly by: string;
  /** Milliseconds since 1970, all of them. */
  readonly startedAt: number;
  readonly found: SelectionCount;
  readonly progress: BulkProgress;
  readonly progressedAt: number;
};
/** False when an act of this id is there. */
export type InsertBulkAct = (act: BulkAct) => Promise<boolean>;
export type LoadBulkAct = (id: string) => Promise<BulkAct | undefined>;
export type RemoveBulkAct = (id: string) => Promise<void>;
export type StoreBulkProgress = (id: string, progress: BulkProgress, at: number) => Promise<void>;
