/** One event as receivers and readers of the feed see it (Standard Webhooks: `type`, `timestamp`, `data`). */
import type { EventData } from './event-catalogue.js';

/** `id` is stable: the same event has it in the feed, in every delivery and after every replay. */
export type FeedEvent = {
  readonly id: string;
  readonly type: string;
  readonly issuer: string;
  readonly sessionId?: string;
  /** Place in its session, from 1; absent for what happened outside of it. */
  readonly seq?: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly reference?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly data: EventData;
};

export function buildEvent(event: FeedEvent) {
  return {
    id: event.id,
    type: event.type,
    timestamp: new Date(event.at).toISOString(),
    issuer: event.issuer,
    session_id: event.sessionId ?? null,
    seq: event.seq ?? null,
    reference: event.reference ?? null,
    metadata: event.metadata ?? null,
    data: event.data,
  };
}
