/** From a code to tokens, and back again where the tokens reached nobody. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ExchangeToken, RenewOffer, TokenExchanged, TokenUndelivered } from '../contract/messages.js';
import type { Grant } from './grants.js';
import type { SessionState } from './session-state.js';

/** Exchanges given up while one wallet tries again and again; the oldest have long been refused. */
const MOST_UNDELIVERED = 20;

export class CodeExchange {
  #undelivered: readonly string[] = [];

  constructor(readonly state: SessionState) {}

  freeze() {
    return { undelivered: this.#undelivered };
  }

  thaw({ undelivered }: ReturnType<CodeExchange['freeze']>): void {
    this.#undelivered = undelivered;
  }

  /** Everything about a code that can be judged without changing anything. */
  check(command: ExchangeToken, now: number): void {
    const { state } = this;
    state.checkOpen('grant_closed');
    if (this.#undelivered.includes(command.accessDigest)) throw refuse('temporarily_unavailable');
    if (this.#repeated(command) !== undefined) return;
    const isAuthorization = command.grantType === 'authorization_code';
    if (isAuthorization) state.authorization.checkCode(command, state.offer, now);
    else state.offer.checkCode(command, now);
    if (state.start.policy.requireDpop && command.jkt === undefined) throw refuse('dpop_required');
    for (const id of command.configurationIds ?? []) {
      const granted = isAuthorization ? state.authorization.configurationIds : state.offeredIds;
      if (!granted.includes(id)) throw refuse('authorization_details_not_granted');
    }
  }

  /** Redeems the code, or counts a wrong transaction code; the count is why this is no validator's work. */
  exchange(command: ExchangeToken, now: number): TokenExchanged {
    this.check(command, now);
    const repeated = this.#repeated(command);
    if (repeated !== undefined) return this.#outcomeOf(repeated.configurationIds, repeated.refresh !== undefined);
    if (command.grantType === 'authorization_code') return this.#exchangeAuthorizationCode(command, now);
    if (!this.state.offer.isTxCodeRight(command)) this.#refuseTxCode(command, now);
    return this.#openGrant(command, command.configurationIds ?? this.state.offeredIds, now).exchanged;
  }

  /** What this very message has begun: each mints a token of its own, so it is no second use of the code. */
  #repeated({ accessDigest }: ExchangeToken): Grant | undefined {
    const { current } = this.state.grants;
    return current?.access[0]?.digest === accessDigest ? current : undefined;
  }

  #outcomeOf(configurationIds: readonly string[], isRefreshable: boolean): TokenExchanged {
    const covered = this.state.deliverables.filter((one) => configurationIds.includes(one.configurationId));
    return { configurationIds, isRefreshable, hasAllClaims: covered.every((one) => one.claims === 'released') };
  }

  #openGrant(
    command: ExchangeToken,
    configurationIds: readonly string[],
    now: number,
  ): { readonly grant: Grant; readonly exchanged: TokenExchanged } {
    const { state } = this;
    const covered = state.deliverables.filter((one) => configurationIds.includes(one.configurationId));
    const hasAllClaims = covered.every((one) => one.claims === 'released');
    // A wallet that may have to wait needs a token that outlives the wait; others are given none they do not need. Claims
    // that have to be released may be corrected, and wait again; credentials issued anew are asked for with a token of then.
    const isRefreshable =
      !hasAllClaims || covered.some((one) => one.terms.requiresRelease === true || one.isReissuable);
    state.offer.redeem();
    const grant = state.grants.open(command, configurationIds, isRefreshable);
    state.grantType = command.grantType ?? 'pre-authorized_code';
    state.log.record('token_exchanged', now, {
      grant_type: state.grantType,
      token_type: command.jkt === undefined ? 'Bearer' : 'DPoP',
      ...(command.clientId === undefined ? {} : { client_id: command.clientId }),
    });
    return { grant, exchanged: { configurationIds, isRefreshable, hasAllClaims } };
  }

  /** Redeems the code; a second use ends the tokens of the first (RFC 6749 section 4.1.2). */
  #exchangeAuthorizationCode(command: ExchangeToken, now: number): TokenExchanged {
    const { authorization, grants, log } = this.state;
    const reused = authorization.findReuse(command);
    if (reused !== undefined) {
      grants.revoke(reused);
      log.record('request_failed', now, { reason: 'authorization_code_reused', endpoint: '/token' });
      throw refuse('authorization_code_reused');
    }
    const configurationIds = command.configurationIds ?? authorization.configurationIds;
    const { grant, exchanged } = this.#openGrant(command, configurationIds, now);
    authorization.redeem(grant);
    return exchanged;
  }

  /**
   * A token that reached nobody is void and its code as good as before, whether the exchange was made already or is still
   * on its way to us. Answers whether anything changed.
   */
  takeBack({ accessDigest }: TokenUndelivered, now: number): boolean {
    const { state } = this;
    this.#undelivered = [...this.#undelivered, accessDigest].slice(-MOST_UNDELIVERED);
    const grant = state.grants.findUnused(accessDigest);
    const isUsed = state.issuances.some((issuance) => issuance.grant === grant);
    if (!state.isOpen || grant === undefined || isUsed) return false;
    state.grants.takeBack();
    state.offer.reopen();
    state.authorization.takeBack(grant);
    state.log.record('request_failed', now, { reason: 'temporarily_unavailable', endpoint: '/token' });
    return true;
  }

  #refuseTxCode(command: ExchangeToken, now: number): never {
    const { offer, log } = this.state;
    const reason = offer.countWrongTxCode(command);
    log.record('request_failed', now, { reason, endpoint: '/token', attempts_left: offer.txCodeAttemptsLeft });
    throw refuse(reason);
  }
}

/** A new code for the same session: the cure for a lost token response or an exhausted transaction code. */
export function renewOffer(state: SessionState, command: RenewOffer, now: number): void {
  state.checkOpen('session_closed');
  const ids = command.configurationIds ?? state.configurationIds;
  const offered = ids.map((id) => state.deliverable(id));
  // It may come again, and changes nothing then. An offer has either digest, or both.
  if (state.offer.isRenewedBy(command) || state.authorization.isRenewedBy(command)) return;
  const isAllDenied = offered.every((one) => one.claims === 'denied');
  // What was issued stays with the wallet that has it; the rest can be offered anew.
  if (isAllDenied || offered.some((one) => one.hasDelivered)) throw refuse('offer_not_renewable');
  state.offer.renew(command);
  state.authorization.renew(command);
  state.log.record('offer_renewed', now, { renewal: state.offer.renewals });
}
