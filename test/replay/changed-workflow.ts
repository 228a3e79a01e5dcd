/** The negative control: the workflow as somebody might change it without a thought for the sessions that are alive. */
import { sleep } from '@temporalio/workflow';
import type { SessionStart } from '../../workflows/contract/messages.js';
import type { FormerRun } from '../../workflows/issuance-session/hand-over.js';
import { issuanceSession as unchanged } from '../../workflows/issuance-session/workflow.js';

export async function issuanceSession(start: SessionStart, former?: FormerRun): Promise<void> {
  await sleep('1 second');
  await unchanged(start, former);
}
