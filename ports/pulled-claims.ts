/** What asking a back office for claims needs of the database. */
import type { Assurance } from '../protocol/assurance/check-assurance.js';
import type { StoredClaims } from './session-records.js';

/** What the back office is told of a session, and what its claims are sealed to. */
export type PullSubject = {
  readonly reference?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** How sure the back office was of the person; never sent to it. */
  readonly assurance?: Assurance;
  readonly publicKey: Uint8Array;
};
/** Undefined for a session that is not there (any more). */
export type LoadPullSubject = (sessionId: string) => Promise<PullSubject | undefined>;

/** Stores unless something stands under the reference. */
export type StoreClaimsOnce = (claims: StoredClaims) => Promise<void>;

/** For the operator: a line in the session's log and, where it is one, the session's problem. Never a claim. */
export type PullReport = {
  readonly sessionId: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly problem?: { readonly reason: string; readonly retryable: boolean };
};
export type StorePullReport = (report: PullReport) => Promise<void>;
