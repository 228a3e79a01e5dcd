/**
 * Keeps one shard's dispatcher running for ever. All it does is to have somebody dispatch: the work and its state are in
 * the activity and the database, so history grows by a handful of events an hour, busy or idle.
 */
import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { DispatcherActivities } from '../../activities/webhooks/types.js';
import type { WebhookDispatcherStart } from '../contract/event-messages.js';

/** Each turn ends by itself within the hour; a worker that dies is noticed by its silence. */
const { dispatchWebhooks } = proxyActivities<DispatcherActivities>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s' },
});

const TURNS = 50;

export async function webhookDispatcher(start: WebhookDispatcherStart): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await dispatchWebhooks({ shard: start.shard });
  await continueAsNew<typeof webhookDispatcher>(start);
}
