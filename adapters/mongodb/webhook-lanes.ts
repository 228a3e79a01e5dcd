/** What dispatchers do with deliveries: a lane is those of one order to one endpoint, worked from its oldest on. */
import type { ClaimDelivery, DeferLane, FindDueLanes, LoadLaneHead, RecordAttempt } from '../../ports/webhooks.js';
import type { Database } from './database.js';
import { deliveriesOf, isPending, toDelivery } from './webhook-deliveries.js';

/** Attempts that are kept; three days of trying make about twenty. */
const MOST_ATTEMPTS = 30;

export function findDueLanesInMongo(database: Database): FindDueLanes {
  const deliveries = deliveriesOf(database);
  return async ({ shard, now, withoutLanes, withoutEndpoints, limit }) => {
    const filter = {
      ...isPending,
      shard,
      dueAt: { $lte: now },
      ...(withoutLanes.length === 0 ? {} : { lane: { $nin: [...withoutLanes] } }),
      ...(withoutEndpoints.length === 0 ? {} : { endpointId: { $nin: [...withoutEndpoints] } }),
    };
    const projection = { lane: 1, endpointId: 1 } as const;
    const found = await deliveries.find(filter, { projection }).sort({ dueAt: 1 }).limit(limit).toArray();
    return [...new Map(found.map(({ lane, endpointId }) => [lane, { lane, endpointId }])).values()];
  };
}

export function loadLaneHeadFromMongo(database: Database): LoadLaneHead {
  const deliveries = deliveriesOf(database);
  return async (lane) => {
    const [head] = await deliveries
      .find({ ...isPending, lane })
      .sort({ position: 1 })
      .limit(1)
      .toArray();
    return head === undefined ? undefined : toDelivery(head);
  };
}

export function claimDeliveryInMongo(database: Database): ClaimDelivery {
  const deliveries = deliveriesOf(database);
  return async ({ id, dueAt }, until) => {
    const claimed = await deliveries.updateOne({ _id: id, ...isPending, dueAt }, { $set: { dueAt: until } });
    return claimed.modifiedCount === 1;
  };
}

export function recordAttemptInMongo(database: Database): RecordAttempt {
  const deliveries = deliveriesOf(database);
  return async ({ id, attempts }, { attempt, state, dueAt, bodyHash }) => {
    await deliveries.updateOne(
      { _id: id },
      {
        $set: {
          state,
          dueAt,
          bodyHash,
          attempts: [...attempts, attempt].slice(-MOST_ATTEMPTS),
          attemptedAt: attempt.at,
          latencyMs: attempt.latencyMs,
          ...(state === 'delivered' ? { deliveredAt: attempt.at + attempt.latencyMs } : {}),
        },
        $inc: { attemptCount: 1 },
      },
    );
  };
}

export function deferLaneInMongo(database: Database): DeferLane {
  const deliveries = deliveriesOf(database);
  return async (lane, until) => {
    await deliveries.updateMany({ ...isPending, lane, dueAt: { $lt: until } }, { $set: { dueAt: until } });
  };
}
