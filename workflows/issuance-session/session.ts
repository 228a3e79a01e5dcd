/**
 * The session and every transition it knows. No Temporal in here: time comes in as `now` (ms), refusals go out as
 * `ProtocolError`s. Whatever consumes something does it before returning, so that a handler consumes before it awaits.
 * The rules themselves stand in the files beside this one, one kind of decision each.
 */
import type { NotedProblem, SessionEvent, SessionStatus, SessionView } from '../../protocol/session-view.js';
import type {
  AuthorizationDecided,
  AuthorizationRequested,
  CollectDeferred,
  DecideAuthorization,
  DenyClaims,
  ExchangeToken,
  NotificationReceived,
  ProblemNoted,
  RefreshToken,
  ReleaseClaims,
  RenewOffer,
  RequestCredential,
  SessionStart,
  SuppliedOutcome,
  SupplyClaims,
  TokenExchanged,
  TokenUndelivered,
} from '../contract/messages.js';
import type { CredentialStatusChanged } from '../contract/status-messages.js';
import { cancel, nextDeadline, passDeadlines } from './deadlines.js';
import { checkDecision, decideAuthorization } from './decide-authorization.js';
import { type ClaimsOrigin, denyClaims, needClaims, releaseClaims, supplyClaims } from './decide-claims.js';
import type { Deliverable, Issuance } from './deliverable.js';
import { AfterIssuance, type Delivery, deliver } from './delivery.js';
import { CodeExchange, renewOffer } from './exchange-code.js';
import { freezeState, thawState } from './freeze-state.js';
import { condemnReplaced, forgetReplaced } from './replaced-claims.js';
import { checkCollect, checkRequest, collectDeferred, type NextStep, requestCredential } from './request-credential.js';
import { SessionState } from './session-state.js';
import { statusOf, viewSession } from './view-session.js';

export type { NextStep } from './request-credential.js';

/** Plain data. */
export type FrozenSession = ReturnType<Session['freeze']>;

export class Session {
  readonly #state: SessionState;
  readonly #codes: CodeExchange;
  readonly #after: AfterIssuance;

