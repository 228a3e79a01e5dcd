/** Lines of bulk jobs as the database keeps them: when they are due, and whom they are about. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBulkIndexes, createBulkStoreInMongo } from '../../../adapters/mongodb/bulk.js';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import { insertSessionInMongo, listSessionsFromMongo } from '../../../adapters/mongodb/session-records.js';
import type { BulkJob, BulkRow, BulkStore } from '../../../ports/bulk.js';
import type { SessionRecord } from '../../../ports/session-records.js';
import { sharedStack } from '../../support/stack.js';

const NOW = Date.now();
let database: Database;
let store: BulkStore;
beforeAll(async () => {
  database = openDatabase(sharedStack().mongodbUri, `bulk_${process.pid}`);
  await createBulkIndexes(database);
  store = createBulkStoreInMongo(database);
});
afterAll(async () => {
  await database.db.dropDatabase();
  await database.client.close();
});

async function addJob(id: string, rows: readonly Partial<BulkRow>[]): Promise<BulkJob> {
  const job = { id, upload: 'u', kind: 'claims', state: 'receiving', caller: { id: 'key:1', scopes: [] } } as const;
  const whole = { ...job, requestId: 'r', address: 'a', createdAt: NOW, expiresAt: NOW + 60_000 };
  await store.open(whole);
  const named = rows.map((row, index) => ({
    job: id,
    upload: 'u',
    line: index + 1,
    state: 'pending' as const,
    ...row,
  }));
  await store.addRows(named, NOW + 60_000);
  await store.begin(id, 'u', { uploadDigest: 'd', total: rows.length, at: NOW });
  return whole;
}
const due = async (job: BulkJob, at: number) => (await store.readDue(job, at, 10)).map(({ line }) => line);

it('a line that is put off takes those behind it about its session along, in their order, and no other', async () => {
  const [same, other] = [{ referenceDigest: 'same' }, { referenceDigest: 'other' }];
  const job = await addJob('order', [same, other, same, {}, same]);
  const [, , third] = await store.readDue(job, NOW, 10);
  await store.postpone(third as BulkRow, { tries: 1, faults: 0, troubledSince: NOW, dueAt: NOW + 500 });
  expect(await due(job, NOW)).toEqual([1, 2, 4]);
  expect(await due(job, NOW + 500)).toEqual([1, 2, 4, 3, 5]);
  expect((await store.readRows(job, { after: 4, limit: 1 }))[0]).toMatchObject({ troubledSince: NOW });
});

it('a job of which no line is due rests until one is', async () => {
  const job = await addJob('rest', [{}]);
  const lease = async (at: number) => (await store.lease('me', at, at + 1))?.id;
  await database.db.collection('bulk_jobs').deleteMany({ _id: { $ne: job.id as never } });
  expect(await lease(NOW)).toBe('rest');
  await store.release(job.id, 'me', NOW + 900);
  expect([await lease(NOW + 899), await lease(NOW + 900)]).toEqual([undefined, 'rest']);
});

it('the open session of a reference is found behind any number of closed ones', async () => {
  for (const [nth, isOpen] of [true, false, false].entries()) {
    const record = { id: `s${nth}`, offerId: `o${nth}`, reference: 'ref', view: { createdAt: NOW + nth, isOpen } };
    await insertSessionInMongo(database)(record as SessionRecord, { dataKey: new Uint8Array(1), claims: [] });
  }
  const found = await listSessionsFromMongo(database)({ reference: 'ref', isOpen: true, limit: 2 });
  expect(found.map(({ id }) => id)).toEqual(['s0']);
});
