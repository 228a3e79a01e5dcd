/** One named policy per kind of activity. */
import { ActivityCancellationType, type ActivityOptions, type LocalActivityOptions } from '@temporalio/workflow';
import type { PullPlan } from '../contract/messages.js';

/**
 * In the request path: a wallet is waiting and the API gives up after some seconds, so a few quick tries and then a clear
 * "try again". Local, because a normal activity costs a second workflow task (design 3).
 */
export const inRequestPath: LocalActivityOptions = {
  startToCloseTimeout: '3s',
  retry: { maximumAttempts: 3, initialInterval: '50ms', backoffCoefficient: 3, maximumInterval: '500ms' },
};

/** When nobody waits any more: a normal activity, tried for as long as it takes. */
export const atTheEnd: ActivityOptions = { startToCloseTimeout: '10s', retry: { maximumInterval: '5m' } };

/** Off the request path, while the database may be away for long: the loop around it tries again for ever. */
export const untilItWorks: LocalActivityOptions = {
  startToCloseTimeout: '3s',
  retry: { maximumAttempts: 1 },
};

/** Beyond the call itself: claims are checked, sealed and stored. */
const AROUND_A_CALL = 5;

/**
 * Asking a back office. A normal activity, because it may take days; its heartbeats tell of a worker that died, and tell
 * the activity that nobody needs its answer any more. Nobody waits for it to hear that.
 *
 * @param left milliseconds until it is given up, all attempts together
 */
export function askingBackOffice(plan: PullPlan, left: number): ActivityOptions {
  return {
    startToCloseTimeout: (plan.timeout + AROUND_A_CALL) * 1000,
    scheduleToCloseTimeout: Math.max(left, 1000),
    heartbeatTimeout: '10s',
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    retry: {
      initialInterval: plan.retryInterval * 1000,
      maximumInterval: plan.maxRetryInterval * 1000,
      backoffCoefficient: 2,
    },
    summary: `claims of ${plan.configurationId}`.slice(0, 200),
  };
}
