import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import {
  appendEventsInMongo,
  createEventIndexes,
  readFeedFromMongo,
  trimFeedInMongo,
} from '../../../adapters/mongodb/events.js';
import { loadOutboxEventsFromMongo, storeOutboxEventInMongo } from '../../../adapters/mongodb/outbox.js';
import { shardOf } from '../../../adapters/mongodb/outbox-shards.js';
import type { FeedEvent } from '../../../protocol/events/build-event.js';
import { sharedStack } from '../../support/stack.js';

let database: Database;
const opened: Database[] = [];
const open = (name: string): Database => {
  const one = openDatabase(sharedStack().mongodbUri, name);
  opened.push(one);
  return one;
};
const name = `events-${randomUUID().slice(0, 8)}`;
beforeAll(async () => {
  database = open(name);
  await createEventIndexes(database);
});
afterAll(async () => {
  for (const one of opened) await one.client.close();
});

const eventOf = (id: string, change: Partial<FeedEvent> = {}): FeedEvent => ({
  id,
  type: 'offer_created',
  issuer: 'default',
  at: Date.now(),
  data: {},
  ...change,
});

it('a reader that follows its cursor meets every event once, with many writers at work, and each writer’s in its order', async () => {
  const WRITERS = 5;
  const BATCHES = 12;
  const OF_BATCH = 7;
  let isWriting = true;
  const seen: string[] = [];
  const read = readFeedFromMongo(open(name));
  const reading = (async () => {
    for (let after = 0; ; ) {
      const isLast = !isWriting;
      const { events, cursor } = await read({ after, limit: 9 });
      seen.push(...events.map((one) => one.id));
      after = cursor;
      if (isLast && events.length === 0) return;
      await pause(2);
    }
  })();
  const write = async (writer: number) => {
    const append = appendEventsInMongo(open(name));
    for (let batch = 0; batch < BATCHES; batch++) {
      const events = Array.from({ length: OF_BATCH }, (_, index) => eventOf(`w${writer}-${batch * OF_BATCH + index}`));
      const appended = await append(events);
      expect(appended.map((one) => one.id)).toEqual(events.map((one) => one.id));
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  isWriting = false;
  await reading;
  expect(seen).toHaveLength(WRITERS * BATCHES * OF_BATCH);
  for (let writer = 0; writer < WRITERS; writer++) {
    const own = seen.filter((one) => one.startsWith(`w${writer}-`)).map((one) => Number(one.split('-')[1]));
    expect(own).toEqual(Array.from({ length: BATCHES * OF_BATCH }, (_, index) => index));
  }
}, 60_000);

it('the same events told by two at once stand once, without a gap', async () => {
  const fresh = open(`${name}-same`);
  await createEventIndexes(fresh);
  const events = Array.from({ length: 20 }, (_, index) => eventOf(`e${index}`));
  const answers = await Promise.all(
    [events, events.slice(0, 9), events].map((some) => appendEventsInMongo(fresh)(some)),
  );
  const { events: found } = await readFeedFromMongo(fresh)({ after: 0, limit: 100 });
  expect(found.map((one) => [one.id, one.position])).toEqual(events.map((one, index) => [one.id, index + 1]));
  expect(answers[0]).toEqual(answers[2]);
});

it('a filter moves the cursor past what it leaves out, and what is forgotten never gives its position away', async () => {
  const fresh = open(`${name}-trim`);
  await createEventIndexes(fresh);
  const append = appendEventsInMongo(fresh);
  await append([eventOf('a', { at: 1 }), eventOf('b', { at: 2, issuer: 'other' }), eventOf('c', { at: 3 })]);
  const read = readFeedFromMongo(fresh);
  expect(await read({ after: 0, issuer: 'other', limit: 5 })).toMatchObject({
    events: [{ id: 'b' }],
    cursor: 3,
    trimmedUpTo: 0,
  });
  expect(await read({ after: 3, limit: 5 })).toMatchObject({ events: [], cursor: 3 });
  await trimFeedInMongo(fresh)(1000);
  expect(await read({ after: 0, limit: 5 })).toMatchObject({ events: [{ id: 'c' }], trimmedUpTo: 2 });
  expect((await read({ after: 0, issuer: 'other', limit: 5 })).trimmedUpTo).toBe(2);
  expect((await read({ after: 0, issuer: 'default', limit: 5 })).trimmedUpTo).toBe(1);
  const [next] = await append([eventOf('d')]);
  expect(next?.position).toBe(4);
});

it('what happens outside of a session waits in the outbox, once', async () => {
  const fresh = open(`${name}-outbox`);
  const event = eventOf('evt_erased', { type: 'session_erased', sessionId: 's1' });
  await storeOutboxEventInMongo(fresh)(event);
  await storeOutboxEventInMongo(fresh)(event);
  expect(await loadOutboxEventsFromMongo(fresh)(shardOf('s1'), 10)).toEqual([event]);
});
