/** Sealed responses: one stands for a request, and what was given up or destroyed does not come back. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIndexes, type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import { insertSessionInMongo, projectSessionInMongo } from '../../../adapters/mongodb/session-records.js';
import { claimsDocument, loadResponseFromMongo, storeDeliveryInMongo } from '../../../adapters/mongodb/vault.js';
import type { SessionRecord } from '../../../ports/session-records.js';
import type { SessionProjection } from '../../../protocol/session-view.js';
import { sharedStack } from '../../support/stack.js';

let database: Database;
beforeAll(async () => {
  database = openDatabase(sharedStack().mongodbUri, `responses-${randomUUID().slice(0, 8)}`);
  await createIndexes(database);
});
afterAll(() => database.client.close());

const LONG = Date.now() + 3_600_000;

async function newSession() {
  const sessionId = randomUUID();
  const record = { id: sessionId, offerId: randomUUID(), publicKey: randomBytes(4), view: { createdAt: 1 } };
  await insertSessionInMongo(database)(record as unknown as SessionRecord, { dataKey: randomBytes(4), claims: [] });
  const projectionOf = (version: number, more: Partial<SessionProjection> = {}): SessionProjection =>
    ({ version, view: { sessionId }, forget: [], confirmed: 0, ...more }) as unknown as SessionProjection;
  return {
    sessionId,
    project: (version: number, more?: Partial<SessionProjection>) =>
      projectSessionInMongo(database)(projectionOf(version, more)),
    store: (version: number, name: string) =>
      storeDeliveryInMongo(database)({
        sessionId,
        requestId: 'request',
        sealed: Buffer.from(name),
        redeliverUntil: LONG,
        projection: projectionOf(version),
      }),
    response: async () => {
      const sealed = await loadResponseFromMongo(database)(sessionId, 'request', Date.now());
      return sealed === undefined ? undefined : Buffer.from(sealed).toString();
    },
  };
}

it('DE-07 that may be read once is had by one of several who read at once, and by nobody afterwards', async () => {
  const session = await newSession();
  await session.store(10, 'first');
  const take = () => loadResponseFromMongo(database)(session.sessionId, 'request', Date.now(), { once: true });
  const taken = await Promise.all([take(), take(), take()]);
  expect(taken.filter((one) => one !== undefined)).toHaveLength(1);
  expect(await session.response()).toBeUndefined();
  await session.store(10, 'a second run of the same attempt');
  expect(await session.response()).toBeUndefined();
});

it('of two runs of one attempt the first stands', async () => {
  const session = await newSession();
  await session.store(10, 'first');
  await session.store(10, 'second');
  expect(await session.response()).toBe('first');
});

it('that is overtaken by another write is stored all the same', async () => {
  const session = await newSession();
  await session.project(11);
  await session.store(10, 'first');
  expect(await session.response()).toBe('first');
});

it('of an attempt that was given up does not stand in the way of the next one, however late it comes', async () => {
  const before = await newSession();
  await before.project(11, { forget: ['request'] });
  await before.store(10, 'of dataset A');
  expect(await before.response()).toBeUndefined();
  await before.store(12, 'of dataset B');
  expect(await before.response()).toBe('of dataset B');
  const after = await newSession();
  await after.project(11, { forget: ['request'] });
  await after.store(12, 'of dataset B');
  await after.store(10, 'of dataset A');
  expect(await after.response()).toBe('of dataset B');
});

it('that was stored by an attempt nobody knows to have failed gives way to the next one', async () => {
  const session = await newSession();
  await session.store(10, 'of dataset A');
  await session.store(12, 'of dataset B');
  expect(await session.response()).toBe('of dataset B');
});

it('that was destroyed is not stored again by a run that comes late', async () => {
  const session = await newSession();
  await session.store(10, 'first');
  await session.project(11, { forget: ['request'] });
  await session.store(10, 'second');
  expect(await session.response()).toBeUndefined();
  expect(JSON.stringify(await database.sessions.findOne({ _id: session.sessionId }))).not.toContain('sealed');
});

it('claims that were replaced go with the write that says so, and only those of the session', async () => {
  const [session, other] = [await newSession(), await newSession()];
  const claims = (sessionId: string, reference: string) =>
    claimsDocument({ reference, sessionId, configurationId: 'any', digest: 'any', sealed: randomBytes(4) });
  const [old, present, foreign] = [randomUUID(), randomUUID(), randomUUID()] as const;
  await database.vault.insertMany([
    claims(session.sessionId, old),
    claims(session.sessionId, present),
    claims(other.sessionId, foreign),
  ]);
  await session.project(11, { forgetClaims: [old, foreign] });
  const left = await database.vault
    .find({ _id: { $in: [old, present, foreign].map((one) => `claims:${one}`) } })
    .toArray();
  expect(left.map((one) => one._id).sort()).toEqual([`claims:${present}`, `claims:${foreign}`].sort());
});
