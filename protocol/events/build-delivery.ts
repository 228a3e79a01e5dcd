/** A new delivery of an event to an endpoint; the same event and endpoint give the same one. */
import type { FeedEvent } from './build-event.js';

/** `position` in the feed, 0 for what is not in it; `now` in ms since 1970. */
export function buildDelivery(endpointId: string, event: FeedEvent, position: number, now: number) {
  return {
    id: `dlv_${endpointId}_${event.id}`,
    endpointId,
    event,
    position,
    // Events of a session go to an endpoint one after the other; others wait for nothing.
    lane: `${event.sessionId ?? event.id} ${endpointId}`,
    state: 'pending' as const,
    dueAt: now,
    since: now,
    createdAt: now,
    attemptCount: 0,
    attempts: [],
  };
}
