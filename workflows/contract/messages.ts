/** The whole surface that crosses Temporal: ids, messages and their payloads. Wire names never change once released. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { GrantName, SessionView } from '../../protocol/session-view.js';

export const ISSUANCE_TASK_QUEUE = 'issuance';

export function issuanceSessionWorkflowId(sessionId: string): string {
  return `issuance-session:${sessionId}`;
}

/** A sealed dataset stored before the message; `digest` is keyed with the session's data key. */
export type ClaimsReference = { readonly reference: string; readonly digest: string };

/** All times are milliseconds since 1970, all durations seconds, all digests of secrets SHA-256 in base64url. */
export type SessionStart = {
  readonly sessionId: string;
  readonly issuer: string;
  readonly configurationVersion: string;
  /** The one offered first, or begun with. */
  readonly grantType: GrantName;
  readonly createdAt: number;
  readonly deliverables: readonly DeliverableStart[];
  /** Without any digest the wallet began by itself, and there is no offer. */
  readonly offer: OfferSecrets & { readonly expiresAt: number };
  readonly policy: SessionPolicy;
  /** Keyed digest, for the credential registry; the subject itself is nowhere. */
  readonly subjectDigest?: string;
  /** Claims the session asks for itself; absent where it has to be told all of them. */
  readonly pulls?: readonly PullPlan[];
  /** Who brought the claims the session begins with: see `SupplyClaims.by`. */
  readonly suppliedBy?: string;
  /** Events after which the workflow goes on in a new run, instead of the usual number. */
  readonly eventsPerRun?: number;
};

/** When claims are asked for, and how patiently. */
export type PullPlan = {
  readonly configurationId: string;
  readonly when: 'session_created' | 'token_exchanged';
  readonly timeout: number;
  readonly giveUpAfter: number;
  readonly retryInterval: number;
  readonly maxRetryInterval: number;
};

export type DeliverableStart = {
  readonly configurationId: string;
  readonly claims?: ClaimsReference;
  /** Deliverables of one name are issued from the same claims. */
  readonly dataset?: string;
  /** Claims have to be released by somebody other than who supplied them. */
  readonly requiresRelease?: boolean;
  /** How many requests more are taken than `maxIssuances`, for credentials issued anew; absent: none, and claims are final. */
  readonly reissues?: number;
};

/** What an offer is redeemed by. */
export type OfferSecrets = {
  readonly codeDigest?: string;
  readonly txCodeDigest?: string;
  readonly issuerStateDigest?: string;
};

export type SessionPolicy = {
  readonly requireDpop: boolean;
  readonly txCodeAttempts: number;
  readonly maxIssuances: number;
  readonly deferralLimit: number;
  readonly deferredInterval: number;
  readonly redeliveryWindow: number;
  /** Seconds a refresh token lives that is given although nothing asks for it; absent: none is. */
  readonly refreshLifetime?: number;
  /** What a wallet reports as failed or deleted is revoked. */
  readonly revokesReported?: true;
  /** Absent: whoever asks before the claims are there is told to wait. */
  readonly isDeferralOff?: true;
};

export type AccessGrant = {
  readonly accessDigest: string;
  readonly accessExpiresAt: number;
  readonly jkt?: string;
  readonly clientId?: string;
};

export type ExchangeToken = AccessGrant & {
  /** Absent: the pre-authorized code. */
  readonly grantType?: GrantName;
  readonly codeDigest: string;
  readonly txCodeDigest?: string;
  readonly refreshDigest: string;
  readonly refreshExpiresAt: number;
  /** How far the session may put that off, so that the token outlives every wait it promises; absent: it cannot be put off. */
  readonly refreshLatest?: number;
  /** What the token covers, where the wallet asked for less than the offer. */
  readonly configurationIds?: readonly string[];
};
export type TokenExchanged = {
  readonly configurationIds: readonly string[];
  readonly isRefreshable: boolean;
  readonly hasAllClaims: boolean;
};

/** Names a token that was minted and reached nobody. */
export type TokenUndelivered = { readonly accessDigest: string };

export type RefreshToken = AccessGrant & {
  readonly refreshDigest: string;
  /** Replaces the presented refresh token, where it is bound to no key. */
  readonly nextRefreshDigest?: string;
  /** The client proved by other means that the token is its own: a DPoP key may take the place of another. */
  readonly mayChangeKey?: true;
};
export type TokenRefreshed = { readonly configurationIds: readonly string[] };

export type RequestCredential = {
  readonly requestId: string;
  readonly accessDigest: string;
  readonly configurationId: string;
  readonly keys: number;
};
export type CollectDeferred = { readonly requestId: string; readonly accessDigest: string };
export type CredentialOutcome =
  | { readonly kind: 'issued'; readonly requestId: string }
  | { readonly kind: 'deferred'; readonly requestId: string; readonly interval: number };

/** Digests one of which the present claims must have; `*` for any, empty for none yet. */
export type ExpectedClaims = readonly string[];
/** By configuration id. */
export type ExpectedClaimsOf = Readonly<Record<string, ExpectedClaims>>;

