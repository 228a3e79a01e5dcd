/** Which open records are held against their workflows. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../../adapters/mongodb/database.js';
import {
  closeRecordInMongo,
  findOverdueSessionsInMongo,
  findUntouchedSessionsInMongo,
} from '../../../../adapters/mongodb/privacy/lost-sessions.js';
import { sharedStack } from '../../../support/stack.js';

let database: Database;
beforeAll(() => {
  database = openDatabase(sharedStack().mongodbUri, `lost-${randomUUID().slice(0, 8)}`);
});
afterAll(() => database.client.close());

const insert = (_id: string, view: object, more: object = {}) =>
  database.sessions.insertOne({
    _id,
    version: 0,
    createdAt: new Date(1000),
    ...more,
    view: { isOpen: true, events: [], ...view },
  } as never);

it('those nothing was written of since they were made, in their order, none twice and none left out', async () => {
  const offer = { expiresAt: 9_000_000 };
  for (const id of ['u1', 'u2', 'u3']) await insert(id, { offer });
  await insert('u0', { offer }, { createdAt: new Date(2000) });
  await insert('touched', { offer }, { version: 1 });
  await insert('closed', { offer, isOpen: false });
  await insert('young', { offer }, { createdAt: new Date(5000) });
  const find = findUntouchedSessionsInMongo(database);
  const first = await find({ after: '', madeBefore: 3000, limit: 2 });
  const rest = await find({ after: first[1]?.place ?? '', madeBefore: 3000, limit: 10 });
  expect([...first, ...rest].map((one) => one.sessionId)).toEqual(['u1', 'u2', 'u3', 'u0']);
});

it('those whose offer, grant and waits have all ended', async () => {
  const offer = { expiresAt: 100 };
  await insert('all_over', { offer, grantEndsAt: 200, deliverables: [{ issuances: [{ deferredUntil: 300 }] }] });
  await insert('never_redeemed', { offer });
  await insert('has a grant', { offer, grantEndsAt: 600 });
  await insert('waits', { offer, deliverables: [{ issuances: [{ deferredUntil: 300 }, { deferredUntil: 600 }] }] });
  await insert('over and closed', { offer, isOpen: false });
  const find = findOverdueSessionsInMongo(database);
  const first = await find({ after: '', endedBefore: 500, limit: 1 });
  const rest = await find({ after: first[0]?.place ?? '', endedBefore: 500, limit: 10 });
  expect([...first, ...rest].map((one) => one.sessionId)).toEqual(['all_over', 'never_redeemed']);
});

it('are closed for good, told of, and by no repeat started again; not when they were written meanwhile', async () => {
  await insert('c', { status: 'offer_created' }, { version: 2, start: { sessionId: 'c' } });
  const problems = [{ reason: 'session_lost', endpoint: 'workflow', at: 5 }];
  const view = { sessionId: 'c', isOpen: false, status: 'expired', events: [{}, {}], problems } as never;
  await closeRecordInMongo(database)('c', 1, view);
  expect(await database.sessions.findOne({ _id: 'c' })).toMatchObject({ version: 2, view: { isOpen: true } });
  await closeRecordInMongo(database)('c', 2, view);
  const closed = await database.sessions.findOne({ _id: 'c' });
  expect(closed).toMatchObject({ version: 3, view: { isOpen: false }, outbox: { confirmed: 2 } });
  expect(closed).toMatchObject({ trouble: { reason: 'session_lost', retryable: false } });
  expect(closed?.start).toBeUndefined();
});
