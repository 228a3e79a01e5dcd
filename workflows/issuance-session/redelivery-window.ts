import type { SessionPolicy } from '../contract/messages.js';

/** Without a window: how long a response lies there for the request that it answers, should nobody come to read it. */
const HAND_OVER = 30;

/** Milliseconds. Twice the interval a waiting wallet was told, where that is longer: it asks no sooner than that. */
export function redeliveryWindow(policy: SessionPolicy, wasDeferred: boolean): number {
  if (!redelivers(policy)) return 1000 * HAND_OVER;
  const { redeliveryWindow, deferredInterval } = policy;
  return 1000 * (wasDeferred ? Math.max(redeliveryWindow, 2 * deferredInterval) : redeliveryWindow);
}

/** DE-07: whether a wallet that did not get its answer may ask again. */
export function redelivers({ redeliveryWindow }: SessionPolicy): boolean {
  return redeliveryWindow > 0;
}
