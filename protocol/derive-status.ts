/** The session's one status, derived from its deliverables. The order of the rules is the precedence. */
import type { ClaimsState, IssuanceState, SessionStatus } from './session-view.js';

export type StatusFacts = {
  readonly ending?: 'cancelled' | 'expired';
  readonly isRetrieved: boolean;
  readonly isExchanged: boolean;
  readonly authorization?: 'requested' | 'authorized' | undefined;
  readonly deliverables: readonly {
    readonly claims: ClaimsState;
    readonly issuances: readonly { readonly state: IssuanceState }[];
  }[];
};

export function deriveStatus(facts: StatusFacts): SessionStatus {
  // Of what the wallet got: a request that came to nothing takes back no credential of an earlier one.
  const latest = facts.deliverables.flatMap((one) => {
    const states = one.issuances.map((issuance) => issuance.state);
    return states.filter((state) => state !== 'deferred' && state !== 'denied').slice(-1);
  });
  const hasDelivered = latest.length > 0;

  // 1. An end that came before anything was delivered outweighs all else.
  if (facts.ending !== undefined && !hasDelivered) return facts.ending;
  // 2. A wallet is waiting: what it waits for matters more than what it already has.
  const waiting = facts.deliverables.filter((one) => one.issuances.some((issuance) => issuance.state === 'deferred'));
  if (waiting.length > 0 && facts.ending === undefined) {
    return waiting.some((one) => one.claims === 'released') ? 'claims_ready' : 'credential_deferred';
  }
  // 3. What the wallet said of its latest credentials; a loss outweighs a success beside it.
  if (latest.includes('failed')) return 'credential_failed';
  if (latest.includes('deleted')) return 'credential_deleted';
  if (latest.includes('delivered')) return 'credential_issued';
  if (latest.includes('accepted')) return 'credential_accepted';
  // 4. Nothing was delivered and nothing ever will be.
  if (facts.deliverables.every((one) => one.claims === 'denied')) return 'denied';
  // 5. How far the wallet got.
  if (facts.isExchanged) return 'token_exchanged';
  if (facts.authorization === 'authorized') return 'authorized';
  if (facts.authorization === 'requested') return 'authorization_requested';
  return facts.isRetrieved ? 'offer_retrieved' : 'offer_created';
}
