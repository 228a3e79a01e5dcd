/**
 * The feed in MongoDB: a log without gaps. Position n+1 is written only by somebody who has seen n stand, and a unique
 * index gives it to one of those who try; so what is committed later always stands later, with any number of writers.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Collection } from 'mongodb';
import type { AppendEvents, PositionedEvent, ReadFeed, TrimFeed } from '../../ports/event-feed.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';
import { ensureIndex } from './ensure-index.js';
import { findTrimmedInMongo, noteTrimmedInMongo } from './feed-trims.js';

type EventDocument = Omit<PositionedEvent, 'id'> & { readonly _id: string };

/** What a majority has not got yet could be lost in a failover, and its position given to another event. */
const eventsOf = ({ db }: Database): Collection<EventDocument> =>
  db.collection('events', { readConcern: { level: 'majority' } });

export async function createEventIndexes(database: Database): Promise<void> {
  const events = eventsOf(database);
  await ensureIndex(events, { position: 1 }, { unique: true });
  await ensureIndex(events, { at: 1 });
}

export function appendEventsInMongo(database: Database): AppendEvents {
  const events = eventsOf(database);
  const findHead = findHeadIn(database);
  return async (wanted) => {
    const ids = wanted.map((one) => one.id);
    for (;;) {
      const found = await events.find({ _id: { $in: ids } }).toArray();
      const standing = new Map(found.map((one) => [one._id, toEvent(one)]));
      const missing = wanted.filter((one) => !standing.has(one.id));
      const appended = await appendAfter(events, await findHead(), missing);
      // Somebody else took a position: what was written before that stands, the rest is tried again behind theirs.
      if (appended === undefined) {
        await pause(Math.random() * 20);
        continue;
      }
      for (const one of appended) standing.set(one.id, one);
      return ids.flatMap((id) => standing.get(id) ?? []);
    }
  };
}

/** Ordered, so that what stands of it after a fault is its beginning and leaves no gap. */
async function appendAfter(
  events: Collection<EventDocument>,
  head: number,
  missing: Parameters<AppendEvents>[0],
): Promise<readonly PositionedEvent[] | undefined> {
  const positioned = missing.map((one, index) => ({ ...one, position: head + 1 + index }));
  if (positioned.length === 0) return [];
  try {
    await events.insertMany(
      positioned.map(({ id, ...rest }) => ({ _id: id, ...rest })),
      { ordered: true },
    );
    return positioned;
  } catch (error) {
    if (isDuplicate(error)) return undefined;
    throw error;
  }
}

/**
 * Answers the position of the last event. It looks only behind what it saw last: the embedded database reads a whole
 * collection to find its end. And what it saw is the end for good, even if retention should take those events away.
 */
export function findHeadIn(database: Database): () => Promise<number> {
  const events = eventsOf(database);
  let seen = 0;
  return async () => {
    const [last] = await events
      .find(seen === 0 ? {} : { position: { $gte: seen } }, { projection: { position: 1 } })
      .sort({ position: -1 })
      .limit(1)
      .toArray();
    seen = Math.max(seen, last?.position ?? 0);
    return seen;
  };
}

export function readFeedFromMongo(database: Database): ReadFeed {
  const events = eventsOf(database);
  const findTrimmed = findTrimmedInMongo(database);
  const findHead = findHeadIn(database);
  return async ({ after, issuer, types, limit }) => {
    // The head first: whatever is up to there was committed before the search began.
    const head = await findHead();
    const filter = {
      position: { $gt: after },
      ...(issuer === undefined ? {} : { issuer }),
      ...(types === undefined ? {} : { type: { $in: [...types] } }),
    };
    const found = await events.find(filter).sort({ position: 1 }).limit(limit).toArray();
    const last = found.at(-1)?.position ?? after;
    const cursor = found.length === limit ? last : Math.max(last, head, after);
    // Noted before events go, and read after them: no gap is missed.
    return { events: found.map(toEvent), cursor, trimmedUpTo: await findTrimmed(issuer) };
  };
}

export function trimFeedInMongo(database: Database): TrimFeed {
  const events = eventsOf(database);
  const noteTrimmed = noteTrimmedInMongo(database);
  const findHead = findHeadIn(database);
  return async (before) => {
    const old = { at: { $lt: before }, position: { $lt: await findHead() } };
    const projection = { issuer: 1, position: 1 } as const;
    for (const issuer of await events.distinct('issuer', old))
      await noteTrimmed(
        await events
          .find({ ...old, issuer }, { projection })
          .sort({ position: -1 })
          .limit(1)
          .toArray(),
      );
    await events.deleteMany(old);
  };
}

function toEvent({ _id, ...rest }: EventDocument): PositionedEvent {
  return { id: _id, ...rest };
}
