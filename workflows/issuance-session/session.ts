/**
 * The session's state and every transition it knows. No Temporal in here: time comes in as `now` (ms), refusals go out as
 * `ProtocolError`s. Whatever consumes something does it before returning, so that a handler consumes before it awaits.
 */
import type { Reason } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type {
  NotedProblem,
  SessionEvent,
  SessionEventType,
  SessionStatus,
  SessionView,
} from '../../protocol/session-view.js';
import type {
  AuthorizationDecided,
  AuthorizationRequested,
  ClaimsReference,
  CollectDeferred,
  DecideAuthorization,
  DenyClaims,
  ExchangeToken,
  ExpectedClaims,
  NotificationReceived,
  ProblemNoted,
  RefreshToken,
  RenewOffer,
  RequestCredential,
  SessionStart,
  TokenExchanged,
  TokenUndelivered,
} from '../contract/messages.js';
import type { CredentialStatusChanged } from '../contract/status-messages.js';
import { Authorization } from './authorization.js';
import { checkExpectedClaims } from './check-expected-claims.js';
import type { Issuance } from './deliverable.js';
import { Deliverable } from './deliverable.js';
import { deriveStatus } from './derive-status.js';
import type { Grant } from './grants.js';
import { Grants } from './grants.js';
import { Offer } from './offer.js';

const MOST_PROBLEMS = 10;
/** A wallet may report more than once; a flood of reports is not recorded. */
const MOST_NOTIFICATIONS = 10;
/** Exchanges given up while one wallet tries again and again; the oldest have long been refused. */
const MOST_UNDELIVERED = 20;
const SECOND = 1000;

/** What a request for a credential comes to. `sign` must be settled by `commitDelivery` or `rollBackDelivery`. */
export type NextStep =
  | {
      readonly kind: 'sign';
      readonly issuance: Issuance;
      readonly deliverable: Deliverable;
      readonly dataset: ClaimsReference;
    }
  | { readonly kind: 'wait'; readonly issuance: Issuance }
  | { readonly kind: 'redeliver'; readonly issuance: Issuance }
  | { readonly kind: 'deferred'; readonly issuance: Issuance };

export class Session {
  readonly deliverables: readonly Deliverable[];
  readonly problems: NotedProblem[] = [];
  #events: SessionEvent[] = [];
  /** Issuances whose signature is still being made, by the place of their event: it may yet be taken back. */
  readonly #unsettled = new Set<{ seq: number }>();
  readonly #offer: Offer;
  readonly #authorization: Authorization;
  #grantType: SessionStart['grantType'];
  #notifications = 0;
  #undelivered: readonly string[] = [];
  #grants = new Grants();
  #ending: 'cancelled' | 'expired' | undefined;
  #isOpen = true;

  constructor(readonly start: SessionStart) {
    this.deliverables = start.deliverables.map((one) => new Deliverable(one.configurationId, one.claims, one.reissues));
    this.#offer = new Offer(start.offer, start.policy.txCodeAttempts);
    this.#authorization = new Authorization(start.offer);
    this.#grantType = start.grantType;
    const first = this.#authorization.isWalletInitiated ? 'authorization_requested' : 'offer_created';
    this.#record(first, start.createdAt, { credential_configuration_ids: this.configurationIds });
  }

