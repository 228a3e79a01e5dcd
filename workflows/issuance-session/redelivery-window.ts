import type { SessionPolicy } from '../contract/messages.js';

/** Milliseconds. Twice the interval a waiting wallet was told, where that is longer: it asks no sooner than that. */
export function redeliveryWindow({ redeliveryWindow, deferredInterval }: SessionPolicy, wasDeferred: boolean): number {
  return 1000 * (wasDeferred ? Math.max(redeliveryWindow, 2 * deferredInterval) : redeliveryWindow);
}