  /** @param former what `freeze` of a session with the same start has answered */
  constructor(
    readonly start: SessionStart,
    former?: FrozenSession,
  ) {
    this.#state = new SessionState(start);
    this.#codes = new CodeExchange(this.#state);
    this.#after = new AfterIssuance(this.#state);
    if (former === undefined) return;
    thawState(this.#state, former.state);
    this.#codes.thaw(former.codes);
    this.#after.thaw(former.after);
  }

  /** All of it, for another to go on with. Not while a signature is being made. */
  freeze() {
    return { state: freezeState(this.#state), codes: this.#codes.freeze(), after: this.#after.freeze() };
  }

  get deliverables(): readonly Deliverable[] {
    return this.#state.deliverables;
  }

  get problems(): readonly NotedProblem[] {
    return this.#state.log.problems;
  }

  /** Those that nothing can take back any more. */
  get settledEvents(): readonly SessionEvent[] {
    return this.#state.log.settledEvents;
  }

  /** Claims that are to be destroyed: from now on nobody can supply them again. */
  condemnReplaced(): string[] {
    return condemnReplaced(this.#state);
  }

  forgetReplaced(references: readonly string[]): void {
    forgetReplaced(this.#state, references);
  }

  get configurationIds(): string[] {
    return this.#state.configurationIds;
  }

  get isOpen(): boolean {
    return this.#state.isOpen;
  }

  get status(): SessionStatus {
    return statusOf(this.#state);
  }

  /** Answers whether this fetch is one that is recorded. */
  retrieveOffer(now: number): boolean {
    if (!this.#state.offer.retrieve()) return false;
    this.#state.log.record('offer_retrieved', now);
    return true;
  }

  checkCode(command: ExchangeToken, now: number): void {
    this.#codes.check(command, now);
  }

  exchangeToken(command: ExchangeToken, now: number): TokenExchanged {
    return this.#codes.exchange(command, now);
  }

  takeBackToken(command: TokenUndelivered, now: number): boolean {
    return this.#codes.takeBack(command, now);
  }

  renewOffer(command: RenewOffer, now: number): void {
    renewOffer(this.#state, command, now);
  }

  /** Answers whether this request is one that is recorded. */
  requestAuthorization(command: AuthorizationRequested, now: number): boolean {
    if (!this.#state.authorization.request()) return false;
    this.#state.log.record('authorization_requested', now, { client_id: command.clientId });
    return true;
  }

  checkDecision(command: DecideAuthorization, now: number): void {
    checkDecision(this.#state, command, now);
  }

  decideAuthorization(command: DecideAuthorization, now: number): AuthorizationDecided {
    return decideAuthorization(this.#state, command, now);
  }

  checkRefresh(command: RefreshToken, now: number): void {
    this.#state.checkOpen('grant_closed');
    this.#state.grants.checkRefresh(command, now);
  }

  refreshToken(command: RefreshToken, now: number): { configurationIds: readonly string[] } {
    this.#state.checkOpen('grant_closed');
    const grant = this.#state.grants.checkRefresh(command, now);
    this.#state.grants.refresh(grant, command, now);
    this.#state.log.recordRepeatable('token_refreshed', now);
    return { configurationIds: grant.configurationIds };
  }

  checkRequest(command: RequestCredential, now: number): void {
    checkRequest(this.#state, command, now);
  }

  requestCredential(command: RequestCredential, now: number): NextStep {
    return requestCredential(this.#state, command, now);
  }

  checkCollect(command: CollectDeferred, now: number): void {
    checkCollect(this.#state, command, now);
  }

  collectDeferred(command: CollectDeferred, now: number): NextStep {
    return collectDeferred(this.#state, command, now);
  }

  deliver(deliverable: Deliverable, issuance: Issuance, now: number): Delivery {
    return deliver(this.#state, deliverable, issuance, now);
  }

  notify(command: NotificationReceived, now: number): boolean {
    return this.#after.notify(command, now);
  }

  noteCredentialStatus(change: CredentialStatusChanged, now: number): boolean {
    return this.#after.noteCredentialStatus(change, now);
  }

  /**
   * What a dataset for this configuration is for: itself, and whatever shares the dataset and was not denied.
   *
   * @throws ProtocolError `configuration_not_offered`, before anybody opens the claims for it
   */
  suppliedWith(configurationId: string): string[] {
    const named = this.#state.deliverable(configurationId);
    const shared = this.#state.sharing(named).filter((one) => one !== named && one.claims !== 'denied');
    return [named, ...shared].map((one) => one.configurationId);
  }

  supplyClaims(command: SupplyClaims, now: number, source?: ClaimsOrigin): Record<string, SuppliedOutcome> {
    return supplyClaims(this.#state, command, now, source);
  }

  /**
   * A message that is sent again finds its own claims, and is told that they were taken: who is told that nothing changed
   * removes what it stored for nothing.
   */
  toldAgain({ datasets }: SupplyClaims, outcomes: Record<string, SuppliedOutcome>): Record<string, SuppliedOutcome> {
    const held = datasets.filter(
      ({ configurationId: id, claims }) => this.#state.deliverable(id).dataset?.reference === claims.reference,
    );
    const taken = held.filter(({ configurationId: id }) => outcomes[id] === 'unchanged');
    return { ...outcomes, ...Object.fromEntries(taken.map((one) => [one.configurationId, 'supplied' as const])) };
  }

  releaseClaims(command: ReleaseClaims, now: number): string[] {
    return releaseClaims(this.#state, command, now);
  }

  denyClaims(
    configurationId: string | undefined,
    now: number,
    expected?: DenyClaims['expected'],
    source?: ClaimsOrigin,
  ): void {
    denyClaims(this.#state, configurationId, now, expected, source);
  }

  needClaims(deliverable: Deliverable, now: number): boolean {
    return needClaims(this.#state, deliverable, now);
  }

  cancel(now: number): void {
    cancel(this.#state, now);
  }

  noteProblem(problem: ProblemNoted, now: number, configurationId?: string): boolean {
    return this.#state.log.noteProblem(problem, now, configurationId);
  }

  nextDeadline(): number | undefined {
    return nextDeadline(this.#state);
  }

  passDeadlines(now: number): boolean {
    return passDeadlines(this.#state, now);
  }

  view(): SessionView {
    return viewSession(this.#state);
  }
}
