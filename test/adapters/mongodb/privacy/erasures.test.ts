/** How often an erasure is gone over after it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../../adapters/mongodb/database.js';
import {
  beginErasureInMongo,
  createErasuresStep,
  finishErasureInMongo,
  loadErasureFromMongo,
} from '../../../../adapters/mongodb/privacy/erasures.js';
import type { SweepRound } from '../../../../ports/privacy.js';
import { sharedStack } from '../../../support/stack.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let database: Database;
beforeAll(async () => {
  database = openDatabase(sharedStack().mongodbUri, `erasures-${randomUUID().slice(0, 8)}`);
  await createErasuresStep(database).prepare?.();
});
afterAll(() => database.client.close());

const sweep = (now: number, limit = 100) => createErasuresStep(database).sweep?.({ now, limit } as SweepRound);
const knock = (sessionId: string) => database.logs.insertOne({ _id: randomUUID(), sessionId } as never);
const logsOf = (sessionId: string) => database.logs.countDocuments({ sessionId });
const begin = (sessionId: string, requestedAt: number) =>
  beginErasureInMongo(database)({ sessionId, issuer: 'i', requestedAt });

it('in the next sweep, then ever more rarely, and once a day at least, until no token can be left', async () => {
  await begin('one', 0);
  await finishErasureInMongo(database)('one', MINUTE);
  const rounds: number[] = [];
  for (let now = 2 * MINUTE; now < 3 * DAY; now += HOUR) {
    await knock('one');
    await sweep(now);
    if ((await logsOf('one')) === 0) rounds.push(now);
  }
  expect(rounds[0]).toBe(2 * MINUTE);
  expect(rounds.length).toBeLessThan(25);
  expect(Math.max(...rounds.map((at, index) => at - (rounds[index - 1] ?? 0)))).toBeLessThanOrEqual(DAY + HOUR);
  await knock('one');
  await sweep(101 * DAY);
  expect([await logsOf('one'), await loadErasureFromMongo(database)('one')]).toEqual([0, undefined]);
}, 60_000);

it('again when it has ended, however long it took', async () => {
  await begin('slow', 0);
  await sweep(30 * DAY);
  await finishErasureInMongo(database)('slow', 30 * DAY + HOUR);
  await knock('slow');
  await sweep(30 * DAY + 2 * HOUR);
  expect(await logsOf('slow')).toBe(0);
  expect(await loadErasureFromMongo(database)('slow')).toEqual({
    sessionId: 'slow',
    issuer: 'i',
    requestedAt: 0,
    finishedAt: 30 * DAY + HOUR,
  });
  await sweep(200 * DAY);
});

it('page by page, and says when there is more', async () => {
  for (const id of ['a', 'b', 'c']) {
    await begin(id, 0);
    await knock(id);
  }
  expect(await sweep(HOUR, 2)).toBe(true);
  expect(await sweep(HOUR, 2)).toBe(false);
  expect((await Promise.all(['a', 'b', 'c'].map(logsOf))).join()).toBe('0,0,0');
});
