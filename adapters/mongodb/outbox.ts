/**
 * The outbox in MongoDB. A session's record holds all its events, so a mark on the record, made by the very write that
 * brings the events, is the outbox row: no event can be stored without it, and nothing more is written in a wallet's path.
 */
import type { Collection } from 'mongodb';
import type {
  DueSession,
  LoadDueSessions,
  LoadOutboxEvents,
  LoadUntoldSession,
  RemoveOutboxEvents,
  SettleSession,
  StoreOutboxEvent,
} from '../../ports/event-feed.js';
import type { Database, SessionDocument } from './database.js';
import { isDuplicate } from './database.js';
import { ensureIndex } from './ensure-index.js';
import { credentialsOf } from './outbox-credentials.js';
import { shardOf } from './outbox-shards.js';

export type Mark = { readonly shard: number; readonly at: number; readonly since: number; readonly confirmed: number };
type MarkedSession = SessionDocument & { readonly outbox?: Mark; readonly relayed?: number };
type OutboxDocument = {
  readonly _id: string;
  readonly shard: number;
  readonly event: Parameters<StoreOutboxEvent>[0];
};

/** Goes into the `$set` of every write of a session's events. `confirmed`: how many of them can no longer be taken back. */
export function outboxMark(sessionId: string, confirmed: number): { readonly outbox: Mark } {
  const now = Date.now();
  return { outbox: { shard: shardOf(sessionId), at: now, since: now, confirmed } };
}

const outboxOf = ({ db }: Database): Collection<OutboxDocument> => db.collection('outbox');
const sessionsOf = ({ db }: Database): Collection<MarkedSession> => db.collection('sessions');

export async function createOutboxIndexes(database: Database): Promise<void> {
  // Sparse and not partial: the embedded database reads a whole collection rather than a partial index, and the
  // dispatchers look here all the time.
  await ensureIndex(sessionsOf(database), { 'outbox.shard': 1, 'outbox.at': 1 }, { sparse: true });
  await ensureIndex(credentialsOf(database), { outboxShard: 1, outboxAt: 1 }, { sparse: true });
  await ensureIndex(outboxOf(database), { shard: 1 });
}

export function loadDueSessionsFromMongo(database: Database): LoadDueSessions {
  const sessions = sessionsOf(database);
  return async (shard, now, limit) => {
    const due = { 'outbox.shard': shard, 'outbox.at': { $lte: now } };
    const found = await sessions.find(due, { projection }).sort({ 'outbox.at': 1 }).limit(limit).toArray();
    return found.flatMap(toDueSession);
  };
}

const projection = {
  issuer: 1,
  version: 1,
  relayed: 1,
  outbox: 1,
  reference: 1,
  metadata: 1,
  'view.events': 1,
} as const;

export function loadUntoldSessionFromMongo(database: Database): LoadUntoldSession {
  const sessions = sessionsOf(database);
  return async (id) => {
    const found = await sessions.findOne({ _id: id }, { projection: { ...projection, 'view.isOpen': 1 } });
    if (found === null) return undefined;
    const { outbox = { shard: 0, at: 0, since: 0, confirmed: 0 }, view } = found;
    const [session] = toDueSession({ ...found, outbox });
    return session && { ...session, isOpen: view.isOpen, isMarked: found.outbox !== undefined };
  };
}

function toDueSession({
  _id,
  issuer,
  version,
  relayed = 0,
  outbox,
  reference,
  metadata,
  view,
}: MarkedSession): DueSession[] {
  if (outbox === undefined) return [];
  const { since, confirmed } = outbox;
  return [
    {
      sessionId: _id,
      issuer,
      version,
      relayed,
      confirmed,
      since,
      events: view.events,
      ...(reference === undefined ? {} : { reference }),
      ...(metadata === undefined ? {} : { metadata }),
    },
  ];
}

export function settleSessionInMongo(database: Database): SettleSession {
  const sessions = sessionsOf(database);
  return async ({ sessionId, version, relayed, next }) => {
    const change =
      next === undefined
        ? { $set: { relayed }, $unset: { outbox: '' as const } }
        : { $set: { relayed, 'outbox.at': next } };
    await sessions.updateOne({ _id: sessionId, version }, change);
  };
}

export function storeOutboxEventInMongo(database: Database): StoreOutboxEvent {
  const outbox = outboxOf(database);
  return async (event) => {
    try {
      await outbox.insertOne({ _id: event.id, shard: shardOf(event.sessionId ?? event.id), event });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  };
}

export function loadOutboxEventsFromMongo(database: Database): LoadOutboxEvents {
  const outbox = outboxOf(database);
  return async (shard, limit) => {
    const found = await outbox.find({ shard }).limit(limit).toArray();
    return found.map((one) => one.event).sort(inOrder);
  };
}

/** An erasure was asked for before its session's last event, and is told after it. */
function inOrder(a: OutboxDocument['event'], b: OutboxDocument['event']): number {
  const [isAnEnd, isBEnd] = [a, b].map(({ type }) => Number(type === 'session_erased')) as [number, number];
  return isAnEnd - isBEnd || a.at - b.at || (a.seq ?? 0) - (b.seq ?? 0);
}

export function removeOutboxEventsFromMongo(database: Database): RemoveOutboxEvents {
  const outbox = outboxOf(database);
  return async (ids) => {
    await outbox.deleteMany({ _id: { $in: [...ids] } });
  };
}