  get configurationIds(): string[] {
    return this.deliverables.map((one) => one.configurationId);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get status(): SessionStatus {
    return deriveStatus({
      ...(this.#ending === undefined ? {} : { ending: this.#ending }),
      isRetrieved: this.#offer.isRetrieved,
      isExchanged: this.#grants.current !== undefined,
      authorization: this.#authorization.progress,
      // A transaction of a grant that was replaced is not waited for any more.
      deliverables: this.deliverables.map(({ claims, issuances }) => ({
        claims,
        issuances: issuances.filter((one) => one.state !== 'deferred' || one.grant === this.#grants.current),
      })),
    });
  }

  // ── the offer ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Answers whether this fetch is one that is recorded. */
  retrieveOffer(now: number): boolean {
    if (!this.#offer.retrieve()) return false;
    this.#record('offer_retrieved', now);
    return true;
  }

  /** Everything about a code that can be judged without changing anything. */
  checkCode(command: ExchangeToken, now: number): void {
    this.#checkOpen('grant_closed');
    if (this.#undelivered.includes(command.accessDigest)) throw refuse('temporarily_unavailable');
    const isAuthorization = command.grantType === 'authorization_code';
    if (isAuthorization) this.#authorization.checkCode(command, this.#offer, now);
    else this.#offer.checkCode(command, now);
    if (this.start.policy.requireDpop && command.jkt === undefined) throw refuse('dpop_required');
    for (const id of command.configurationIds ?? []) {
      const granted = isAuthorization ? this.#authorization.configurationIds : this.configurationIds;
      if (!granted.includes(id)) throw refuse('authorization_details_not_granted');
    }
  }

  /** Redeems the code, or counts a wrong transaction code; the count is why this is no validator's work. */
  exchangeToken(command: ExchangeToken, now: number): TokenExchanged {
    this.checkCode(command, now);
    if (command.grantType === 'authorization_code') return this.#exchangeAuthorizationCode(command, now);
    if (!this.#offer.isTxCodeRight(command)) this.#refuseTxCode(command, now);
    return this.#openGrant(command, command.configurationIds ?? this.configurationIds, now).exchanged;
  }

  #openGrant(
    command: ExchangeToken,
    configurationIds: readonly string[],
    now: number,
  ): { readonly grant: Grant; readonly exchanged: TokenExchanged } {
    const covered = this.deliverables.filter((one) => configurationIds.includes(one.configurationId));
    const hasAllClaims = covered.every((one) => one.claims === 'released');
    this.#offer.redeem();
    // A wallet that may have to wait, or to come again, needs a token that lasts; others are given none they do not need.
    const isRefreshable = !hasAllClaims || covered.some((one) => one.isReissuable);
    const grant = this.#grants.open(command, configurationIds, isRefreshable);
    this.#grantType = command.grantType ?? 'pre-authorized_code';
    this.#record('token_exchanged', now, {
      grant_type: this.#grantType,
      token_type: command.jkt === undefined ? 'Bearer' : 'DPoP',
      ...(command.clientId === undefined ? {} : { client_id: command.clientId }),
    });
    return { grant, exchanged: { configurationIds, isRefreshable, hasAllClaims } };
  }

  /** Redeems the code; a second use ends the tokens of the first (RFC 6749 section 4.1.2). */
  #exchangeAuthorizationCode(command: ExchangeToken, now: number): TokenExchanged {
    const reused = this.#authorization.findReuse(command);
    if (reused !== undefined) {
      this.#grants.revoke(reused);
      this.#record('request_failed', now, { reason: 'authorization_code_reused', endpoint: '/token' });
      throw refuse('authorization_code_reused');
    }
    const configurationIds = command.configurationIds ?? this.#authorization.configurationIds;
    const { grant, exchanged } = this.#openGrant(command, configurationIds, now);
    this.#authorization.redeem(grant);
    return exchanged;
  }

  /**
   * A token that reached nobody is void and its code as good as before, whether the exchange was made already or is still
   * on its way to us. Answers whether anything changed.
   */
  takeBackToken({ accessDigest }: TokenUndelivered, now: number): boolean {
    this.#undelivered = [...this.#undelivered, accessDigest].slice(-MOST_UNDELIVERED);
    const grant = this.#grants.findUnused(accessDigest);
    const isUsed = this.deliverables.some((one) => one.issuances.some((issuance) => issuance.grant === grant));
    if (!this.#isOpen || grant === undefined || isUsed) return false;
    this.#grants.takeBack();
    this.#offer.reopen();
    this.#authorization.takeBack(grant);
    this.#record('request_failed', now, { reason: 'temporarily_unavailable', endpoint: '/token' });
    return true;
  }

  get #mostNotifications(): number {
    return this.deliverables.reduce((sum, one) => sum + one.reissues, MOST_NOTIFICATIONS);
  }

  #refuseTxCode(command: ExchangeToken, now: number): never {
    const reason = this.#offer.countWrongTxCode(command);
    const left = this.#offer.txCodeAttemptsLeft;
    this.#record('request_failed', now, { reason, endpoint: '/token', attempts_left: left });
    throw refuse(reason);
  }

  /** A new code for the same session: the cure for a lost token response or an exhausted transaction code. */
  renewOffer(command: RenewOffer, now: number): void {
    this.#checkOpen('session_closed');
    const isAllDenied = this.deliverables.every((one) => one.claims === 'denied');
    if (isAllDenied || this.deliverables.some((one) => one.hasDelivered)) throw refuse('offer_not_renewable');
    this.#offer.renew(command);
    this.#authorization.renew(command);
    this.#record('offer_renewed', now, { renewal: this.#offer.renewals });
  }

  // ── authorization ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Answers whether this request is one that is recorded. */
  requestAuthorization(command: AuthorizationRequested, now: number): boolean {
    if (!this.#authorization.request()) return false;
    this.#record('authorization_requested', now, { client_id: command.clientId });
    return true;
  }

  checkDecision(command: DecideAuthorization, now: number): void {
    this.#checkOpen('authorization_offer_closed');
    this.#authorization.checkDecision(command, this.#offer, now);
    const wanted = this.deliverables.filter((one) => command.configurationIds.includes(one.configurationId));
    if (wanted.length < command.configurationIds.length) throw refuse('authorization_scope_not_offered');
    if (wanted.every((one) => one.claims === 'denied')) throw refuse('authorization_offer_closed');
  }

  /** A denial ends this request only: the person may scan the same offer again and think better of it. */
  decideAuthorization(command: DecideAuthorization, now: number): AuthorizationDecided {
    this.checkDecision(command, now);
    if (command.decision === 'denied') {
      this.#record('request_failed', now, { reason: 'authorization_denied_by_person', endpoint: '/authorize' });
      return { decision: 'denied', codeExpiresAt: command.codeExpiresAt };
    }
    const decided = this.#authorization.allow(command);
    this.#record('authorized', now, {
      client_id: command.clientId,
      credential_configuration_ids: command.configurationIds,
    });
    return decided;
  }

