/**
 * A session outlives a run of its workflow: Temporal ends a run at 51,200 events, and takes 2,000 updates and 10,000
 * signals in it. A wallet that refreshes its token every few minutes for weeks gets there, and then nobody could supply,
 * deny or cancel any more. So the workflow goes on in a new run, under the same id, with the state of the one before.
 */
import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { FrozenProjector, Projector } from './projector.js';
import type { ClaimsPulls, FrozenPulls } from './pull-claims.js';
import type { FrozenSession, Session } from './session.js';
import type { issuanceSession } from './workflow.js';

/**
 * About 800 messages of five events each, and never near a limit: a server suggests a new run at 4,096 events, or at nine
 * tenths of the updates, but older servers suggest nothing.
 */
const EVENTS_PER_RUN = 4000;

export type FormerRun = {
  readonly session: FrozenSession;
  readonly projector: FrozenProjector;
  readonly pulls: FrozenPulls;
};

/** By what stands in history, so that a replay comes to the same. */
export function isRunLong({ start }: Session): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return continueAsNewSuggested || historyLength >= (start.eventsPerRun ?? EVENTS_PER_RUN);
}

/**
 * Ends this run. Only once every handler has finished: what was accepted is answered by the run that accepted it. A signal
 * that comes in this very task is handled before it is over, and an update that was not accepted yet is sent on by the
 * server. An update sent again under its id afterwards is a new one to the next run, so each is idempotent by its content.
 */
export async function handOver(session: Session, projector: Projector, pulls: ClaimsPulls): Promise<never> {
  const former = { session: session.freeze(), projector: projector.freeze(), pulls: pulls.freeze() };
  return continueAsNew<typeof issuanceSession>(session.start, former);
}
