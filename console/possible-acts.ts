/** What can still be done to a session, as its workflow decides it: what would be refused in any case is not offered. */
import type { SessionRecord } from '../ports/session-records.js';
import type { DeliverableView, SessionView } from '../protocol/session-view.js';

/** Whether claims can still be supplied, corrected or denied. */
export function canSupply({ isOpen }: SessionView, deliverable: DeliverableView): boolean {
  return isOpen && deliverable.claims !== 'denied' && !isFinal(deliverable);
}

export function canDenyAll({ isOpen, deliverables }: SessionView): boolean {
  return isOpen && !deliverables.some(isFinal) && deliverables.some((one) => one.claims !== 'denied');
}

/** An offer is renewed for what was not issued yet. */
export function canRenew({ grants, view }: Pick<SessionRecord, 'grants' | 'view'>): boolean {
  const isLeft = view.deliverables.some((one) => one.claims !== 'denied' && !hasDelivered(one));
  return view.isOpen && isOffered({ grants }) && isLeft;
}

/** A wallet that began by itself was never offered anything. */
export function isOffered({ grants }: { readonly grants?: SessionRecord['grants'] | undefined }): boolean {
  return grants?.length !== 0;
}

/** What was delivered is the last of it. */
function isFinal(deliverable: DeliverableView): boolean {
  return hasDelivered(deliverable) && deliverable.isReissuable !== true;
}

function hasDelivered({ issuances }: DeliverableView): boolean {
  return issuances.some((one) => one.state !== 'deferred' && one.state !== 'denied');
}
