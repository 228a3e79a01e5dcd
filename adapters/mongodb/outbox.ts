/**
 * The outbox in MongoDB. A session's record holds all its events, so a mark on the record, made by the very write that
 * brings the events, is the outbox row: no event can be stored without it, and nothing more is written in a wallet's path.
 */
import { createHash } from 'node:crypto';
import type { Collection } from 'mongodb';
import type {
  DeferCredential,
  DueCredential,
  DueSession,
  LoadDueCredentials,
  LoadDueSessions,
  LoadOutboxEvents,
  LoadUntoldSession,
  RemoveOutboxEvents,
  SettleCredential,
  SettleSession,
  StoreOutboxEvent,
} from '../../ports/event-feed.js';
import type { Database, SessionDocument } from './database.js';
import { isDuplicate } from './database.js';
import { ensureIndex } from './ensure-index.js';

/** How many dispatchers share the work; a session's events are always the same one's. */
export const OUTBOX_SHARDS = 2;

export type Mark = { readonly shard: number; readonly at: number; readonly since: number; readonly confirmed: number };
type MarkedSession = SessionDocument & { readonly outbox?: Mark; readonly relayed?: number };
type Change = DueCredential['changes'][number];
/** On a credential whose changes are not in the feed yet. */
export type StatusChangeMarked = {
  readonly outboxShard?: number;
  readonly outboxAt?: number;
  readonly unsent?: Change[];
};
type MarkedCredential = Omit<DueCredential, 'credentialId' | 'changes'> & StatusChangeMarked & { readonly _id: string };
type OutboxDocument = {
  readonly _id: string;
  readonly shard: number;
  readonly event: Parameters<StoreOutboxEvent>[0];
};

export function shardOf(name: string): number {
  return (createHash('sha256').update(name).digest()[0] ?? 0) % OUTBOX_SHARDS;
}

/** Goes into the `$set` of every write of a session's events. `confirmed`: how many of them can no longer be taken back. */
export function outboxMark(sessionId: string, confirmed: number): { readonly outbox: Mark } {
  const now = Date.now();
  return { outbox: { shard: shardOf(sessionId), at: now, since: now, confirmed } };
}

/** Goes into the write that changes a credential's status, beside its `$set`. */
export function statusChangeMark(sessionId: string, change: Change) {
  return { set: { outboxShard: shardOf(sessionId), outboxAt: Date.now() }, push: { unsent: change } };
}

const outboxOf = ({ db }: Database): Collection<OutboxDocument> => db.collection('outbox');
const sessionsOf = ({ db }: Database): Collection<MarkedSession> => db.collection('sessions');
const credentialsOf = ({ db }: Database): Collection<MarkedCredential> => db.collection('credentials');

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

export function loadDueCredentialsFromMongo(database: Database): LoadDueCredentials {
  const credentials = credentialsOf(database);
  const sessions = sessionsOf(database);
  const projection = { reference: 1, metadata: 1, relayed: 1, 'view.events': 1, 'view.isOpen': 1 } as const;
  return async (shard, now, limit) => {
    const due = { outboxShard: shard, outboxAt: { $lte: now } };
    const found = await credentials.find(due).sort({ outboxAt: 1 }).limit(limit).toArray();
    if (found.length === 0) return [];
    const ids = [...new Set(found.map((one) => one.sessionId))];
    const told = await sessions.find({ _id: { $in: ids } }, { projection }).toArray();
    return found.map(({ _id, issuer, sessionId, configurationId, changedBy, unsent = [] }) => {
      const { reference, metadata, relayed = 0, view } = told.find((one) => one._id === sessionId) ?? {};
      return {
        credentialId: _id,
        issuer,
        sessionId,
        configurationId,
        changedBy,
        changes: unsent,
        ...(view === undefined ? {} : { session: { events: view.events, relayed, isOpen: view.isOpen } }),
        ...(reference === undefined ? {} : { reference }),
        ...(metadata === undefined ? {} : { metadata }),
      };
    });
  };
}

export function settleCredentialInMongo(database: Database): SettleCredential {
  const credentials = credentialsOf(database);
  return async (credentialId, changedBy) => {
    const marks = { outboxShard: '', outboxAt: '', unsent: '' } as const;
    await credentials.updateOne({ _id: credentialId, changedBy }, { $unset: marks });
  };
}

export function deferCredentialInMongo(database: Database): DeferCredential {
  const credentials = credentialsOf(database);
  return async (credentialId, until) => {
    const marked = { _id: credentialId, outboxShard: { $exists: true } };
    await credentials.updateOne(marked, { $set: { outboxAt: until } });
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