  // ── tokens ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  refreshToken(command: RefreshToken, now: number): { configurationIds: readonly string[] } {
    this.#checkOpen('grant_closed');
    const grant = this.#grants.checkRefresh(command, now);
    this.#grants.refresh(grant, command, now);
    this.#record('token_refreshed', now);
    return { configurationIds: grant.configurationIds };
  }

  checkRefresh(command: RefreshToken, now: number): void {
    this.#checkOpen('grant_closed');
    this.#grants.checkRefresh(command, now);
  }

  // ── credentials ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Refuses what needs no state change to be refused. */
  checkRequest(command: RequestCredential, now: number): void {
    this.#checkOpen('access_session_closed');
    const grant = this.#grants.checkAccess(command.accessDigest, now);
    if (!grant.configurationIds.includes(command.configurationId)) throw refuse('insufficient_scope');
    // Refused before it is accepted, so that the same request may come again when the claims are there.
    const { claims, issuances, reissues } = this.#deliverable(command.configurationId);
    const known = issuances.find((one) => one.requestId === command.requestId);
    // The same proofs under another grant: what they began belongs to the grant before, which a renewed offer replaced.
    if (known !== undefined && known.grant !== grant) throw refuse('nonce_used');
    if (known === undefined && claims === 'denied') throw refuse('credential_denied');
    if (known === undefined && issuances.length >= this.start.policy.maxIssuances + reissues)
      throw refuse('issuance_cap_reached');
    const isWaiting = claims === 'awaiting' || claims === 'supplied';
    if (isWaiting && this.start.policy.isDeferralOff) throw refuse('deferral_unavailable');
  }

  requestCredential(command: RequestCredential, now: number): NextStep {
    this.checkRequest(command, now);
    const grant = this.#grants.checkAccess(command.accessDigest, now);
    const deliverable = this.#deliverable(command.configurationId);
    const known = deliverable.issuances.find((one) => one.requestId === command.requestId);
    if (known !== undefined) return this.#nextStep(deliverable, known, now, 'nonce_used');
    const issuance = deliverable.accept(command, grant, now);
    this.#record('credential_requested', now, { configuration: command.configurationId, keys: command.keys });
    if (issuance.wasDeferred) {
      this.#record('credential_deferred', now, { configuration: command.configurationId });
      if (deliverable.claims === 'awaiting')
        this.#record('claims_needed', now, { configuration: command.configurationId });
    }
    return this.#nextStep(deliverable, issuance, now, 'nonce_used');
  }

  /** OID4VCI 9.1: the transaction must be of the grant that presents it. */
  collectDeferred(command: CollectDeferred, now: number): NextStep {
    this.#checkOpen('transaction_expired');
    const grant = this.#grants.checkAccess(command.accessDigest, now);
    for (const deliverable of this.deliverables) {
      const issuance = deliverable.issuances.find((one) => one.requestId === command.requestId);
      if (issuance === undefined) continue;
      if (issuance.grant !== grant) throw refuse('transaction_foreign');
      return this.#nextStep(deliverable, issuance, now, 'transaction_spent');
    }
    throw refuse('transaction_unknown');
  }

  #nextStep(
    deliverable: Deliverable,
    issuance: Issuance,
    now: number,
    spent: 'nonce_used' | 'transaction_spent',
  ): NextStep {
    if (issuance.isSigning) return { kind: 'wait', issuance };
    switch (issuance.state) {
      case 'denied':
        throw refuse('credential_denied');
      case 'deferred':
        if (deliverable.claims !== 'released' || deliverable.dataset === undefined)
          return { kind: 'deferred', issuance };
        issuance.isSigning = true;
        return { kind: 'sign', issuance, deliverable, dataset: deliverable.dataset };
      case 'delivered':
        if (issuance.redeliverUntil === undefined || now >= issuance.redeliverUntil) throw refuse(spent);
        this.#record('credential_redelivered', now, { configuration: deliverable.configurationId });
        return { kind: 'redeliver', issuance };
      default:
        throw refuse(spent);
    }
  }

  /**
   * Marks the credentials delivered; made before they are signed, because one write stores them and this view together.
   * Answers how to take it back when the signing fails.
   */
  deliver(deliverable: Deliverable, issuance: Issuance, now: number): { settle: () => void; rollBack: () => void } {
    const eventsBefore = this.#events.length;
    const { deferredInterval, redeliveryWindow } = this.start.policy;
    issuance.state = 'delivered';
    issuance.deliveredAt = now;
    // Twice the interval a waiting wallet was told, where that is longer: it asks no sooner than that.
    const window = issuance.wasDeferred ? Math.max(redeliveryWindow, 2 * deferredInterval) : redeliveryWindow;
    issuance.redeliverUntil = now + window * SECOND;
    this.#record('credential_issued', now, { configuration: deliverable.configurationId, credentials: issuance.keys });
    const issued = { seq: eventsBefore + 1 };
    this.#unsettled.add(issued);
    return {
      settle: () => {
        this.#unsettled.delete(issued);
        issuance.isSigning = false;
      },
      rollBack: () => {
        this.#takeBack(issued);
        issuance.isSigning = false;
        issuance.state = this.#isOpen && deliverable.claims !== 'denied' ? 'deferred' : 'denied';
        delete issuance.deliveredAt;
        delete issuance.redeliverUntil;
        // A request that was to be answered at once is released whole: its nonce and keys stay the wallet's to try again.
        if (!issuance.wasDeferred) deliverable.release(issuance);
      },
    };
  }

  /** The events after it move up, and with them the places of other issuances under way. */
  #takeBack(issued: { readonly seq: number }): void {
    this.#events = this.#events
      .filter((one) => one.seq !== issued.seq)
      .map((one, index) => ({ ...one, seq: index + 1 }));
    this.#unsettled.delete(issued);
    for (const one of this.#unsettled) if (one.seq > issued.seq) one.seq -= 1;
  }

  /** Those that nothing can take back any more: all before the first issuance whose signature is still being made. */
  get settledEvents(): readonly SessionEvent[] {
    const open = Math.min(...[...this.#unsettled].map((one) => one.seq), this.#events.length + 1);
    return this.#events.slice(0, open - 1);
  }

  /** Answers whether anything changed; a repeat is no news (OID4VCI 11.2), and an id that was never handed out none either. */
  notify(command: NotificationReceived, now: number): boolean {
    const deliverable = this.deliverables.find((one) =>
      one.issuances.some((issuance) => issuance.requestId === command.requestId),
    );
    const issuance = deliverable?.issuances.find((one) => one.requestId === command.requestId);
    if (
      deliverable === undefined ||
      issuance?.deliveredAt === undefined ||
      this.#notifications >= this.#mostNotifications
    )
      return false;
    // A signal may come from anybody at the Temporal port, with any word for an event.
    const states = {
      credential_accepted: 'accepted',
      credential_failure: 'failed',
      credential_deleted: 'deleted',
    } as const;
    const state = Object.hasOwn(states, command.event) ? states[command.event] : undefined;
    if (state === undefined || issuance.state === state) return false;
    this.#notifications += 1;
    issuance.state = state;
    delete issuance.redeliverUntil;
    this.#record(command.event, now, { configuration: deliverable.configurationId });
    return true;
  }

  // ── the back office ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Refuses what this session does not offer, before anybody opens the claims for it. */
  checkOffered(configurationId: string): void {
    this.#deliverable(configurationId);
  }

  supplyClaims(
    configurationId: string,
    dataset: ClaimsReference,
    now: number,
    expected?: ExpectedClaims,
  ): 'supplied' | 'corrected' | 'unchanged' {
    this.#checkOpen('session_closed');
    const deliverable = this.#deliverable(configurationId);
    const outcome = deliverable.supply(dataset, expected);
    if (outcome === 'unchanged') return outcome;
    this.#record(outcome === 'supplied' ? 'claims_supplied' : 'claims_corrected', now, {
      configuration: configurationId,
    });
    const isAwaited = deliverable.issuances.some((one) => one.state === 'deferred');
    if (isAwaited && now >= (this.#grants.endsAt() ?? 0)) {
      this.#record('token_dead_claims_ready', now, { configuration: configurationId });
    }
    return outcome;
  }

  denyClaims(configurationId: string | undefined, now: number, expected: DenyClaims['expected'] = {}): void {
    this.#checkOpen('session_closed');
    const denied = configurationId === undefined ? this.deliverables : [this.#deliverable(configurationId)];
    for (const { claims, configurationId: id, dataset } of denied)
      if (claims !== 'denied') checkExpectedClaims(expected[id], dataset?.digest);
    if (denied.some((one) => one.hasDelivered && !one.isReissuable)) throw refuse('claims_after_issue');
    for (const deliverable of denied) {
      if (deliverable.claims === 'denied') continue;
      deliverable.deny();
      this.#record('claims_denied', now, { configuration: deliverable.configurationId });
    }
  }

  cancel(now: number): void {
    if (!this.#isOpen) return;
    this.#ending = 'cancelled';
    this.#close();
    this.#record('session_cancelled', now);
  }

  /** Answers whether this is the first of its reason, the only one that is kept here. */
  noteProblem({ reason, endpoint }: ProblemNoted, now: number): boolean {
    // A signal may come from anybody at the Temporal port, and a search attribute without a value fails the workflow task.
    if (typeof reason !== 'string' || typeof endpoint !== 'string') return false;
    const isKnown = this.problems.some((one) => one.reason === reason && one.endpoint === endpoint);
    if (isKnown || this.problems.length >= MOST_PROBLEMS) return false;
    this.problems.push({ reason, endpoint, at: now });
    // What the session refused itself, a wrong transaction code, stands among the events already.
    const isRecorded = this.#events.some(
      ({ details }) => details?.['reason'] === reason && details['endpoint'] === endpoint,
    );
    if (!isRecorded) this.#record('request_failed', now, { reason, endpoint });
    return true;
  }

  // ── after issuance ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** The registry has changed; the session only remembers it. Answers whether this was such a change at all. */
  noteCredentialStatus(change: CredentialStatusChanged, now: number): boolean {
    const types = {
      revoked: 'credential_revoked',
      suspended: 'credential_suspended',
      valid: 'credential_reinstated',
    } as const;
    if (!Object.hasOwn(types, change.status)) return false;
    this.#record(types[change.status], now, { configuration: change.configurationId, credential: change.credentialId });
    return true;
  }

  // ── time ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** When time alone next changes something. */
  nextDeadline(): number | undefined {
    if (!this.#isOpen) return undefined;
    const windows = this.#redeliverable().map((one) => one.redeliverUntil ?? 0);
    return Math.min(this.#endsAt(), ...windows);
  }

  /** Answers whether anything changed. */
  passDeadlines(now: number): boolean {
    const closedWindows = this.#redeliverable().filter((one) => now >= (one.redeliverUntil ?? 0));
    for (const issuance of closedWindows) delete issuance.redeliverUntil;
    if (!this.#isOpen || now < this.#endsAt()) return closedWindows.length > 0;
    const isWaiting = this.deliverables.some((one) => one.issuances.some((issuance) => issuance.state === 'deferred'));
    const hasIssued = this.deliverables.some((one) => one.hasDelivered);
    this.#close();
    const isDenied = this.deliverables.every((one) => one.claims === 'denied');
    if ((!hasIssued || isWaiting) && !isDenied) {
      this.#ending = 'expired';
      this.#record('session_expired', now);
    }
    return true;
  }

  /** An unredeemed offer's end, or the end of the last token: while either can act, the session stays. */
  #endsAt(): number {
    const grantEndsAt = this.#grants.endsAt();
    return Math.max(
      grantEndsAt ?? 0,
      this.#offer.endsAt ?? 0,
      this.#authorization.endsAt ?? 0,
      ...this.#redeliverable().map((one) => one.redeliverUntil ?? 0),
    );
  }

  #redeliverable(): Issuance[] {
    return this.deliverables.flatMap((one) =>
      one.issuances.filter((issuance) => issuance.redeliverUntil !== undefined),
    );
  }

  #close(): void {
    this.#isOpen = false;
    for (const deliverable of this.deliverables) {
      for (const issuance of deliverable.issuances) {
        if (issuance.state === 'deferred') issuance.state = 'denied';
        // Nobody can ask again, so nothing is kept for it.
        delete issuance.redeliverUntil;
      }
    }
  }

  #checkOpen(reason: Reason): void {
    if (!this.#isOpen) throw refuse(reason);
  }

  #deliverable(configurationId: string): Deliverable {
    const found = this.deliverables.find((one) => one.configurationId === configurationId);
    if (found === undefined) throw refuse('configuration_not_offered');
    return found;
  }

  #record(type: SessionEventType, at: number, details?: NonNullable<SessionEvent['details']>): void {
    this.#events.push({ seq: this.#events.length + 1, type, at, ...(details === undefined ? {} : { details }) });
  }

  view(): SessionView {
    const { start } = this;
    const grant = this.#grants.current;
    const grantEndsAt = this.#grants.endsAt();
    return {
      sessionId: start.sessionId,
      issuer: start.issuer,
      configurationVersion: start.configurationVersion,
      grantType: this.#grantType,
      status: this.status,
      isOpen: this.#isOpen,
      createdAt: start.createdAt,
      ...(grant?.clientId === undefined ? {} : { clientId: grant.clientId }),
      ...(grant === undefined ? {} : { isDpopBound: grant.jkt !== undefined }),
      offer: this.#offer.view(),
      ...(grantEndsAt === undefined ? {} : { grantEndsAt }),
      deliverables: this.deliverables.map((one) => one.view()),
      problems: [...this.problems],
      events: [...this.#events],
    };
  }
}
