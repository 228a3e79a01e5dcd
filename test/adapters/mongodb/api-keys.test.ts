import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiKeyStoreInMongo } from '../../../adapters/mongodb/api-keys.js';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import type { ApiKeyFilter } from '../../../ports/api-keys.js';
import { sharedStack } from '../../support/stack.js';

let database: Database;
beforeAll(() => {
  database = openDatabase(sharedStack().mongodbUri, `api-keys-${randomUUID().slice(0, 8)}`);
});
afterAll(() => database.client.close());

it('pages go on behind the last key, newest first, also among keys of one moment', async () => {
  const store = createApiKeyStoreInMongo(database);
  const made = [
    ['a', 1],
    ['d', 2],
    ['b', 2],
    ['c', 2],
    ['e', 3],
  ] as const;
  for (const [id, createdAt] of made)
    await store.insert({ id, name: id, scopes: [], secrets: [], version: 1, createdAt, createdBy: 'x', issuer: 'i' });
  const pages: string[] = [];
  for (let after: ApiKeyFilter['after']; ; ) {
    const page = await store.list({ issuer: 'i', limit: 2, ...(after === undefined ? {} : { after }) });
    pages.push(page.map((one) => one.id).join(''));
    after = page.at(-1);
    if (after === undefined) break;
  }
  expect(pages).toEqual(['ed', 'cb', 'a', '']);
  expect(await store.list({ issuer: 'other', limit: 2 })).toEqual([]);
});
