/** One thing the offer promises: its claims, and what has been issued of it. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ClaimsState, DeliverableView, IssuanceState, IssuanceView } from '../../protocol/session-view.js';
import type { ClaimsReference, ExpectedClaims, RequestCredential } from '../contract/messages.js';
import { checkExpectedClaims } from './check-expected-claims.js';
import type { Grant } from './grants.js';

export type Issuance = {
  readonly requestId: string;
  readonly grant: Grant;
  readonly keys: number;
  readonly requestedAt: number;
  state: IssuanceState;
  wasDeferred: boolean;
  /** A signature is being made; whoever asks for the same meanwhile waits. */
  isSigning: boolean;
  deliveredAt?: number;
  redeliverUntil?: number;
};

export class Deliverable {
  claims: ClaimsState = 'awaiting';
  dataset: ClaimsReference | undefined;
  issuances: Issuance[] = [];

  /** @param reissues requests taken beyond the usual, by which a wallet has its credentials issued anew (ARF ISSU_63) */
  constructor(
    readonly configurationId: string,
    dataset?: ClaimsReference,
    readonly reissues = 0,
  ) {
    if (dataset === undefined) return;
    this.dataset = dataset;
    this.claims = 'released';
  }

  get hasDelivered(): boolean {
    return this.issuances.some((one) => one.isSigning || (one.state !== 'deferred' && one.state !== 'denied'));
  }

  /** Whether what was delivered is not the last: the next one may have other claims, or none may follow. */
  get isReissuable(): boolean {
    return this.reissues > 0;
  }

  accept(command: RequestCredential, grant: Grant, now: number): Issuance {
    const issuance: Issuance = {
      requestId: command.requestId,
      grant,
      keys: command.keys,
      requestedAt: now,
      state: 'deferred',
      wasDeferred: this.claims !== 'released',
      isSigning: false,
    };
    this.issuances.push(issuance);
    return issuance;
  }

  release(issuance: Issuance): void {
    this.issuances = this.issuances.filter((one) => one !== issuance);
  }

  /**
   * Takes a dataset. The same content again changes nothing; other content is a correction until something was issued.
   * Supplied claims count as released at once: no second person has to release them.
   */
  supply(dataset: ClaimsReference, expected?: ExpectedClaims): 'supplied' | 'corrected' | 'unchanged' {
    if (this.claims === 'denied') throw refuse('claims_denied');
    // Before the precondition: a repeat of the very act that changed the claims has succeeded (RFC 9110 section 13.1.1).
    if (this.dataset?.digest === dataset.digest) return 'unchanged';
    checkExpectedClaims(expected, this.dataset?.digest);
    if (this.hasDelivered && !this.isReissuable) throw refuse('claims_after_issue');
    const outcome = this.dataset === undefined ? 'supplied' : 'corrected';
    this.dataset = dataset;
    this.claims = 'released';
    return outcome;
  }

  deny(): void {
    this.claims = 'denied';
    for (const issuance of this.issuances)
      if (issuance.state === 'deferred' && !issuance.isSigning) issuance.state = 'denied';
  }

  view(): DeliverableView {
    return {
      configurationId: this.configurationId,
      claims: this.claims,
      ...(this.dataset === undefined ? {} : { claimsDigest: this.dataset.digest }),
      issuances: this.issuances.map(viewOfIssuance),
    };
  }
}

function viewOfIssuance(issuance: Issuance): IssuanceView {
  return {
    requestId: issuance.requestId,
    state: issuance.state,
    keys: issuance.keys,
    requestedAt: issuance.requestedAt,
    wasDeferred: issuance.wasDeferred,
    ...(issuance.deliveredAt === undefined ? {} : { deliveredAt: issuance.deliveredAt }),
    ...(issuance.redeliverUntil === undefined ? {} : { redeliverUntil: issuance.redeliverUntil }),
  };
}
