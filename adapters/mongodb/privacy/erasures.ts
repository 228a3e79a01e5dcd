/** Erasures in MongoDB: that a session was erased is all that is known of it. */
import type { BeginErasure, FindErased, FinishErasure, LoadErasure, PrivacyStep } from '../../../ports/privacy.js';
import type { Database } from '../database.js';
import { isDuplicate } from '../database.js';
import { redactEventsInMongo } from './event-steps.js';
import { deletePage } from './pages.js';

type ErasureDocument = {
  readonly _id: string;
  readonly issuer: string;
  readonly requestedAt: number;
  readonly finishedAt?: number;
};

const DAY = 86_400_000;
/** A wallet that still holds tokens of an erased session may knock; what it leaves in the trace is taken away so long. */
const WATCHED = 100 * DAY;

const collectionIn = ({ db }: Database) => db.collection<ErasureDocument>('erasures');

export function loadErasureFromMongo(database: Database): LoadErasure {
  const erasures = collectionIn(database);
  return async (sessionId) => {
    const found = await erasures.findOne({ _id: sessionId });
    if (found === null) return undefined;
    const { _id, ...rest } = found;
    return { sessionId: _id, ...rest };
  };
}

export function findErasedInMongo(database: Database): FindErased {
  const erasures = collectionIn(database);
  return async (sessionIds) => {
    if (sessionIds.length === 0) return new Set();
    const found = await erasures.find({ _id: { $in: [...sessionIds] } }, { projection: { _id: 1 } }).toArray();
    return new Set(found.map((one) => one._id));
  };
}

export function beginErasureInMongo(database: Database): BeginErasure {
  const erasures = collectionIn(database);
  return async ({ sessionId, issuer, requestedAt }) => {
    try {
      await erasures.insertOne({ _id: sessionId, issuer, requestedAt });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  };
}

export function finishErasureInMongo(database: Database): FinishErasure {
  const erasures = collectionIn(database);
  return async (sessionId, at) => {
    await erasures.updateOne({ _id: sessionId, finishedAt: { $exists: false } }, { $set: { finishedAt: at } });
  };
}

export function createErasuresStep(database: Database): PrivacyStep {
  const erasures = collectionIn(database);
  const redactEvents = redactEventsInMongo(database);
  return {
    name: 'erasures',
    prepare: async () => {
      await erasures.createIndex({ requestedAt: 1 });
    },
    sweep: async (round) => {
      const { now, limit, cursors } = round;
      const after = cursors['erasures'] ?? '';
      const found = await erasures
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      const hasMore = found.length === limit;
      cursors['erasures'] = hasMore ? (found.at(-1)?._id ?? '') : '';
      const ids = found.map((one) => one._id);
      if (ids.length > 0) await database.logs.deleteMany({ sessionId: { $in: ids } });
      // Who was telling events while the session was erased may have written them behind the erasure's back.
      if (ids.length > 0) await redactEvents(ids);
      const isOver = await deletePage(erasures, { requestedAt: { $lt: now - WATCHED } }, limit);
      return hasMore || isOver;
    },
  };
}
