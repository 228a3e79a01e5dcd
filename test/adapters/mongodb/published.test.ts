/** What is published for verifiers: types, and how keys are found. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import { loadKeyDiscoveryFromMongo, storePublishedKeysInMongo } from '../../../adapters/mongodb/published-keys.js';
import { loadTypeMetadataFromMongo, publishTypeMetadataInMongo } from '../../../adapters/mongodb/type-metadata.js';
import { sharedStack } from '../../support/stack.js';

let database: Database;
beforeAll(() => {
  database = openDatabase(sharedStack().mongodbUri, `published-${randomUUID().slice(0, 8)}`);
});
afterAll(async () => {
  await database.db.dropDatabase();
  await database.client.close();
});

const loose = (text: string) => ({ text, isFixed: false });
const fixed = (text: string) => ({ text, isFixed: true });

describe('published type metadata', () => {
  it('SV-21 is the last text, until credentials carry its digest', async () => {
    const publish = publishTypeMetadataInMongo(database);
    const load = loadTypeMetadataFromMongo(database);
    for (const type of [loose('a'), loose('a'), loose('b'), fixed('c'), fixed('c')]) {
      expect(await publish('one', type)).toBe(true);
      expect(await load('one')).toEqual(type);
    }
    expect(await load('other')).toBeUndefined();
  });

  it('SV-22 is never changed from then on, nor made changeable again', async () => {
    const publish = publishTypeMetadataInMongo(database);
    expect(await publish('two', fixed('a'))).toBe(true);
    expect([await publish('two', fixed('b')), await publish('two', loose('b'))]).toEqual([false, false]);
    expect(await publish('two', loose('a'))).toBe(true);
    expect(await loadTypeMetadataFromMongo(database)('two')).toEqual(fixed('a'));
  });
});

it('SV-23 keys that were once found by the web are so while one of them is valid', async () => {
  const store = storePublishedKeysInMongo(database);
  const load = loadKeyDiscoveryFromMongo(database);
  const key = (kid: string, notAfter: number) => ({ jwk: { kid }, notAfter });
  await store('i', { keys: [key('a', 10)], isFoundByWeb: false });
  expect([await load('i', 5), await load('none', 5)]).toEqual([false, false]);
  await store('i', { keys: [key('a', 10)], isFoundByWeb: true });
  await store('i', { keys: [key('b', 20)], isFoundByWeb: false });
  expect([await load('i', 5), await load('i', 15), await load('i', 20)]).toEqual([true, true, false]);
});