export type SuppliedDataset = {
  readonly configurationId: string;
  readonly claims: ClaimsReference;
  /** Here only because another deliverable shares its dataset: passed over where this one was denied. */
  readonly isShared?: boolean;
};
/** All or nothing. `by` is a digest, keyed for this session, of who acts: it tells two callers apart and names nobody. */
export type SupplyClaims = {
  readonly datasets: readonly SuppliedDataset[];
  readonly by?: string;
  /** Of any deliverable of the session, supplied here or not. */
  readonly expected?: ExpectedClaimsOf;
  /** Of a source that is no back office: whatever was supplied before stands, and so does a denial. */
  readonly ifAwaited?: true;
};
export type SuppliedOutcome = 'supplied' | 'corrected' | 'unchanged';
/** By configuration id. */
export type ClaimsSupplied = { readonly outcomes: Readonly<Record<string, SuppliedOutcome>> };
/** Without a configuration, of all that wait for it. `digest`: how the digest of what was looked at begins. */
export type ReleaseClaims = {
  readonly configurationId?: string;
  readonly digest?: string;
  readonly by: string;
  readonly expected?: ExpectedClaimsOf;
};
/** Configuration ids; empty where all was released before. */
export type ClaimsReleased = { readonly released: readonly string[] };
export type DenyClaims = { readonly configurationId?: string; readonly expected?: ExpectedClaimsOf };
export type RenewOffer = OfferSecrets & {
  readonly expiresAt: number;
  /** What it still offers, where some of the session was issued already. */
  readonly configurationIds?: readonly string[];
};

export type AuthorizationRequested = { readonly clientId: string };
export type DecideAuthorization = {
  readonly decision: AuthorizationDecision;
  readonly clientId: string;
  readonly configurationIds: readonly string[];
  /** Absent where the wallet began by itself. */
  readonly issuerStateDigest?: string;
  /** Keyed digest of who logged in; absent where nobody had to. */
  readonly personDigest?: string;
  readonly codeDigest: string;
  readonly codeExpiresAt: number;
};
export type AuthorizationDecision = 'allowed' | 'denied';
/** The decision that counts, which may be an earlier one on the same request, and the end of the code made for it. */
export type AuthorizationDecided = { readonly decision: AuthorizationDecision; readonly codeExpiresAt: number };

export type NotificationReceived = {
  readonly requestId: string;
  /** Of the token it came with: what a revoked one reports is passed over. */
  readonly accessDigest?: string;
  readonly event: 'credential_accepted' | 'credential_failure' | 'credential_deleted';
};
export type ProblemNoted = { readonly reason: string; readonly endpoint: string };
/** As a back office inside Temporal sends it: the reference is what `POST /claims` answered. */
export type ClaimsSuppliedSignal = { readonly configuration_id: string; readonly reference: string };
export type ClaimsDeniedSignal = { readonly configuration_id?: string };

// Updates: the caller must be told the outcome.
/** The wallet waits for its token, or must learn why it gets none. */
export const exchangeTokenUpdate = defineUpdate<TokenExchanged, [ExchangeToken]>('exchangeToken');
/** The person waits for the way back to the wallet, and a code is worth something only once the session has it. */
export const decideAuthorizationUpdate = defineUpdate<AuthorizationDecided, [DecideAuthorization]>(
  'decideAuthorization',
);
/** As for the exchange. */
export const refreshTokenUpdate = defineUpdate<TokenRefreshed, [RefreshToken]>('refreshToken');
/** The wallet waits for its credential or for the word that it is deferred. */
export const requestCredentialUpdate = defineUpdate<CredentialOutcome, [RequestCredential]>('requestCredential');
/** Sent only when the read model says that something can be collected; a pending poll is no message. */
export const collectDeferredUpdate = defineUpdate<CredentialOutcome, [CollectDeferred]>('collectDeferred');
/** The back office must know whether its claims were taken, the same as before, or too late. */
export const supplyClaimsUpdate = defineUpdate<ClaimsSupplied, [SupplyClaims]>('supplyClaims');
/** Whoever releases must learn that it counts, or that another has to do it. There is no such signal: a signal's sender is
 * not known, and whoever reaches the Temporal port could supply claims and release them alone. */
export const releaseClaimsUpdate = defineUpdate<ClaimsReleased, [ReleaseClaims]>('releaseClaims');
/** A denial can come too late, and the back office must know. */
export const denyClaimsUpdate = defineUpdate<void, [DenyClaims]>('denyClaims');
/** The new code is worth handing out only when the session has taken it. */
export const renewOfferUpdate = defineUpdate<void, [RenewOffer]>('renewOffer');
/** The back office must know that nothing will be issued any more. */
export const cancelUpdate = defineUpdate<void, []>('cancel');

// Signals: the caller merely informs us.
/** The wallet has its answer from the read model already. */
export const offerRetrievedSignal = defineSignal<[]>('offerRetrieved');
/** The API gave up waiting for an exchange, which may still happen; the wallet has been told to try again. */
export const tokenUndeliveredSignal = defineSignal<[TokenUndelivered]>('tokenUndelivered');
/** The page is shown whatever comes of it. */
export const authorizationRequestedSignal = defineSignal<[AuthorizationRequested]>('authorizationRequested');
/** The wallet is answered 204 whatever comes of it. */
export const notificationReceivedSignal = defineSignal<[NotificationReceived]>('notificationReceived');
/** A refusal made before the workflow; the first of its reason is noted here. */
export const problemNotedSignal = defineSignal<[ProblemNoted]>('problemNoted');
/** For back offices that live inside Temporal and wait for nobody. */
export const claimsSuppliedSignal = defineSignal<[ClaimsSuppliedSignal]>('claimsSupplied');
/** As above. */
export const claimsDeniedSignal = defineSignal<[ClaimsDeniedSignal]>('claimsDenied');
/** As above. */
export const cancelSessionSignal = defineSignal<[]>('cancelSession');

// Query: the caller only asks.
/** The whole view, for operators and the Temporal UI. */
export const sessionQuery = defineQuery<SessionView>('session');
