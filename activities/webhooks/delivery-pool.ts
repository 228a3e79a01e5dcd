/** The lanes a dispatcher is at. An endpoint that hangs keeps a few of them busy, and never all. */

import { deliverLane } from './deliver-lane.js';
import type { DeliveringDependencies } from './dependencies.js';

const MOST_LANES = 32;
const MOST_OF_ENDPOINT = 8;
const LOOKED_AT = 100;

export type DeliveryPool = {
  /** Takes up what is due; answers how many lanes. */
  readonly takeUp: () => Promise<number>;
  /** Returns when every call under way has ended. */
  readonly idle: () => Promise<void>;
};

export function createDeliveryPool(
  deps: DeliveringDependencies & { readonly isStopping: () => boolean },
  shard: number,
  report: (error: unknown, what: string) => void,
): DeliveryPool {
  const lanes = new Map<string, { readonly endpointId: string; readonly ended: Promise<void> }>();
  const busy = (endpointId: string) => [...lanes.values()].filter((one) => one.endpointId === endpointId).length;
  const start = (lane: string, endpointId: string): void => {
    const ended = deliverLane(deps, lane, deps.isStopping)
      // What was claimed comes due again by itself.
      .catch((error: unknown) => report(error, `deliveries to endpoint ${endpointId}`))
      .finally(() => lanes.delete(lane));
    lanes.set(lane, { endpointId, ended });
  };
  return {
    takeUp: async () => {
      if (lanes.size >= MOST_LANES) return 0;
      const endpoints = [...new Set([...lanes.values()].map((one) => one.endpointId))];
      const due = await deps.findDueLanes({
        shard,
        now: deps.now().getTime(),
        withoutLanes: [...lanes.keys()],
        withoutEndpoints: endpoints.filter((one) => busy(one) >= MOST_OF_ENDPOINT),
        limit: LOOKED_AT,
      });
      let started = 0;
      for (const { lane, endpointId } of due) {
        if (lanes.size >= MOST_LANES || busy(endpointId) >= MOST_OF_ENDPOINT || lanes.has(lane)) continue;
        start(lane, endpointId);
        started += 1;
      }
      return started;
    },
    idle: async () => {
      await Promise.all([...lanes.values()].map((one) => one.ended));
    },
  };
}
