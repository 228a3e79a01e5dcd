import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRegistryIndexes, registerCredentialsInMongo } from '../../../adapters/mongodb/credential-registry.js';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import { loadServedStatusListFromMongo } from '../../../adapters/mongodb/served-status-lists.js';
import {
  claimDueStatusListsInMongo,
  countStatusChangeInMongo,
  createStatusListIndexes,
  leaseStatusBlockInMongo,
  storeSignedStatusListInMongo,
} from '../../../adapters/mongodb/status-lists.js';
import type { RegisteredCredential } from '../../../ports/credential-registry.js';
import { sharedStack } from '../../support/stack.js';

let database: Database;
beforeAll(async () => {
  database = openDatabase(sharedStack().mongodbUri, `status-${randomUUID().slice(0, 8)}`);
  await createStatusListIndexes(database);
  await createRegistryIndexes(database);
});
afterAll(() => database.client.close());

const poolOf = () => ({ issuer: randomUUID(), bits: 1, form: 'jwt' }) as const;
const options = {
  size: 1024,
  block: 100,
  now: 1,
  addressOf: (id: string) => `https://issuer.example/status_lists/${id}`,
};
const row = (id: string, index: number): RegisteredCredential => ({
  id,
  sessionId: 's',
  issuer: 'i',
  configurationId: 'c',
  configurationVersion: '1',
  issuedAt: 1,
  validUntil: 2,
  status: 'valid',
  entry: { list: 'one', uri: 'https://issuer.example/status_lists/one', index, bits: 1 },
});

describe('status lists in the database', () => {
  it('ST-09 leases no position twice to workers that come at once, and goes on to a second list', async () => {
    const pool = poolOf();
    const lease = leaseStatusBlockInMongo(database);
    const blocks = await Promise.all(Array.from({ length: 20 }, () => lease(pool, options)));
    const positions = blocks.flatMap(({ list, from, until }) =>
      Array.from({ length: until - from }, (_, nth) => `${list.id} ${from + nth}`),
    );
    expect(new Set(positions).size).toBe(positions.length);
    expect(new Set(blocks.map(({ list }) => list.id)).size).toBe(2);
  });

  it('ST-06 begins a list at the address the issuer has now, once', async () => {
    const pool = poolOf();
    const lease = leaseStatusBlockInMongo(database);
    const moved = { ...options, addressOf: (id: string) => `https://moved.example/status_lists/${id}` };
    const before = await lease(pool, options);
    const after = await lease(pool, moved);
    expect([after.isNew, after.list.uri]).toEqual([true, moved.addressOf(after.list.id)]);
    expect((await lease(pool, options)).list.id).toBe(before.list.id);
    expect((await lease(pool, moved)).list.id).toBe(after.list.id);
  });

  it('ST-09 keeps an entry from a second credential whatever the leases say, and answers a repeat with the first', async () => {
    const register = registerCredentialsInMongo(database);
    await register([row('a', 5)]);
    await expect(register([row('b', 5)])).rejects.toThrow();
    expect((await register([row('a', 6)]))[0]?.entry?.index).toBe(5);
  });

  it('ST-07 never replaces a token by one that knows of fewer changes, and stays due until the last is signed', async () => {
    const pool = poolOf();
    const { list } = await leaseStatusBlockInMongo(database)(pool, options);
    const store = storeSignedStatusListInMongo(database);
    const token = (changes: number, jwt: string) =>
      store({ id: list.id, changes, jwt, cwt: Buffer.from(jwt), signedAt: 1, expiresAt: 2, resignAt: 1000 });
    const due = () => claimDueStatusListsInMongo(database)(500, 600);
    await countStatusChangeInMongo(database)(list.id);
    await token(0, 'before the change');
    expect(await due()).toContain(list.id);
    await token(1, 'with the change');
    await token(0, 'before the change, but late');
    expect((await loadServedStatusListFromMongo(database)(pool.issuer, list.id))?.jwt).toBe('with the change');
    expect(await due()).not.toContain(list.id);
    expect(await loadServedStatusListFromMongo(database)('another issuer', list.id)).toBeUndefined();
  });

  it('hands a list that is due to one worker only', async () => {
    const { list } = await leaseStatusBlockInMongo(database)(poolOf(), options);
    const claim = claimDueStatusListsInMongo(database);
    const claims = await Promise.all([claim(500, 600), claim(500, 600), claim(500, 600)]);
    expect(claims.flat().filter((id) => id === list.id)).toHaveLength(1);
  });
});
