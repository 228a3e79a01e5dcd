/** Erasure takes every run of a session's workflow. */
import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { expect, it } from 'vitest';
import { deleteHistoryIn } from '../../worker/delete-history.js';

const WORKFLOW = 'issuance-session:one';

/** A Temporal whose runs continue one another. `isLazy`: a deleted run is still found. */
function temporalOf(runs: string[], { isLazy = false } = {}) {
  const deleted: string[] = [];
  const isGone = (runId: string): boolean => !runs.includes(runId) || (!isLazy && deleted.includes(runId));
  const notFound = () => Object.assign(new Error('not found'), { code: 5, details: 'x', metadata: {} });
  const describe = async () => {
    const latest = runs.at(-1) ?? '';
    if (isGone(latest)) throw new WorkflowNotFoundError('not found', WORKFLOW, undefined);
    return { runId: latest };
  };
  const workflowService = {
    getWorkflowExecutionHistory: async ({ execution: { runId } }: { execution: { runId: string } }) => {
      if (isGone(runId)) throw notFound();
      const continuedExecutionRunId = all[all.indexOf(runId) - 1] ?? '';
      return { history: { events: [{ workflowExecutionStartedEventAttributes: { continuedExecutionRunId } }] } };
    },
    deleteWorkflowExecution: async ({ workflowExecution }: { workflowExecution: { runId: string } }) => {
      if (isGone(workflowExecution.runId)) throw notFound();
      deleted.push(workflowExecution.runId);
    },
  };
  const all = ['first', 'second', 'third'];
  const client = { workflow: { getHandle: () => ({ describe }) }, connection: { workflowService }, options: {} };
  return { deleted, erase: () => deleteHistoryIn(client as unknown as Client)('one') };
}

it('deletes every run, the latest last', async () => {
  const { deleted, erase } = temporalOf(['first', 'second', 'third']);
  expect(await erase()).toBe(true);
  expect(deleted).toEqual(['first', 'second', 'third']);
});

it('goes on where it was cut off', async () => {
  const { deleted, erase } = temporalOf(['second', 'third']);
  expect(await erase()).toBe(true);
  expect(deleted).toEqual(['second', 'third']);
});

it('says that something is still there, and that nothing is', async () => {
  expect(await temporalOf(['first'], { isLazy: true }).erase()).toBe(false);
  expect(await temporalOf([]).erase()).toBe(true);
});
