/** The read model: one record per session, for lookups, lists and pages. The workflow is the truth, this is its shadow. */

import type { Assurance } from '../protocol/assurance/check-assurance.js';
import type { TxCodeDescription } from '../protocol/offer/build-credential-offer.js';
import type { GrantName, SessionProjection, SessionStatus, SessionView } from '../protocol/session-view.js';

export type SessionRequirements = {
  readonly requireDpop: boolean;
  readonly requireWalletAttestation: boolean;
  readonly requireKeyAttestation: boolean;
};

/** The last refusal and how many there were; written by the API, which sees them. `at` in ms since 1970. */
export type SessionTrouble = {
  readonly reason: string;
  readonly endpoint: string;
  readonly at: number;
  readonly retryable: boolean;
  readonly count: number;
};

export type SessionRecord = {
  readonly id: string;
  readonly issuer: string;
  readonly offerId: string;
  readonly offer: {
    readonly renewal: number;
    /** Milliseconds since 1970. */
    readonly expiresAt: number;
    /** The sealing key of its code: after a rotation it still has to be the same code. */
    readonly keyId: number;
    readonly txCode?: TxCodeDescription;
    /** What a renewed offer is still for, where some of the session was issued before. */
    readonly configurationIds?: readonly string[];
  };
  /** How the wallet may begin. Absent: with the pre-authorized code; empty: it began by itself, and there is no offer. */
  readonly grants?: readonly GrantName[];
  readonly requirements: SessionRequirements;
  /** Seconds. */
  readonly deferralLimit: number;
  /** Back office's own words for the session; echoed, never interpreted. */
  readonly reference?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** How it was verified what the claims say; no evidence of it. */
  readonly assurance?: Assurance;
  /** Keyed digest; the subject itself is not kept. */
  readonly subjectDigest?: string;
  /** Keyed digest of the request that made it, where it had an idempotency key. */
  readonly requestDigest?: string;
  /** What its workflow is started with, where it had an idempotency key: a repeat makes good for a start that failed. */
  readonly start?: Readonly<Record<string, unknown>>;
  /** Claims and requests are sealed to this key; its private half is the session's data key, sealed to the worker. */
  readonly publicKey: Uint8Array;
  /** Key of the session's digests, sealed to the API. */
  readonly digestKey: Uint8Array;
  readonly view: SessionView;
  /** Of the view: grows with every change of it. Absent on a record that was not stored yet. */
  readonly version?: number;
  readonly trouble?: SessionTrouble;
  readonly offerFetches: number;
  /** When a wallet was last heard of, ms since 1970. */
  readonly walletSeenAt?: number;
};

/** A place in the list. `createdAt` in ms since 1970; without an id, before all of that moment. */
export type SessionCursor = { readonly createdAt: number; readonly id?: string };

export type SessionFilter = {
  readonly issuer?: string;
  readonly status?: SessionStatus;
  readonly reference?: string;
  readonly problem?: string;
  readonly isOpen?: boolean;
  /** Exclusive: sessions created before this one. */
  readonly before?: SessionCursor;
  readonly limit: number;
};

/** Inserts; answers false when the session is there already. Sealed private key and claims go with it. */
export type InsertSession = (
  record: SessionRecord,
  sealed: { readonly dataKey: Uint8Array; readonly claims: readonly StoredClaims[] },
) => Promise<boolean>;
export type LoadSession = (id: string) => Promise<SessionRecord | undefined>;
/** The version of each view, without the view. Unknown ids are left out. */
export type LoadSessionVersions = (ids: readonly string[]) => Promise<ReadonlyMap<string, number>>;
export type LoadSessionByOffer = (offerId: string) => Promise<SessionRecord | undefined>;
export type ListSessions = (filter: SessionFilter) => Promise<SessionRecord[]>;
/** A renewed offer: replaces expiry, renewal count and transaction code description. */
export type StoreRenewedOffer = (id: string, offer: SessionRecord['offer']) => Promise<void>;
export type StoreAssurance = (id: string, assurance: Assurance) => Promise<void>;
/** Removes a session that never came to life. */
export type RemoveSession = (id: string) => Promise<void>;

/** Idempotent; a lower version than the stored one changes nothing. */
export type ProjectSession = (projection: SessionProjection) => Promise<void>;

/** Sealed claims under their reference, with the keyed digest of their content. */
export type StoredClaims = {
  readonly reference: string;
  readonly sessionId: string;
  readonly configurationId: string;
  readonly digest: string;
  readonly sealed: Uint8Array;
};
