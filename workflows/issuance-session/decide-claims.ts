/** What a back office decides about claims: it supplies, corrects, releases or denies them. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type {
  DenyClaims,
  ReleaseClaims,
  SuppliedDataset,
  SuppliedOutcome,
  SupplyClaims,
} from '../contract/messages.js';
import { checkExpectedClaims } from './check-expected-claims.js';
import type { Deliverable } from './deliverable.js';
import type { SessionState } from './session-state.js';
import { noteStranded } from './stranded-claims.js';

/** Where claims came from, or a denial, when no back office brought them. */
export type ClaimsOrigin = 'pull';

/** All or nothing: everything is judged before anything is taken. */
export function supplyClaims(
  state: SessionState,
  command: SupplyClaims,
  now: number,
  source?: ClaimsOrigin,
): Record<string, SuppliedOutcome> {
  const { by } = command;
  const given = command.datasets.map((one) => ({ ...one, deliverable: state.deliverable(one.configurationId) }));
  const wanted = given.filter((one) => isWanted(command, one));
  // What is passed over is as it was, and that is no matter of whether the session is still open.
  if (wanted.length === 0) return Object.fromEntries(given.map((one) => [one.configurationId, 'unchanged']));
  state.checkOpen('session_closed');
  checkSupplied(state, command, wanted);
  const judged = wanted.map((one) => ({ ...one, outcome: one.deliverable.judge(one.claims) }));
  for (const { deliverable, claims, outcome } of judged) {
    if (outcome === 'unchanged') continue;
    deliverable.supply(claims, by);
    state.log.record(outcome === 'supplied' ? 'claims_supplied' : 'claims_corrected', now, {
      configuration: deliverable.configurationId,
      ...(source === undefined ? {} : { source }),
    });
  }
  noteStranded(state, now);
  return Object.fromEntries(judged.map((one) => [one.configurationId, one.outcome]));
}

type Wanted = SuppliedDataset & { readonly deliverable: Deliverable };

function isWanted({ ifAwaited }: SupplyClaims, { isShared, deliverable }: Wanted): boolean {
  if (ifAwaited === true) return deliverable.claims === 'awaiting';
  return isShared !== true || deliverable.claims !== 'denied';
}

function checkSupplied(state: SessionState, { expected }: SupplyClaims, wanted: readonly Wanted[]): void {
  if (wanted.some((one) => one.deliverable.claims === 'denied')) throw refuse('claims_denied');
  // Before the precondition: a repeat of the very act that changed the claims has succeeded (RFC 9110 section 13.1.1).
  const isRepeat = wanted.every(({ deliverable, claims }) => deliverable.dataset?.digest === claims.digest);
  if (!isRepeat) checkExpectedClaims(state.deliverables, expected);
  checkShared(state, wanted);
}

/** Deliverables of one dataset have the same claims or none. */
function checkShared(state: SessionState, wanted: readonly Wanted[]): void {
  for (const { deliverable, claims } of wanted) {
    for (const other of state.sharing(deliverable)) {
      const next = wanted.find((one) => one.deliverable === other)?.claims ?? other.dataset;
      if (other.claims !== 'denied' && next?.digest !== claims.digest) throw refuse('dataset_conflict');
    }
  }
}

/** Answers what was released; what was released before stays so. */
export function releaseClaims(
  state: SessionState,
  { configurationId, by, digest, expected }: ReleaseClaims,
  now: number,
): string[] {
  state.checkOpen('session_closed');
  const named = configurationId === undefined ? undefined : state.deliverable(configurationId);
  if (named?.claims === 'denied') throw refuse('claims_denied');
  const held = (named === undefined ? state.deliverables : state.sharing(named)).filter(
    (one) => one.claims === 'supplied',
  );
  const isReleased = named === undefined ? hasReleased(state) : named.claims === 'released';
  if (held.length === 0 && !isReleased) throw refuse('claims_not_supplied');
  // A repeat has succeeded, whatever it expected.
  if (held.length > 0) checkExpectedClaims(state.deliverables, expected);
  if (held.some((one) => one.dataset?.digest.startsWith(digest ?? '') === false)) throw refuse('claims_changed');
  if (held.some((one) => one.suppliedBy !== undefined && one.suppliedBy === by)) throw refuse('release_by_supplier');
  for (const deliverable of held) {
    deliverable.claims = 'released';
    state.log.record('claims_released', now, { configuration: deliverable.configurationId });
  }
  noteStranded(state, now);
  return held.map((one) => one.configurationId);
}

function hasReleased({ deliverables }: SessionState): boolean {
  return deliverables.some((one) => one.claims === 'released' && one.terms.requiresRelease === true);
}

export function denyClaims(
  state: SessionState,
  configurationId: string | undefined,
  now: number,
  expected?: DenyClaims['expected'],
  source?: ClaimsOrigin,
): void {
  state.checkOpen('session_closed');
  const denied = configurationId === undefined ? state.deliverables : [state.deliverable(configurationId)];
  checkExpectedClaims(
    denied.filter((one) => one.claims !== 'denied'),
    expected,
  );
  if (denied.some((one) => one.hasDelivered && !one.isReissuable)) throw refuse('claims_after_issue');
  for (const deliverable of denied) {
    if (deliverable.claims === 'denied') continue;
    deliverable.deny();
    state.log.record('claims_denied', now, {
      configuration: deliverable.configurationId,
      ...(source === undefined ? {} : { source }),
    });
  }
}

/** Nobody is asked for these claims any more: where a wallet waits, whoever can has to supply them. Answers whether one does. */
export function needClaims(state: SessionState, deliverable: Deliverable, now: number): boolean {
  const isWaiting = deliverable.waitingOf(state.grants.current).length > 0;
  if (!state.isOpen || deliverable.claims !== 'awaiting' || !isWaiting) return false;
  state.log.record('claims_needed', now, { configuration: deliverable.configurationId });
  return true;
}
