/** What time alone changes, and the end of the session. */
import type { Issuance } from './deliverable.js';
import type { SessionState } from './session-state.js';

/** When time alone next changes something. */
export function nextDeadline(state: SessionState): number | undefined {
  if (!state.isOpen) return undefined;
  const windows = redeliverable(state).map((one) => one.redeliverUntil ?? 0);
  return Math.min(endsAt(state), ...windows);
}

/** Answers whether anything changed. */
export function passDeadlines(state: SessionState, now: number): boolean {
  const closedWindows = redeliverable(state).filter((one) => now >= (one.redeliverUntil ?? 0));
  for (const issuance of closedWindows) delete issuance.redeliverUntil;
  if (!state.isOpen || now < endsAt(state)) return closedWindows.length > 0;
  const isWaiting = state.issuances.some((issuance) => issuance.state === 'deferred');
  const hasIssued = state.deliverables.some((one) => one.hasDelivered);
  close(state);
  const isDenied = state.deliverables.every((one) => one.claims === 'denied');
  if ((!hasIssued || isWaiting) && !isDenied) {
    state.ending = 'expired';
    state.log.record('session_expired', now);
  }
  return true;
}

export function cancel(state: SessionState, now: number): void {
  if (!state.isOpen) return;
  state.ending = 'cancelled';
  close(state);
  state.log.record('session_cancelled', now);
}

/** An unredeemed offer's end, or the end of the last token: while either can act, the session stays. */
function endsAt(state: SessionState): number {
  const { grants, offer, authorization } = state;
  return Math.max(
    grants.endsAt() ?? 0,
    offer.endsAt ?? 0,
    authorization.endsAt ?? 0,
    ...redeliverable(state).map((one) => one.redeliverUntil ?? 0),
  );
}

function redeliverable(state: SessionState): Issuance[] {
  return state.issuances.filter((issuance) => issuance.redeliverUntil !== undefined);
}

function close(state: SessionState): void {
  state.isOpen = false;
  for (const issuance of state.issuances) {
    if (issuance.state === 'deferred') issuance.state = 'denied';
    // Nobody can ask again, so nothing is kept for it.
    delete issuance.redeliverUntil;
  }
}
