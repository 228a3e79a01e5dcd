/** The only file that holds a Temporal client: starts sessions, and turns each call into a message with an answer in time. */
import type { Client } from '@temporalio/client';
import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { SignalDefinition, UpdateDefinition } from '@temporalio/common';
import type { Reason } from '../protocol/errors/catalogue.js';
import { ProtocolError, refuse } from '../protocol/errors/protocol-error.js';
import type { SessionView } from '../protocol/session-view.js';
import type { BulkStatusStart } from '../workflows/contract/bulk-status-messages.js';
import { bulkStatusWorkflowId } from '../workflows/contract/bulk-status-messages.js';
import type { SessionStart } from '../workflows/contract/messages.js';
import { ISSUANCE_TASK_QUEUE, issuanceSessionWorkflowId, sessionQuery } from '../workflows/contract/messages.js';
import { fromFailure } from '../workflows/contract/refusals.js';
import { sessionStartOptions } from '../workflows/contract/session-start-options.js';
import type { CredentialStatusResult, CredentialStatusStart } from '../workflows/contract/status-messages.js';
import { credentialStatusWorkflowId } from '../workflows/contract/status-messages.js';
import type { credentialStatusBulk } from '../workflows/credential-status/bulk-workflow.js';
import type { credentialStatus } from '../workflows/credential-status/workflow.js';
import type { issuanceSession } from '../workflows/issuance-session/workflow.js';

/** Wallets give up after ten seconds or so; before that they are told to try again. */
const DEADLINE = 5000;
/** Temporal takes ten updates of a session at once, and answers the eleventh only after seconds of retries. */
const MOST_IN_FLIGHT = 6;

export type SessionGateway = {
  /** Starts the session's workflow; a session that runs already is left as it is. */
  readonly start: (start: SessionStart) => Promise<void>;
  /** @throws ProtocolError: the session's refusal, `whenGone`, or `temporarily_unavailable` */
  readonly update: <R, A extends unknown[]>(
    sessionId: string,
    definition: UpdateDefinition<R, A>,
    args: A,
    options: { readonly updateId?: string; readonly whenGone: Reason },
  ) => Promise<R>;
  /** Answers false when the session is over. */
  readonly signal: <A extends unknown[]>(
    sessionId: string,
    definition: SignalDefinition<A>,
    args: A,
  ) => Promise<boolean>;
  readonly query: (sessionId: string, whenGone: Reason) => Promise<SessionView>;
  /** Returns when a list that shows the change is served. @throws ProtocolError the refusal, or `status_change_under_way` */
  readonly changeCredentialStatus: (start: CredentialStatusStart) => Promise<CredentialStatusResult>;
  /** Returns when it is certain to happen; one that runs, or ran, is left as it is. */
  readonly startBulkStatus: (start: BulkStatusStart) => Promise<void>;
  readonly ping: () => Promise<void>;
};

export function createSessionGateway(client: Client): SessionGateway {
  const inFlight = new Map<string, number>();
  const inTime = <T>(call: () => Promise<T>): Promise<T> => client.connection.withDeadline(Date.now() + DEADLINE, call);
  const handleOf = (sessionId: string) =>
    client.workflow.getHandle<typeof issuanceSession>(issuanceSessionWorkflowId(sessionId));
  return {
    start: (start) => translated('server_error', () => inTime(() => startSession(client, start))),
    update: (sessionId, definition, args, { updateId, whenGone }) =>
      translated(whenGone, () =>
        limited(inFlight, sessionId, () =>
          inTime(() =>
            handleOf(sessionId).executeUpdate(definition as unknown as UpdateDefinition<never, [unknown]>, {
              args: args as unknown as [unknown],
              ...(updateId === undefined ? {} : { updateId }),
            }),
          ),
        ),
      ),
    signal: async (sessionId, definition, args) => {
      try {
        await inTime(() => handleOf(sessionId).signal(definition as SignalDefinition<unknown[]>, ...args));
        return true;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw translate(error, 'server_error');
      }
    },
    query: (sessionId, whenGone) => translated(whenGone, () => inTime(() => handleOf(sessionId).query(sessionQuery))),
    changeCredentialStatus: (start) => translated('server_error', () => inTime(() => changeStatus(client, start))),
    startBulkStatus: (start) => translated('server_error', () => inTime(() => startBulk(client, start))),
    ping: async () => {
      await client.connection.withDeadline(Date.now() + 1000, () =>
        client.connection.workflowService.getSystemInfo({}),
      );
    },
  };
}

