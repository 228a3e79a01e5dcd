/**
 * The words a session is described in, from the workflow to the operator's page. `docs/session-lifecycle.md` draws them.
 * Everything here may stand in Temporal's history and in the read model in the clear: decisions, references, keyed digests.
 */

import type { Waiting } from './derive-waiting.js';

export const sessionStatuses = [
  'offer_created',
  'offer_retrieved',
  'authorization_requested',
  'authorized',
  'token_exchanged',
  'credential_deferred',
  'claims_ready',
  'credential_issued',
  'credential_accepted',
  'credential_failed',
  'credential_deleted',
  'denied',
  'cancelled',
  'expired',
] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

export type ClaimsState = 'awaiting' | 'supplied' | 'released' | 'denied';
export type IssuanceEnd = 'denial' | 'deferral_limit' | 'replaced' | 'session_end';
export type IssuanceState = 'deferred' | 'delivered' | 'accepted' | 'failed' | 'deleted' | 'denied';

export type SessionEventType =
  | 'offer_created'
  | 'offer_retrieved'
  | 'offer_renewed'
  | 'authorization_requested'
  | 'authorized'
  | 'token_exchanged'
  | 'token_refreshed'
  | 'credential_requested'
  | 'credential_deferred'
  | 'deferral_expired'
  | 'claims_needed'
  | 'claims_supplied'
  | 'claims_corrected'
  | 'claims_released'
  | 'claims_denied'
  | 'credential_issued'
  | 'credential_redelivered'
  | 'credential_accepted'
  | 'credential_failure'
  | 'credential_deleted'
  | 'request_failed'
  | 'token_dead_claims_ready'
  | 'session_cancelled'
  | 'session_expired'
  | 'credential_revoked'
  | 'credential_suspended'
  | 'credential_reinstated';

/** One transition. `seq` counts from 1 within the session; `at` is in milliseconds since 1970. */
export type SessionEvent = {
  readonly seq: number;
  readonly type: SessionEventType;
  readonly at: number;
  readonly details?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
};

/** One accepted credential request. `requestId` also names its sealed request record and its sealed response. */
export type IssuanceView = {
  readonly requestId: string;
  readonly state: IssuanceState;
  readonly keys: number;
  readonly requestedAt: number;
  readonly wasDeferred: boolean;
  /** While it waits for claims: when the wait is given up. */
  readonly deferredUntil?: number;
  /** Why nothing came of it: the claims were denied or too late, its grant was replaced, or the session is over. */
  readonly endedBy?: IssuanceEnd;
  readonly deliveredAt?: number;
  /** Until when the same wallet may ask for the same credentials again. */
  readonly redeliverUntil?: number;
};

/** `answered` with claims; `dropped`: somebody else decided, or the session ended, before there was an answer. */
export const pullStates = ['asking', 'answered', 'denied', 'given_up', 'dropped'] as const;

/** A back office that the session asks for claims itself. */
export type PullView = {
  readonly state: (typeof pullStates)[number];
  readonly since: number;
  /** How often it was asked anew because it said "not yet"; tries of one question stand in the log. */
  readonly questions: number;
  /** Why it was given up. */
  readonly reason?: string;
};

export type DeliverableView = {
  readonly configurationId: string;
  readonly claims: ClaimsState;
  readonly claimsDigest?: string;
  /** Claims have to be released by another than who supplied them. */
  readonly requiresRelease?: boolean;
  /** What was delivered is not the last: until the session closes, other claims may follow, or a denial. */
  readonly isReissuable?: true;
  /** Keyed digest of who supplied the present claims, where they have to be released. */
  readonly suppliedBy?: string;
  /** Deliverables of one name share their claims. */
  readonly dataset?: string;
  /** Where the session asks for the claims itself, once it has begun to. */
  readonly pull?: PullView;
  readonly issuances: readonly IssuanceView[];
};

export type NotedProblem = { readonly reason: string; readonly endpoint: string; readonly at: number };

export type SessionView = {
  readonly sessionId: string;
  readonly issuer: string;
  readonly configurationVersion: string;
  readonly grantType: string;
  readonly status: SessionStatus;
  readonly isOpen: boolean;
  readonly createdAt: number;
  readonly clientId?: string;
  readonly isDpopBound?: boolean;
  readonly offer: {
    readonly expiresAt: number;
    readonly renewals: number;
    readonly isRedeemed: boolean;
    readonly txCodeAttemptsLeft?: number;
  };
  /** Mark of the grant whose tokens are good; absent before there is one, and once it is revoked. */
  readonly livingGrant?: string;
  /** When the wallet can no longer act; absent before a token was given. */
  readonly grantEndsAt?: number;
  readonly deliverables: readonly DeliverableView[];
  /** What of it waits for the back office; the inbox is found by it. Absent where nothing does. */
  readonly waiting?: Waiting;
  readonly problems: readonly NotedProblem[];
  readonly events: readonly SessionEvent[];
};

/** Grant type names used in records and logs, in the short form. */
export type GrantName = 'pre-authorized_code' | 'authorization_code';

/** The read model's next state. Writes may arrive out of order: a lower `version` never replaces a higher one. */
export type SessionProjection = {
  readonly version: number;
  readonly view: SessionView;
  /** Request ids of sealed responses whose redelivery window has closed; the same write destroys them. */
  readonly forget: readonly string[];
  /** References of claims that were replaced by others; the same write destroys them. */
  readonly forgetClaims?: readonly string[];
  /** How many of the view's events, from the first on, can no longer be taken back; the others may still turn out otherwise. */
  readonly confirmed: number;
};
