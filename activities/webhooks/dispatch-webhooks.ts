/** One turn of a dispatcher. Everything it knows is in the database; if it dies, the next one goes on from there. */
import { setTimeout as pause } from 'node:timers/promises';
import { createDeliveryPool } from './delivery-pool.js';
import type { DispatcherDependencies } from './dependencies.js';
import { relayOutbox } from './relay-outbox.js';
import type { DispatcherActivities } from './types.js';

const TURN = 30 * 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Between two looks: soon while there is something to do, seldom while there is not. */
const SHORTEST = 100;
const LONGEST = 2000;
/** Calls under way when the process stops: what is not recorded by then is sent again. */
const STOP_WITHIN = 5000;

export function createDispatcherActivities(deps: DispatcherDependencies): DispatcherActivities {
  return {
    dispatchWebhooks: async ({ shard }) => {
      const pool = createDeliveryPool(deps, shard, deps.report);
      await dispatch(deps, shard, pool);
      await Promise.race([pool.idle(), pause(STOP_WITHIN, undefined, { ref: false })]);
    },
  };
}

async function dispatch(
  deps: DispatcherDependencies,
  shard: number,
  pool: ReturnType<typeof createDeliveryPool>,
): Promise<void> {
  const until = Date.now() + TURN;
  let trimAt = Date.now();
  for (let wait = SHORTEST; Date.now() < until && !deps.isStopping(); ) {
    const moved = await relayOutbox(deps, shard, deps.report);
    const started = await pool.takeUp();
    if (shard === 0 && Date.now() >= trimAt) {
      await deps.trimFeed(deps.now().getTime() - deps.retentionDays * DAY);
      trimAt = Date.now() + HOUR;
    }
    wait = moved + started > 0 ? SHORTEST : Math.min(2 * wait, LONGEST);
    await pause(wait);
  }
}
