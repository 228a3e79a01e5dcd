/** Erasures in MongoDB: that a session was erased is all that is known of it. */
import type { BeginErasure, FindErased, FinishErasure, LoadErasure, PrivacyStep } from '../../../ports/privacy.js';
import type { Database } from '../database.js';
import { isDuplicate } from '../database.js';
import { ensureIndex } from '../ensure-index.js';
import { redactEventsInMongo } from './event-steps.js';

type ErasureDocument = {
  readonly _id: string;
  readonly issuer: string;
  readonly requestedAt: number;
  readonly finishedAt?: number;
  /** When it is to be gone over again. */
  readonly dueAt: number;
};

const DAY = 86_400_000;
/** A wallet that still holds tokens of an erased session may knock; what it leaves in the trace is taken away so long. */
const WATCHED = 100 * DAY;
/** Who was telling of the session, or writing its log, is done within minutes; wallets may come on any day. */
const LONGEST_PAUSE = DAY;
/** Of its age, until it is gone over again. */
const PAUSE = 1 / 4;

const collectionIn = ({ db }: Database) => db.collection<ErasureDocument>('erasures');

export function loadErasureFromMongo(database: Database): LoadErasure {
  const erasures = collectionIn(database);
  return async (sessionId) => {
    const found = await erasures.findOne({ _id: sessionId });
    if (found === null) return undefined;
    const { _id, dueAt: _dueAt, ...rest } = found;
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
      await erasures.insertOne({ _id: sessionId, issuer, requestedAt, dueAt: requestedAt });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  };
}

export function finishErasureInMongo(database: Database): FinishErasure {
  const erasures = collectionIn(database);
  return async (sessionId, at) => {
    await erasures.updateOne(
      { _id: sessionId, finishedAt: { $exists: false } },
      { $set: { finishedAt: at, dueAt: at } },
    );
  };
}

/** Each is gone over ever more rarely, so that a round costs little however many there are. */
export function createErasuresStep(database: Database): PrivacyStep {
  const erasures = collectionIn(database);
  const redactEvents = redactEventsInMongo(database);
  return {
    name: 'erasures',
    prepare: async () => {
      await ensureIndex(erasures, { dueAt: 1 });
    },
    sweep: async ({ now, limit }) => {
      const due = erasures.find({ dueAt: { $lte: now } }).sort({ dueAt: 1 });
      const found = await due.limit(limit).toArray();
      if (found.length === 0) return false;
      const ids = found.map((one) => one._id);
      await database.logs.deleteMany({ sessionId: { $in: ids } });
      // Who was telling events while the session was erased may have written them behind the erasure's back.
      await redactEvents(ids);
      await erasures.bulkWrite(
        found.map((one) => settleRound(one, now)),
        { ordered: false },
      );
      return found.length === limit;
    },
  };
}

/** Not where it was finished meanwhile: then it is due again. */
function settleRound({ _id, dueAt, requestedAt, finishedAt }: ErasureDocument, now: number) {
  const filter = { _id, dueAt };
  if (requestedAt < now - WATCHED) return { deleteOne: { filter } };
  const age = now - (finishedAt ?? requestedAt);
  return { updateOne: { filter, update: { $set: { dueAt: now + Math.min(age * PAUSE, LONGEST_PAUSE) } } } };
}
