/** What Temporal knows of a session, deleted. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { isGrpcServiceError } from '@temporalio/client';
import type { DeleteHistory } from '../ports/privacy.js';
import { issuanceSessionWorkflowId } from '../workflows/contract/messages.js';

type Temporal = Pick<Client, 'connection' | 'workflow' | 'options'>;
type Run = { readonly workflowId: string; readonly runId: string };

const NOT_FOUND = 5;
/** A run that has only just ended is there for half a minute. Less than the activity that waits may take; milliseconds. */
const PATIENCE = 60_000;
const PAUSE = 200;

/**
 * A running workflow is ended by it. Deletion takes the server some seconds, so it is asked for, then looked for. A long
 * session has several runs, each with a history of its own; the latest goes when the others are gone, because it is the
 * one that is found.
 *
 * @throws Error when the others are there for long
 */
export function deleteHistoryIn(temporal: Temporal): DeleteHistory {
  const { workflow } = temporal;
  return async (sessionId) => {
    const workflowId = issuanceSessionWorkflowId(sessionId);
    try {
      const { runId } = await workflow.getHandle(workflowId).describe();
      const formers = await findFormerRuns(temporal, { workflowId, runId });
      for (const former of formers) await deleteRun(temporal, former);
      for (const former of formers) await untilGone(temporal, former, Date.now() + PATIENCE);
      await deleteRun(temporal, { workflowId, runId });
      await workflow.getHandle(workflowId).describe();
      return false;
    } catch (error) {
      if ((error as { name?: unknown } | null)?.name === 'WorkflowNotFoundError') return true;
      throw error;
    }
  };
}

async function deleteRun({ connection, options: { namespace } }: Temporal, workflowExecution: Run): Promise<void> {
  await unlessGone(connection.workflowService.deleteWorkflowExecution({ namespace, workflowExecution }));
}

/** The oldest first. The one before is named in the first event of each; one that is gone has none before it any more. */
async function findFormerRuns(temporal: Temporal, latest: Run): Promise<Run[]> {
  const found: Run[] = [];
  for (let execution = latest; ; ) {
    const read = await readFirst(temporal, execution);
    const start = read?.history?.events?.[0]?.workflowExecutionStartedEventAttributes;
    if (start?.continuedExecutionRunId == null || start.continuedExecutionRunId === '') return found;
    execution = { ...latest, runId: start.continuedExecutionRunId };
    found.unshift(execution);
  }
}

async function untilGone(temporal: Temporal, run: Run, until: number): Promise<void> {
  while ((await readFirst(temporal, run)) !== undefined) {
    if (Date.now() > until) throw new Error('An earlier run of the session is not gone yet');
    await pause(PAUSE);
  }
}

function readFirst({ connection, options: { namespace } }: Temporal, execution: Run) {
  const first = { namespace, execution, maximumPageSize: 1 };
  return unlessGone(connection.workflowService.getWorkflowExecutionHistory(first));
}

async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === NOT_FOUND) return undefined;
    throw error;
  }
}
