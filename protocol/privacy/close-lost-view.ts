/** The record of a session whose workflow is gone: nothing moves it any more, so it is closed from outside. */
import { deriveStatus } from '../derive-status.js';
import type { DeliverableView, SessionView } from '../session-view.js';

/** Reason id of the problem such a session is left with. */
export const SESSION_LOST = 'session_lost';

export function closeLostView({ waiting: _waiting, ...view }: SessionView, at: number): SessionView {
  const deliverables = view.deliverables.map(endWaits);
  const last = view.events.at(-1)?.seq ?? 0;
  return {
    ...view,
    isOpen: false,
    // As where a session runs out: what was issued stays issued, and how far the wallet got is no matter.
    status: deriveStatus({ ending: 'expired', isRetrieved: true, isExchanged: true, deliverables }),
    deliverables,
    problems: [...view.problems, { reason: SESSION_LOST, endpoint: 'workflow', at }],
    events: [...view.events, { seq: last + 1, type: 'session_expired', at }],
  };
}

function endWaits({ pull, ...deliverable }: DeliverableView): DeliverableView {
  const issuances = deliverable.issuances.map((one) =>
    one.state === 'deferred' ? { ...one, state: 'denied' as const, endedBy: 'session_end' as const } : one,
  );
  if (pull === undefined) return { ...deliverable, issuances };
  return { ...deliverable, issuances, pull: pull.state === 'asking' ? { ...pull, state: 'dropped' } : pull };
}
