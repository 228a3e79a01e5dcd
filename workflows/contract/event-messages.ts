/** What the dispatchers of events and webhooks are and ask. */
import { defineQuery } from '@temporalio/workflow';
import type { SessionEvent } from '../../protocol/session-view.js';

/** The dispatcher only asks: which events of a session happened for good. */
export const settledEventsQuery = defineQuery<SessionEvent[]>('settledEvents');

/** One for each part of the outbox; it never ends. */
export function webhookDispatcherWorkflowId(shard: number): string {
  return `webhook-dispatcher:${shard}`;
}

export type WebhookDispatcherStart = { readonly shard: number };
