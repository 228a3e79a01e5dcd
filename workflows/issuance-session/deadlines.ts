/** What time alone changes, and the end of the session. */
import { end, type Issuance } from './deliverable.js';
import type { SessionState } from './session-state.js';
import { noteStranded, renewableUntil, strandsAt } from './stranded-claims.js';

/** When time alone next changes something. */
export function nextDeadline(state: SessionState): number | undefined {
  if (!state.isOpen) return undefined;
  const windows = redeliverable(state).map((one) => one.redeliverUntil ?? 0);
  const limits = waiting(state).map((one) => one.deferredUntil);
  return Math.min(endsAt(state), strandsAt(state) ?? Number.POSITIVE_INFINITY, ...windows, ...limits);
}

/** Answers whether anything changed. */
export function passDeadlines(state: SessionState, now: number): boolean {
  const closedWindows = redeliverable(state).filter((one) => now >= (one.redeliverUntil ?? 0));
  for (const issuance of closedWindows) delete issuance.redeliverUntil;
  if (!state.isOpen) return closedWindows.length > 0;
  const isStranded = noteStranded(state, now);
  const isGivenUp = giveUpWaiting(state, now);
  if (now < endsAt(state)) return isStranded || isGivenUp || closedWindows.length > 0;
  expire(state, now, isGivenUp);
  return true;
}

function expire(state: SessionState, now: number, hasGivenUp: boolean): void {
  const isWaiting = hasGivenUp || state.issuances.some((issuance) => issuance.state === 'deferred');
  const hasIssued = state.deliverables.some((one) => one.hasDelivered);
  close(state);
  const isDenied = state.deliverables.every((one) => one.claims === 'denied');
  if ((hasIssued && !isWaiting) || isDenied) return;
  state.ending = 'expired';
  state.log.record('session_expired', now);
}

/** DE-15: a wallet does not wait for claims for ever, and learns it when it asks the next time. */
function giveUpWaiting(state: SessionState, now: number): boolean {
  const overdue = waiting(state).filter((one) => now >= one.deferredUntil);
  for (const issuance of overdue) {
    const configuration = state.deliverables.find((one) => one.issuances.includes(issuance))?.configurationId ?? '';
    end(issuance, 'deferral_limit');
    state.log.record('deferral_expired', now, { configuration });
  }
  for (const { grant } of overdue) {
    const isWaiting = state.issuances.some((one) => one.grant === grant && one.state === 'deferred');
    if (!isWaiting) state.grants.uncover(grant);
  }
  return overdue.length > 0;
}

export function cancel(state: SessionState, now: number): void {
  if (!state.isOpen) return;
  state.ending = 'cancelled';
  close(state);
  state.log.record('session_cancelled', now);
}

/**
 * While an offer can be redeemed, a token can act, a wallet waits for claims, or the offer can be renewed for claims that
 * came too late for the token: so long the session stays.
 */
function endsAt(state: SessionState): number {
  const { grants, offer, authorization } = state;
  return Math.max(
    grants.endsAt() ?? 0,
    offer.endsAt ?? 0,
    authorization.endsAt ?? 0,
    renewableUntil(state),
    ...waiting(state).map((one) => one.deferredUntil),
    ...redeliverable(state).map((one) => one.redeliverUntil ?? 0),
  );
}

/** Requests of the present grant that wait for claims. */
function waiting({ deliverables, grants }: SessionState): Issuance[] {
  return deliverables.flatMap((one) => (one.claims === 'released' ? [] : one.waitingOf(grants.current)));
}

function redeliverable({ issuances }: SessionState): Issuance[] {
  return issuances.filter((issuance) => issuance.redeliverUntil !== undefined);
}

function close(state: SessionState): void {
  state.isOpen = false;
  for (const deliverable of state.deliverables) deliverable.dropPull();
  for (const issuance of state.issuances) {
    end(issuance, 'session_end');
    // Nobody can ask again, so nothing is kept for it.
    delete issuance.redeliverUntil;
  }
}
