/** Marks on credentials, and what erasure and retention do to events, in a real database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import { appendEventsInMongo, createEventIndexes, readFeedFromMongo } from '../../../adapters/mongodb/events.js';
import { createOutboxIndexes, loadUntoldSessionFromMongo } from '../../../adapters/mongodb/outbox.js';
import {
  deferCredentialInMongo,
  loadDueCredentialsFromMongo,
  settleCredentialInMongo,
  statusChangeMark,
} from '../../../adapters/mongodb/outbox-credentials.js';
import { shardOf } from '../../../adapters/mongodb/outbox-shards.js';
import {
  beginErasureInMongo,
  createErasuresStep,
  findErasedInMongo,
} from '../../../adapters/mongodb/privacy/erasures.js';
import { createDeliveriesStep, createFeedStep } from '../../../adapters/mongodb/privacy/event-steps.js';
import {
  insertEndpointInMongo,
  loadEndpointFromMongo,
  replaceSecretsInMongo,
} from '../../../adapters/mongodb/webhook-endpoints.js';
import type { SweepRound } from '../../../ports/privacy.js';
import { sharedStack } from '../../support/stack.js';

let database: Database;
beforeAll(async () => {
  database = openDatabase(sharedStack().mongodbUri, `outbox-${randomUUID().slice(0, 8)}`);
  await createOutboxIndexes(database);
  await createEventIndexes(database);
});
afterAll(() => database.client.close());

const plant = (collection: string, document: object) =>
  database.db.collection(collection).insertOne(document as { _id?: never });
const event = { type: 'authorized', at: 1, reference: 'case-1', metadata: { desk: 7 }, data: { client_id: 'w' } };
const roundOf = (now: number, seconds: number): SweepRound => ({
  now,
  issuers: [{ issuer: 'short', rules: { events: seconds } }, { rules: { events: 1_000_000 } }] as never,
  rulesOf: () => ({}) as never,
  limit: 100,
  cursors: {},
  readingTime: 0,
  failed: new Set(),
  report: () => undefined,
  until: Number.MAX_SAFE_INTEGER,
});

it('a credential that is held comes after the others, and says how far its session is told', async () => {
  const view = { events: [{ seq: 1, type: 'credential_issued', at: 1 }], isOpen: true };
  await plant('sessions', { _id: 's', issuer: 'i', version: 3, offerId: 'o', relayed: 1, view, reference: 'case-1' });
  for (const id of ['a', 'b']) {
    const { set, push } = statusChangeMark('s', { status: 'revoked', at: 1, by: 'act' });
    const row = { _id: id, issuer: 'i', sessionId: 's', configurationId: 'pid', changedBy: 'act' };
    await plant('credentials', { ...row, ...set, unsent: [push.unsent] });
  }
  const load = (now = Date.now(), limit = 1) => loadDueCredentialsFromMongo(database)(shardOf('s'), now, limit);
  const [first] = await load();
  expect(first).toMatchObject({ reference: 'case-1', session: { events: view.events, relayed: 1, isOpen: true } });
  const later = Date.now() + 60_000;
  await deferCredentialInMongo(database)(first?.credentialId ?? '', later);
  const [second] = await load();
  expect(second?.credentialId).not.toBe(first?.credentialId);
  await settleCredentialInMongo(database)(second?.credentialId ?? '', 'act');
  expect(await load(Date.now(), 5)).toEqual([]);
  expect((await load(later, 5)).map((one) => one.credentialId)).toEqual([first?.credentialId]);
  const left = await database.db
    .collection<{ _id: string }>('credentials')
    .findOne({ _id: second?.credentialId ?? '' });
  expect(Object.keys(left ?? {})).not.toContain('outboxAt');
  expect(await loadUntoldSessionFromMongo(database)('s')).toMatchObject({ relayed: 1, isOpen: true, isMarked: false });
  expect(await loadUntoldSessionFromMongo(database)('none')).toBeUndefined();
});

it('events that were written behind an erasure’s back are redacted by the next sweep, wherever they are', async () => {
  await beginErasureInMongo(database)({ sessionId: 'gone', issuer: 'i', requestedAt: 1 });
  expect(await findErasedInMongo(database)(['gone', 'here'])).toEqual(new Set(['gone']));
  for (const sessionId of ['gone', 'here']) {
    await plant('events', { ...event, sessionId, issuer: 'i', position: sessionId === 'gone' ? 101 : 102 });
    for (const name of ['outbox', 'deliveries']) await plant(name, { event: { ...event, sessionId, issuer: 'i' } });
  }
  await createErasuresStep(database).sweep?.(roundOf(2, 10));
  const said = async (sessionId: string) => {
    const told = await database.db.collection('events').find({ sessionId }).toArray();
    const names = ['outbox', 'deliveries'].map((name) => database.db.collection(name));
    const carried = await Promise.all(names.map((one) => one.find({ 'event.sessionId': sessionId }).toArray()));
    return JSON.stringify([...told, ...carried.flat()]);
  };
  for (const word of ['case-1', 'desk', 'client_id']) {
    expect(await said('gone')).not.toContain(word);
    expect((await said('here')).split(word)).toHaveLength(4);
  }
});

it('each issuer’s retention trims its events and deliveries, and is noted for its readers only', async () => {
  const own = openDatabase(sharedStack().mongodbUri, `trims-${randomUUID().slice(0, 8)}`);
  try {
    const events = ['short', 'long', 'short', 'long'].map((issuer, nth) => ({ ...event, id: `e${nth}`, issuer }));
    await appendEventsInMongo(own)(events);
    const carrying = own.db.collection<{ _id: string }>('deliveries');
    for (const one of events) await carrying.insertOne({ _id: one.id, event: one } as never);
    const round = roundOf(100_000, 10);
    await createFeedStep(own).sweep?.(round);
    await createDeliveriesStep(own).sweep?.(round);
    const read = readFeedFromMongo(own);
    expect(await read({ after: 1, issuer: 'short', limit: 9 })).toMatchObject({ events: [], trimmedUpTo: 3 });
    const long = await read({ after: 1, issuer: 'long', limit: 9 });
    expect([long.events.map((one) => one.position), long.trimmedUpTo]).toEqual([[2, 4], 0]);
    expect((await read({ after: 1, limit: 9 })).trimmedUpTo).toBe(3);
    expect((await carrying.find().toArray()).map((one) => one._id)).toEqual(['e1', 'e3']);
  } finally {
    await own.client.close();
  }
});

it('secrets of an endpoint are replaced by whoever saw the last ones, and an endpoint is made once', async () => {
  const secrets = [{ sealed: new Uint8Array([1]), createdAt: 1 }];
  const endpoint = {
    id: 'wh',
    url: 'https://x',
    isEnabled: true,
    secrets,
    secretsVersion: 1,
    createdAt: 1,
    updatedAt: 1,
  };
  const insert = insertEndpointInMongo(database);
  expect([await insert(endpoint), await insert({ ...endpoint, url: 'https://y' })]).toEqual([true, false]);
  const replace = replaceSecretsInMongo(database);
  const change = { version: 1, secrets: [{ sealed: new Uint8Array([2]), createdAt: 2 }], updatedAt: 2 };
  expect([await replace('wh', change), await replace('wh', change)]).toEqual([true, false]);
  expect(await loadEndpointFromMongo(database)('wh')).toMatchObject({ url: 'https://x', secretsVersion: 2 });
});
