/** One named policy per kind of activity. */
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

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
