import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIndexes, type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import { insertSessionInMongo, loadSessionFromMongo } from '../../../adapters/mongodb/session-records.js';
import { loadIssuanceMaterialFromMongo } from '../../../adapters/mongodb/vault.js';
import type { SessionRecord } from '../../../ports/session-records.js';
import { sharedStack } from '../../support/stack.js';

let database: Database;
beforeAll(async () => {
  database = openDatabase(sharedStack().mongodbUri, `sessions-${randomUUID().slice(0, 8)}`);
  await createIndexes(database);
});
afterAll(() => database.client.close());

const draft = (id: string) => {
  const record = { id, offerId: randomUUID(), publicKey: randomBytes(4), view: { createdAt: 1 } };
  return [record as unknown as SessionRecord, { dataKey: randomBytes(4), claims: [] }] as const;
};
const keyOf = async (sessionId: string) => {
  const { dataKey } = await loadIssuanceMaterialFromMongo(database)({ sessionId, claimsReference: 'none' });
  return dataKey === undefined ? undefined : Buffer.from(dataKey);
};

it('a session made after an attempt that got no further than its key has the key it was made with', async () => {
  const id = randomUUID();
  await database.vault.insertOne({ _id: `key:${id}`, sessionId: id, sealed: randomBytes(4) });
  const [record, sealed] = draft(id);
  expect(await insertSessionInMongo(database)(record, sealed)).toBe(true);
  expect(await keyOf(id)).toEqual(sealed.dataKey);
});

it('a session that was not made because the vault failed is made by the next attempt', async () => {
  const id = randomUUID();
  const failing = {
    ...database,
    vault: { insertMany: () => Promise.reject(new Error('away')) },
  } as unknown as Database;
  await expect(insertSessionInMongo(failing)(...draft(id))).rejects.toThrow('away');
  expect(await loadSessionFromMongo(database)(id)).toBeUndefined();
  const [record, sealed] = draft(id);
  expect(await insertSessionInMongo(database)(record, sealed)).toBe(true);
});

it('of attempts that come at once one makes the session, and the key is its own', async () => {
  const id = randomUUID();
  const drafts = Array.from({ length: 8 }, () => draft(id));
  const made = await Promise.all(drafts.map((one) => insertSessionInMongo(database)(...one)));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await keyOf(id)).toEqual(drafts[made.indexOf(true)]?.[1].dataKey);
  expect(await insertSessionInMongo(database)(...draft(id))).toBe(false);
  expect(await keyOf(id)).toEqual(drafts[made.indexOf(true)]?.[1].dataKey);
});
