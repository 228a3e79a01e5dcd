/** What a request for a credential comes to: a signature, a wait, the same credentials again, or a refusal. */
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ClaimsReference, CollectDeferred, RequestCredential } from '../contract/messages.js';
import type { Deliverable, Issuance } from './deliverable.js';
import type { Grant } from './grants.js';
import { redeliveryWindow } from './redelivery-window.js';
import type { SessionState } from './session-state.js';

const SECOND = 1000;

/** `sign` must be settled or rolled back: see `deliver`. */
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

/** Refuses what needs no state change to be refused. */
export function checkRequest(state: SessionState, command: RequestCredential, now: number): Grant {
  state.checkOpen('access_session_closed');
  const grant = state.grants.checkAccess(command.accessDigest, now);
  if (!grant.configurationIds.includes(command.configurationId)) throw refuse('insufficient_scope');
  // Refused before it is accepted, so that the same request may come again when the claims are there.
  const { claims, issuances, reissues } = state.deliverable(command.configurationId);
  const { maxIssuances, isDeferralOff } = state.start.policy;
  const known = issuances.find((one) => one.requestId === command.requestId);
  // The same proofs under another grant: what they began belongs to the grant before, which a renewed offer replaced.
  if (known !== undefined && known.grant !== grant) throw refuse('nonce_used');
  if (known === undefined && claims === 'denied') throw refuse('credential_denied');
  if (known === undefined && issuances.length >= maxIssuances + reissues) throw refuse('issuance_cap_reached');
  const isToWait = claims === 'awaiting' || claims === 'supplied';
  if (known === undefined && isDeferralOff && isToWait) throw refuse('deferral_unavailable');
  return grant;
}

export function requestCredential(state: SessionState, command: RequestCredential, now: number): NextStep {
  const grant = checkRequest(state, command, now);
  const deliverable = state.deliverable(command.configurationId);
  const known = deliverable.issuances.find((one) => one.requestId === command.requestId);
  if (known !== undefined) return nextStep(state, deliverable, known, now, 'nonce_used');
  const issuance = deliverable.accept(command, grant, now, waitsUntil(state, deliverable, grant, now));
  state.log.record('credential_requested', now, { configuration: command.configurationId, keys: command.keys });
  if (issuance.wasDeferred) {
    state.log.record('credential_deferred', now, {
      configuration: command.configurationId,
      ...(deliverable.claims === 'supplied' ? { waits_for: 'release' } : {}),
    });
    if (deliverable.claims === 'awaiting')
      state.log.record('claims_needed', now, {
        configuration: command.configurationId,
        ...(deliverable.isPulled ? { source: 'pull' } : {}),
      });
  }
  return nextStep(state, deliverable, issuance, now, 'nonce_used');
}

/** DE-15: until when a request that cannot be answered now may wait. Its grant lives on with it. */
function waitsUntil({ grants, start }: SessionState, { claims }: Deliverable, grant: Grant, now: number): number {
  const { deferralLimit } = start.policy;
  const until = now + deferralLimit * SECOND;
  return claims === 'released' ? until : grants.cover(grant, until, redeliveryWindow(start.policy, true));
}

/**
 * OID4VCI 9.1: the transaction must be of the grant that presents it. Refuses all that can be refused, and changes nothing:
 * a wallet that goes on asking in vain leaves no trace in the history.
 */
export function checkCollect(
  state: SessionState,
  command: CollectDeferred,
  now: number,
): { readonly deliverable: Deliverable; readonly issuance: Issuance } {
  state.checkOpen('transaction_expired');
  const grant = state.grants.checkAccess(command.accessDigest, now);
  for (const deliverable of state.deliverables) {
    const issuance = deliverable.issuances.find((one) => one.requestId === command.requestId);
    if (issuance === undefined) continue;
    if (issuance.grant !== grant) throw refuse('transaction_foreign');
    checkAnswerable(issuance, now, 'transaction_spent');
    return { deliverable, issuance };
  }
  throw refuse('transaction_unknown');
}

export function collectDeferred(state: SessionState, command: CollectDeferred, now: number): NextStep {
  const { deliverable, issuance } = checkCollect(state, command, now);
  return nextStep(state, deliverable, issuance, now, 'transaction_spent');
}

type Spent = 'nonce_used' | 'transaction_spent';

function checkAnswerable(issuance: Issuance, now: number, spent: Spent): void {
  if (issuance.isSigning || issuance.state === 'deferred') return;
  if (issuance.state === 'denied')
    throw refuse(issuance.endedBy === 'deferral_limit' ? 'transaction_expired' : 'credential_denied');
  const isRepeatable = issuance.state === 'delivered' && now < (issuance.redeliverUntil ?? 0);
  if (!isRepeatable) throw refuse(spent);
}

function nextStep(
  state: SessionState,
  deliverable: Deliverable,
  issuance: Issuance,
  now: number,
  spent: Spent,
): NextStep {
  checkAnswerable(issuance, now, spent);
  if (issuance.isSigning) return { kind: 'wait', issuance };
  if (issuance.state === 'delivered') {
    state.log.recordRepeatable('credential_redelivered', now, { configuration: deliverable.configurationId });
    return { kind: 'redeliver', issuance };
  }
  if (deliverable.claims !== 'released' || deliverable.dataset === undefined) return { kind: 'deferred', issuance };
  issuance.isSigning = true;
  return { kind: 'sign', issuance, deliverable, dataset: deliverable.dataset };
}
