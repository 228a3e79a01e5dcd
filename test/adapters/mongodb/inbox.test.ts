/** Leases of the inbox: one holder at a time, whoever else comes is told who. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import { createInboxIndexes, giveUpLeaseInMongo, takeLeaseInMongo } from '../../../adapters/mongodb/inbox.js';
import { sharedStack } from '../../support/stack.js';

const NOW = Date.now();
const item = { sessionId: 's1', configurationId: 'eu.europa.ec.av.1' };
let database: Database;
beforeAll(async () => {
  database = openDatabase(sharedStack().mongodbUri, `inbox_${process.pid}`);
  await createInboxIndexes(database);
});
afterAll(async () => {
  await database.db.dropDatabase();
  await database.client.close();
});

it('have one holder, who may prolong and give up; another has to wait until then', async () => {
  const [take, giveUp] = [takeLeaseInMongo(database), giveUpLeaseInMongo(database)];
  const anna = { holder: 'anna', until: NOW + 60_000 };
  const bert = { holder: 'bert', until: NOW + 60_000 };
  expect(await take(item, anna, NOW)).toEqual(anna);
  expect(await take(item, bert, NOW)).toEqual(anna);
  expect(await giveUp(item, 'bert', NOW)).toEqual(anna);
  expect(await take(item, { ...anna, until: NOW + 90_000 }, NOW)).toMatchObject({ until: NOW + 90_000 });
  expect(await take(item, { ...bert, until: NOW + 200_000 }, NOW + 90_000)).toMatchObject({ holder: 'bert' });
  expect(await giveUp(item, 'bert', NOW)).toBeUndefined();
  expect(await take(item, anna, NOW)).toEqual(anna);
});

it('go to one of those who come at once', async () => {
  const take = takeLeaseInMongo(database);
  const other = { ...item, sessionId: 's2' };
  const taken = await Promise.all(
    ['a', 'b', 'c', 'd'].map((holder) => take(other, { holder, until: NOW + 60_000 }, NOW)),
  );
  expect(new Set(taken.map((one) => one.holder)).size).toBe(1);
});
