/** What a back office decides about claims: it supplies, corrects or denies them. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ClaimsReference } from '../contract/messages.js';
import type { SessionState } from './session-state.js';

export function supplyClaims(
  state: SessionState,
  configurationId: string,
  dataset: ClaimsReference,
  now: number,
): 'supplied' | 'corrected' | 'unchanged' {
  state.checkOpen('session_closed');
  const deliverable = state.deliverable(configurationId);
  const outcome = deliverable.supply(dataset);
  if (outcome === 'unchanged') return outcome;
  state.log.record(outcome === 'supplied' ? 'claims_supplied' : 'claims_corrected', now, {
    configuration: configurationId,
  });
  const isAwaited = deliverable.issuances.some((one) => one.state === 'deferred');
  if (isAwaited && now >= (state.grants.endsAt() ?? 0)) {
    state.log.record('token_dead_claims_ready', now, { configuration: configurationId });
  }
  return outcome;
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
