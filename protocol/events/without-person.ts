/** An event of an erased session: it happened, and nothing says to whom. */
import type { FeedEvent } from './build-event.js';

export function withoutPerson({ reference: _reference, metadata: _metadata, data, ...event }: FeedEvent): FeedEvent {
  const { client_id: _clientId, ...rest } = data;
  return { ...event, data: rest };
}
