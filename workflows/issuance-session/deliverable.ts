/** One thing the offer promises: its claims, and what has been issued of it. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type {
  ClaimsState,
  DeliverableView,
  IssuanceEnd,
  IssuanceState,
  IssuanceView,
  PullView,
} from '../../protocol/session-view.js';
import type { ClaimsReference, DeliverableStart, RequestCredential, SuppliedOutcome } from '../contract/messages.js';
import type { Grant } from './grants.js';

export type Issuance = {
  readonly requestId: string;
  readonly grant: Grant;
  readonly keys: number;
  readonly requestedAt: number;
  state: IssuanceState;
  wasDeferred: boolean;
  /** When waiting for claims is given up. */
  readonly deferredUntil: number;
  endedBy?: IssuanceEnd;
  /** A signature is being made; whoever asks for the same meanwhile waits. */
  isSigning: boolean;
  deliveredAt?: number;
  redeliverUntil?: number;
};

type Terms = Pick<DeliverableStart, 'dataset' | 'requiresRelease' | 'reissues'> & { readonly suppliedBy?: string };

export class Deliverable {
  claims: ClaimsState = 'awaiting';
  dataset: ClaimsReference | undefined;
  suppliedBy: string | undefined;
  /** References of claims that were corrected; of those, what is being destroyed; and what was, lately. */
  replaced: readonly string[] = [];
  condemned: readonly string[] = [];
  gone: readonly string[] = [];
  issuances: Issuance[] = [];
  /** A back office is being asked for the claims, for this one or for another that shares its dataset. */
  isPulled = false;
  /** What has come of asking for this one. */
  pull: PullView | undefined;
  /** The grant whose last token died while its claims were ready, and when that was seen. */
  stranded: { readonly grant: Grant; readonly at: number } | undefined;

  constructor(
    readonly configurationId: string,
    dataset?: ClaimsReference,
    readonly terms: Terms = {},
  ) {
    if (dataset !== undefined) this.supply(dataset, terms.suppliedBy);
  }

  get hasDelivered(): boolean {
    return this.issuances.some((one) => one.isSigning || (one.state !== 'deferred' && one.state !== 'denied'));
  }

  /** Requests taken beyond the usual, by which a wallet has its credentials issued anew (ARF ISSU_63). */
  get reissues(): number {
    return this.terms.reissues ?? 0;
  }

  /** Whether what was delivered is not the last: the next one may have other claims, or none may follow. */
  get isReissuable(): boolean {
    return this.reissues > 0;
  }

  /** What a wallet of this grant waits for; a signature that is being made is no wait. */
  waitingOf(grant: Grant | undefined): Issuance[] {
    return this.issuances.filter((one) => one.state === 'deferred' && !one.isSigning && one.grant === grant);
  }

  accept(command: RequestCredential, grant: Grant, now: number, deferredUntil = now): Issuance {
    const issuance: Issuance = {
      requestId: command.requestId,
      grant,
      keys: command.keys,
      requestedAt: now,
      state: 'deferred',
      wasDeferred: this.claims !== 'released',
      deferredUntil,
      isSigning: false,
    };
    this.issuances.push(issuance);
    return issuance;
  }

  release(issuance: Issuance): void {
    this.issuances = this.issuances.filter((one) => one !== issuance);
  }

  /** What supplying this would come to; refuses what cannot be, and changes nothing. */
  judge(dataset: ClaimsReference): SuppliedOutcome {
    if (this.claims === 'denied') throw refuse('claims_denied');
    if (this.dataset?.digest === dataset.digest) return 'unchanged';
    // A message that comes again after its claims were corrected: they are not there any more.
    if ([...this.condemned, ...this.gone].includes(dataset.reference)) throw refuse('claims_reference_unknown');
    if (this.hasDelivered && !this.isReissuable) throw refuse('claims_after_issue');
    return this.dataset === undefined ? 'supplied' : 'corrected';
  }

  /**
   * Takes a dataset. The same content again changes nothing, not even who supplied it; other content is a correction until
   * something was issued. Where nobody has to release them, supplied claims count as released at once.
   */
  supply(dataset: ClaimsReference, by?: string): SuppliedOutcome {
    const outcome = this.judge(dataset);
    if (outcome === 'unchanged') return outcome;
    const replaced = this.dataset === undefined ? this.replaced : [...this.replaced, this.dataset.reference];
    this.replaced = replaced.filter((one) => one !== dataset.reference);
    this.dataset = dataset;
    this.claims = this.terms.requiresRelease === true ? 'supplied' : 'released';
    this.dropPull();
    this.suppliedBy = by;
    return outcome;
  }

  deny(): void {
    this.claims = 'denied';
    this.dropPull();
    for (const issuance of this.issuances) if (!issuance.isSigning) end(issuance, 'denial');
  }

  /** Somebody else has decided, or nobody will need the answer any more. */
  dropPull(): void {
    if (this.pull?.state === 'asking') this.pull = { ...this.pull, state: 'dropped' };
  }

  /** `grant`: the present one. What waits under another waits in vain. */
  view(grant?: Grant): DeliverableView {
    const { dataset, requiresRelease } = this.terms;
    const isShown = requiresRelease === true && this.suppliedBy !== undefined;
    return {
      configurationId: this.configurationId,
      claims: this.claims,
      ...(this.dataset === undefined ? {} : { claimsDigest: this.dataset.digest }),
      ...(requiresRelease === true ? { requiresRelease } : {}),
      ...(this.isReissuable ? { isReissuable: true as const } : {}),
      ...(isShown ? { suppliedBy: this.suppliedBy } : {}),
      ...(dataset === undefined ? {} : { dataset }),
      ...(this.pull === undefined ? {} : { pull: this.pull }),
      issuances: this.issuances.map((one) => viewOfIssuance(one, grant !== undefined && one.grant !== grant)),
    };
  }
}

/** Ends a wait; what was delivered or ended before stays as it is. */
export function end(issuance: Issuance, by: IssuanceEnd): void {
  if (issuance.state !== 'deferred') return;
  issuance.state = 'denied';
  issuance.endedBy = by;
}

function viewOfIssuance(issuance: Issuance, isReplaced: boolean): IssuanceView {
  const { state, deferredUntil, isSigning } = issuance;
  const isVain = isReplaced && state === 'deferred' && !isSigning;
  const endedBy = isVain ? 'replaced' : issuance.endedBy;
  return {
    requestId: issuance.requestId,
    state: isVain ? 'denied' : state,
    keys: issuance.keys,
    requestedAt: issuance.requestedAt,
    wasDeferred: issuance.wasDeferred,
    ...(state === 'deferred' && !isVain && issuance.wasDeferred ? { deferredUntil } : {}),
    ...(endedBy === undefined ? {} : { endedBy }),
    ...(issuance.deliveredAt === undefined ? {} : { deliveredAt: issuance.deliveredAt }),
    ...(issuance.redeliverUntil === undefined ? {} : { redeliverUntil: issuance.redeliverUntil }),
  };
}
