/** Lines of bulk jobs as the database keeps them: when they are due, and whom they are about. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBulkIndexes, createBulkStoreInMongo } from '../../../adapters/mongodb/bulk.js';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import {
  createBulkRowsStep,
  eraseBulkLinesInMongo,
  findBulkLinesInMongo,
} from '../../../adapters/mongodb/privacy/bulk-rows-step.js';
import { insertSessionInMongo, listSessionsFromMongo } from '../../../adapters/mongodb/session-records.js';
import { createLinesAbout } from '../../../api/bulk/lines-about.js';
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
  expect(await due(job, NOW + 501)).toEqual([1, 2, 4, 3, 5]);
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

it('lines about a person are shown to it and erased: by session, by subject, and by the reference of its one open session', async () => {
  const plain = (bytes: Uint8Array): Uint8Array => bytes;
  const open = (bytes: Uint8Array, context: string): Uint8Array => {
    expect(context).toMatch(/^bulk (content|result) about\.u\.\d$/);
    return bytes;
  };
  const asked = (n: number) => plain(Buffer.from(JSON.stringify({ key: `k${n}`, body: { n } })));
  const job = await addJob('about', [
    { subjectDigest: 'person', content: asked(1) },
    { sessionId: 's0', content: asked(2) },
    { referenceDigest: 'bulk-reference  ref', content: asked(3) },
    { referenceDigest: 'bulk-reference mine ref', content: asked(4) },
    { subjectDigest: 'other', content: asked(5) },
    { sessionId: 's0', state: 'done', result: plain(Buffer.from('{"key":"k6","session_id":"s0"}')) },
  ]);
  const about = createLinesAbout({
    digest: (...parts) => parts.join(' '),
    open,
    listSessions: listSessionsFromMongo(database),
    eraseBulkLines: eraseBulkLinesInMongo(database),
    findBulkLines: findBulkLinesInMongo(database),
  });
  const person = { sessions: [{ id: 's0', issuer: 'mine', reference: 'ref' }], subjectDigest: 'person' };
  const shown = await about.collect(person);
  expect(shown.map(({ line, key }) => [line, key]).sort()).toEqual([1, 2, 3, 4, 6].map((line) => [line, `k${line}`]));
  expect(shown.find(({ line }) => line === 1)).toMatchObject({ bulk_id: 'about', status: 'pending', asked: { n: 1 } });
  const another = { sessions: [{ id: 's9', issuer: 'mine', reference: 'ref' }] };
  expect(await about.collect(another)).toEqual([]);

  await createBulkRowsStep(database).erase?.('s0');
  await about.erase(person);
  const [first, , , , fifth] = await store.readRows(job, { after: 0, limit: 10 });
  expect(await store.settle(first as BulkRow, 'done', asked(1), 'made meanwhile')).toBe(false);
  expect(await store.settle(fifth as BulkRow, 'done', asked(5), 'theirs')).toBe(true);
  expect(await store.settle(fifth as BulkRow, 'done', asked(5), 'theirs')).toBe(true);
  const rows = await store.readRows(job, { after: 0, limit: 10 });
  const kept = rows.map(({ line, state, dueAt: _dueAt, job: _job, upload: _upload, ...rest }) => [
    line,
    state,
    Object.keys(rest).sort(),
  ]);
  const erased = (line: number, state = 'cancelled') => [line, state, ['isErased']];
  const other = [5, 'done', ['result', 'sessionId', 'subjectDigest']];
  expect(kept).toEqual([erased(1), erased(2), erased(3), erased(4), other, erased(6, 'done')]);
});
