/** What the workflow may ask to be done. One object in, one object out, so that fields can be added. */
import type { BulkProgress } from '../ports/bulk-status.js';
import type { SessionProjection } from '../protocol/session-view.js';
import type { CredentialStatusName } from '../protocol/status/check-status-change.js';
import type { ChangeStatusOfPage } from './status/change-status-of-page.js';

export type IssueCredentials = {
  readonly sessionId: string;
  readonly issuer: string;
  readonly configurationVersion: string;
  readonly configurationId: string;
  /** Names the sealed request record, the sealed response and the idempotency of this call. */
  readonly requestId: string;
  readonly claimsReference: string;
  readonly redeliverUntil: number;
  /** Keyed digest, for the credential registry. */
  readonly subjectDigest?: string;
  readonly projection: SessionProjection;
};

export type AdmitClaims = {
  readonly sessionId: string;
  readonly issuer: string;
  readonly configurationVersion: string;
  readonly configurationId: string;
  readonly reference: string;
};

/** `run` and `question` count from 1: how often the pull was begun, and how often asked in it. */
export type PullClaims = Omit<AdmitClaims, 'reference'> & {
  /** Configurations that are issued from the same claims: stored for each of them, under `sharedReference`. */
  readonly sharedWith: readonly string[];
  readonly run: number;
  readonly question: number;
};
export type PulledClaims =
  | { readonly kind: 'claims'; readonly reference: string; readonly digest: string }
  /** `retryAfter` in seconds, where the back office named a time. */
  | { readonly kind: 'pending'; readonly retryAfter?: number }
  | { readonly kind: 'denied' };

export type ChangeCredentialStatus = {
  readonly credentialId: string;
  readonly status: CredentialStatusName;
  /** Names this change, so that a second run of it is known as the same one. */
  readonly changeId: string;
};
/** Every credential of one response, by the request it answered. */
export type RevokeIssued = { readonly requestId: string; readonly credentials: number };
export type CredentialStatusChange = {
  readonly outcome: 'changed' | 'unchanged';
  readonly sessionId: string;
  readonly configurationId: string;
};

export type Activities = {
  /** Writes the read model. Idempotent. */
  projectSession(input: SessionProjection): Promise<void>;
  /** Opens claims and request, signs, stores the sealed response and the projection in one write. Idempotent by request id. */
  issueCredentials(input: IssueCredentials): Promise<void>;
  /** Destroys the data key, and with it whatever was sealed to the session; the claims go too. Idempotent. */
  forgetSession(input: { readonly sessionId: string }): Promise<void>;
  /** Checks claims that were stored without asking the session, and answers their keyed digest. */
  admitClaims(input: AdmitClaims): Promise<{ readonly digest: string }>;
  /**
   * Asks the back office of the configuration once; claims are checked, sealed and stored. Idempotent by session,
   * configuration, run and question. Trouble that passes is an ordinary failure, to be tried again.
   */
  pullClaims(input: PullClaims): Promise<PulledClaims>;
  /** Changes the registry's row and publishes the status list anew. Idempotent by change id. */
  changeCredentialStatus(input: ChangeCredentialStatus): Promise<CredentialStatusChange>;
  /** Has the registered credentials of one response revoked, each by a change of its own. Idempotent. */
  revokeIssued(input: RevokeIssued): Promise<void>;
  /** Changes the next page of many credentials, publishes their lists anew and answers how far it is. Idempotent by progress. */
  changeStatusOfPage(input: ChangeStatusOfPage): Promise<BulkProgress>;
};
