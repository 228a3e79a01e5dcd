/** What the dispatchers ask of sessions' workflows, and how the dispatchers themselves are started. */
import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { OUTBOX_SHARDS } from '../adapters/mongodb/outbox-shards.js';
import type { AskSettledEvents, IsSessionStarted } from '../ports/event-feed.js';
import { settledEventsQuery, webhookDispatcherWorkflowId } from '../workflows/contract/event-messages.js';
import { ISSUANCE_TASK_QUEUE, issuanceSessionWorkflowId } from '../workflows/contract/messages.js';

/** A worker has to answer a query; one that is gone is not waited for long. */
const DEADLINE = 5000;

export type WorkflowView = {
  readonly askSettledEvents: AskSettledEvents;
  readonly isSessionStarted: IsSessionStarted;
};

export function createWorkflowView(client: Pick<Client, 'connection' | 'workflow'>): WorkflowView {
  const handleOf = (sessionId: string) => client.workflow.getHandle(issuanceSessionWorkflowId(sessionId));
  const inTime = <T>(call: () => Promise<T>): Promise<T> => client.connection.withDeadline(Date.now() + DEADLINE, call);
  return {
    askSettledEvents: (sessionId) =>
      known(
        inTime(() => handleOf(sessionId).query(settledEventsQuery)),
        'unknown' as const,
      ),
    isSessionStarted: (sessionId) =>
      known(
        inTime(async () => {
          await handleOf(sessionId).describe();
          return true;
        }),
        false,
      ),
  };
}

async function known<T, U>(answer: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return otherwise;
    throw error;
  }
}

/** Whoever starts first has them running for all: further workers find them there. */
export async function startDispatchers(client: Client): Promise<void> {
  for (let shard = 0; shard < OUTBOX_SHARDS; shard += 1) {
    await client.workflow.start('webhookDispatcher', {
      workflowId: webhookDispatcherWorkflowId(shard),
      taskQueue: ISSUANCE_TASK_QUEUE,
      args: [{ shard }],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: `Events and webhooks, part ${shard + 1} of ${OUTBOX_SHARDS}`,
    });
  }
}
