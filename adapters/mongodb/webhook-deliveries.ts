/** Deliveries of webhooks in MongoDB. */
import type { Collection, Filter } from 'mongodb';
import type {
  AbandonDeliveries,
  CountDeliveries,
  Delivery,
  InsertDeliveries,
  ListDeliveries,
  LoadDelivery,
  MeasureDeliveries,
  ReplayDeliveries,
} from '../../ports/webhooks.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';
import { ensureIndex } from './ensure-index.js';
import { shardOf } from './outbox-shards.js';

type DeliveryDocument = Omit<Delivery, 'id'> & {
  readonly _id: string;
  readonly shard: number;
  readonly attemptedAt?: number;
  readonly latencyMs?: number;
  readonly expiresAt: Date;
};

const MEASURED = 200;

export const deliveriesOf = ({ db }: Database): Collection<DeliveryDocument> => db.collection('deliveries');
export const isPending = { state: 'pending' as const };

export async function createDeliveryIndexes(database: Database): Promise<void> {
  const deliveries = deliveriesOf(database);
  // Not partial: see createOutboxIndexes.
  await ensureIndex(deliveries, { state: 1, shard: 1, dueAt: 1 });
  await ensureIndex(deliveries, { state: 1, lane: 1, position: 1 });
  await ensureIndex(deliveries, { endpointId: 1, position: -1, _id: -1 });
  await ensureIndex(deliveries, { endpointId: 1, state: 1, position: -1, _id: -1 });
  await ensureIndex(deliveries, { 'event.sessionId': 1, position: -1, _id: -1 });
  await ensureIndex(deliveries, { attemptedAt: -1 });
  await ensureIndex(deliveries, { expiresAt: 1 }, { expireAfterSeconds: 0 });
}

/** In the order given, so that nobody finds a lane's second delivery before its first. */
export function insertDeliveriesInMongo(database: Database, retentionDays: number): InsertDeliveries {
  const deliveries = deliveriesOf(database);
  return async (wanted) => {
    for (let rest = wanted; rest.length > 0; ) {
      const documents = rest.map(({ id, ...one }) => ({
        _id: id,
        ...one,
        shard: shardOf(one.event.sessionId ?? one.event.id),
        expiresAt: new Date(one.createdAt + retentionDays * 86_400_000),
      }));
      try {
        await deliveries.insertMany(documents, { ordered: true });
        return;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      const ids = rest.map((one) => one.id);
      const found = await deliveries.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
      const standing = new Set(found.map((one) => one._id));
      rest = rest.filter((one) => !standing.has(one.id));
    }
  };
}

export function loadDeliveryFromMongo(database: Database): LoadDelivery {
  const deliveries = deliveriesOf(database);
  return async (id) => {
    const found = await deliveries.findOne({ _id: id });
    return found === null ? undefined : toDelivery(found);
  };
}

export function listDeliveriesFromMongo(database: Database): ListDeliveries {
  const deliveries = deliveriesOf(database);
  return async ({ endpointId, sessionId, issuer, state, before, limit }) => {
    const filter = {
      ...(endpointId === undefined ? {} : { endpointId }),
      ...(sessionId === undefined ? {} : { 'event.sessionId': sessionId }),
      ...(issuer === undefined ? {} : { 'event.issuer': issuer }),
      ...(state === undefined ? {} : { state }),
    };
    const find = (place: Filter<DeliveryDocument>, most: number) =>
      deliveries
        .find({ ...filter, ...place })
        .sort({ position: -1, _id: -1 })
        .limit(most)
        .toArray();
    if (before === undefined) return (await find({}, limit)).map(toDelivery);
    const { position, id } = before;
    // Two searches: for one over both, the embedded database would read every delivery there is.
    const sameEvent = id === undefined ? [] : await find({ position, _id: { $lt: id } }, limit);
    const rest = limit - sameEvent.length;
    const older = rest === 0 ? [] : await find({ position: { $lt: position } }, rest);
    return [...sameEvent, ...older].map(toDelivery);
  };
}

export function countDeliveriesInMongo(database: Database): CountDeliveries {
  const deliveries = deliveriesOf(database);
  return ({ endpointId, state }) =>
    deliveries.countDocuments({ ...(endpointId === undefined ? {} : { endpointId }), state });
}

export function measureDeliveriesInMongo(database: Database): MeasureDeliveries {
  const deliveries = deliveriesOf(database);
  return async () => {
    const latest = await deliveries
      .find({ attemptedAt: { $exists: true } }, { projection: { latencyMs: 1 } })
      .sort({ attemptedAt: -1 })
      .limit(MEASURED)
      .toArray();
    const [oldest] = await deliveries
      .find(isPending, { projection: { since: 1 } })
      .sort({ since: 1 })
      .limit(1)
      .toArray();
    const latencies = latest.flatMap((one) => one.latencyMs ?? []);
    return oldest === undefined ? { latencies } : { latencies, oldestPending: oldest.since };
  };
}

export function replayDeliveriesInMongo(database: Database): ReplayDeliveries {
  const deliveries = deliveriesOf(database);
  return async (which, now) => {
    const filter = 'id' in which ? { _id: which.id } : { endpointId: which.endpointId, state: which.state };
    const again = { $set: { state: 'pending' as const, dueAt: now, since: now, attemptCount: 0 } };
    return (await deliveries.updateMany(filter, again)).matchedCount;
  };
}

export function abandonDeliveriesInMongo(database: Database): AbandonDeliveries {
  const deliveries = deliveriesOf(database);
  return async (endpointId) => {
    await deliveries.updateMany({ ...isPending, endpointId }, { $set: { state: 'dead' } });
  };
}

export function toDelivery({
  _id,
  shard: _shard,
  attemptedAt: _attemptedAt,
  latencyMs: _latencyMs,
  expiresAt: _expiresAt,
  ...rest
}: DeliveryDocument): Delivery {
  return { id: _id, ...rest };
}
