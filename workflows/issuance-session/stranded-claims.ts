/**
 * Claims are ready and no token of the grant can collect them any more: a problem that only the back office can cure, by
 * renewing the offer. The session stays for it, and says so once for each deliverable and grant.
 */
import type { NotedProblem } from '../../protocol/session-view.js';
import type { Deliverable } from './deliverable.js';
import type { SessionState } from './session-state.js';

const DAY = 86_400_000;
/** How long the offer can still be renewed for claims that nobody collected in time. */
const LONGEST_RENEWABLE = 7 * DAY;

/** Records what has come to be stranded by now. Answers whether anything has. */
export function noteStranded(state: SessionState, now: number): boolean {
  const grant = state.grants.current;
  const endsAt = state.grants.endsAt();
  if (grant === undefined || endsAt === undefined || now < endsAt) return false;
  const fresh = state.deliverables.filter((one) => isReady(state, one) && one.stranded?.grant !== grant);
  for (const deliverable of fresh) {
    deliverable.stranded = { grant, at: now };
    state.log.record('token_dead_claims_ready', now, { configuration: deliverable.configurationId });
  }
  return fresh.length > 0;
}

/** When there will be something to note; undefined when nothing can be. */
export function strandsAt(state: SessionState): number | undefined {
  const grant = state.grants.current;
  const isFresh = state.deliverables.some((one) => isReady(state, one) && one.stranded?.grant !== grant);
  return isFresh ? state.grants.endsAt() : undefined;
}

/** Until when the session stays for what is stranded; 0 where nothing is. */
export function renewableUntil(state: SessionState): number {
  const window = Math.min(state.start.policy.deferralLimit * 1000, LONGEST_RENEWABLE);
  return Math.max(0, ...stranded(state).map(({ at }) => at + window));
}

/** Shown for as long as it is so: a new grant cures it. */
export function strandedProblems(state: SessionState): NotedProblem[] {
  const [first] = stranded(state);
  return first === undefined
    ? []
    : [{ reason: 'token_dead_claims_ready', endpoint: '/deferred_credential', at: first.at }];
}

function stranded(state: SessionState): { readonly at: number }[] {
  const grant = state.grants.current;
  return state.deliverables.flatMap((one) =>
    one.stranded !== undefined && one.stranded.grant === grant && isReady(state, one) ? [one.stranded] : [],
  );
}

function isReady(state: SessionState, deliverable: Deliverable): boolean {
  return deliverable.claims === 'released' && deliverable.waitingOf(state.grants.current).length > 0;
}
