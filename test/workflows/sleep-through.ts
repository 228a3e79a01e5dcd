/** Sleeping on the server that skips time, past what it forgets. */
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';

const LOOK = 250;
/** As in Temporal's PendingActivityState: one that waits to be tried again does not hold the time. */
const SCHEDULED = 1;

/**
 * The server holds the time while a task is out and goes on when its answer comes. Where the session has closed before,
 * the answer is refused and the time is held for ever: by nothing, as two looks at the only open session then show.
 */
export async function sleepThrough(env: TestWorkflowEnvironment, handle: WorkflowHandle, ms: number): Promise<void> {
  let isOver = false;
  const over = env.sleep(ms).finally(() => {
    isOver = true;
  });
  let before: string | undefined;
  while (!isOver) {
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, LOOK))]);
    if (isOver) break;
    const seen = await lookIdle(handle);
    const isHeldByNothing = seen !== undefined && seen === before;
    before = isHeldByNothing ? undefined : seen;
    if (isHeldByNothing) await connectionOf(env).testService.unlockTimeSkipping({});
  }
  await over;
}

/** What the session has come to where none of its tasks is out. */
async function lookIdle(handle: WorkflowHandle): Promise<string | undefined> {
  const { raw } = await handle.describe();
  const activities = (raw.pendingActivities ?? []).map((one) => ({ state: one.state, attempt: one.attempt }));
  if (activities.some((one) => one.state !== SCHEDULED || one.attempt === 1)) return undefined;
  const events = (await handle.fetchHistory()).events ?? [];
  const last = events.findLast(
    (one) => one.workflowTaskScheduledEventAttributes || one.workflowTaskCompletedEventAttributes,
  );
  if (last?.workflowTaskScheduledEventAttributes) return undefined;
  return JSON.stringify([events.length, activities]);
}

/** The connection of a test server has its service; the types of the environment do not say so. */
const connectionOf = (env: TestWorkflowEnvironment) =>
  env.connection as typeof env.connection & {
    readonly testService: { unlockTimeSkipping(request: object): Promise<unknown> };
  };