async function startSession(client: Client, start: SessionStart): Promise<void> {
  try {
    await client.workflow.start<typeof issuanceSession>('issuanceSession', sessionStartOptions(start));
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

async function changeStatus(client: Client, start: CredentialStatusStart): Promise<CredentialStatusResult> {
  return client.workflow.execute<typeof credentialStatus>('credentialStatus', {
    workflowId: credentialStatusWorkflowId(start.credential_id),
    taskQueue: ISSUANCE_TASK_QUEUE,
    args: [start],
    // One after the other: a second change at the same time is told to wait, and a later one is a workflow of its own.
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    staticSummary: `credential → ${start.status}`,
  });
}

async function startBulk(client: Client, start: BulkStatusStart): Promise<void> {
  try {
    await client.workflow.start<typeof credentialStatusBulk>('credentialStatusBulk', {
      workflowId: bulkStatusWorkflowId(start.id),
      taskQueue: ISSUANCE_TASK_QUEUE,
      args: [start],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      staticSummary: `${start.selection.issuer}: many credentials → ${start.status}`,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

async function limited<T>(inFlight: Map<string, number>, sessionId: string, call: () => Promise<T>): Promise<T> {
  const count = inFlight.get(sessionId) ?? 0;
  if (count >= MOST_IN_FLIGHT) throw refuse('session_busy');
  inFlight.set(sessionId, count + 1);
  try {
    return await call();
  } finally {
    const left = (inFlight.get(sessionId) ?? 1) - 1;
    if (left <= 0) inFlight.delete(sessionId);
    else inFlight.set(sessionId, left);
  }
}

async function translated<T>(whenGone: Reason, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translate(error, whenGone);
  }
}

/**
 * 1 cancelled, 4 deadline exceeded, 8 resource exhausted, 9 the session's last task failed and is being repeated,
 * 14 unavailable.
 */
const passing = new Set([1, 4, 8, 9, 14]);
/** Temporal's own word for an update that no task took up: on a worker that is overrun, tasks time out half done. */
const UNPROCESSED = 'UnprocessedUpdate';

function translate(error: unknown, whenGone: Reason): Error {
  if (error instanceof ProtocolError) return error;
  if (error instanceof WorkflowNotFoundError) return refuse(whenGone, {}, error);
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return refuse('temporarily_unavailable', {}, error);
  if (error instanceof WorkflowExecutionAlreadyStartedError) return refuse('status_change_under_way', {}, error);
  if (error instanceof WorkflowFailedError) return fromFailure(error) ?? refuse('server_error', {}, error);
  if (error instanceof WorkflowUpdateFailedError) return fromFailure(error) ?? refuse(unrefused(error), {}, error);
  if (isGrpcServiceError(error) && passing.has(error.code)) return refuse('temporarily_unavailable', {}, error);
  const cause = (error as { cause?: unknown } | null)?.cause;
  if (cause !== undefined && isGrpcServiceError(cause as Error) && passing.has((cause as { code: number }).code)) {
    return refuse('temporarily_unavailable', {}, error);
  }
  return refuse('server_error', {}, error);
}

/** Nothing was done for an update that no task took up, so it may be sent again. */
function unrefused({ cause }: WorkflowUpdateFailedError): Reason {
  return (cause as { type?: unknown } | undefined)?.type === UNPROCESSED ? 'temporarily_unavailable' : 'server_error';
}
