/** What a back office decides about claims: it supplies, corrects, releases or denies them. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ReleaseClaims, SuppliedDataset, SuppliedOutcome, SupplyClaims } from '../contract/messages.js';
import type { Deliverable } from './deliverable.js';
import type { SessionState } from './session-state.js';
import { noteStranded } from './stranded-claims.js';

/** All or nothing: everything is judged before anything is taken. */
export function supplyClaims(
  state: SessionState,
  { datasets, by }: SupplyClaims,
  now: number,
): Record<string, SuppliedOutcome> {
  state.checkOpen('session_closed');
  const wanted = datasets
    .map((one) => ({ ...one, deliverable: state.deliverable(one.configurationId) }))
    .filter((one) => one.isShared !== true || one.deliverable.claims !== 'denied');
  checkShared(state, wanted);
  const judged = wanted.map((one) => ({ ...one, outcome: one.deliverable.judge(one.claims) }));
  for (const { deliverable, claims, outcome } of judged) {
    if (outcome === 'unchanged') continue;
    deliverable.supply(claims, by);
    state.log.record(outcome === 'supplied' ? 'claims_supplied' : 'claims_corrected', now, {
      configuration: deliverable.configurationId,
    });
  }
  noteStranded(state, now);
  return Object.fromEntries(judged.map((one) => [one.configurationId, one.outcome]));
}

/** Deliverables of one dataset have the same claims or none. */
function checkShared(
  state: SessionState,
  wanted: readonly (SuppliedDataset & { readonly deliverable: Deliverable })[],
): void {
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
  { configurationId, by, digest }: ReleaseClaims,
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

export function denyClaims(state: SessionState, configurationId: string | undefined, now: number): void {
  state.checkOpen('session_closed');
  const denied = configurationId === undefined ? state.deliverables : [state.deliverable(configurationId)];
  if (denied.some((one) => one.hasDelivered)) throw refuse('claims_after_issue');
  for (const deliverable of denied) {
    if (deliverable.claims === 'denied') continue;
    deliverable.deny();
    state.log.record('claims_denied', now, { configuration: deliverable.configurationId });
  }
}
