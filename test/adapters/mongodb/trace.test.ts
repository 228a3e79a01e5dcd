import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import { appendTraceInMongo, listLogsFromMongo } from '../../../adapters/mongodb/trace.js';
import type { ListLogs, LogRecord } from '../../../ports/trace.js';
import { sharedStack } from '../../support/stack.js';

let database: Database;
beforeAll(async () => {
  database = openDatabase(sharedStack().mongodbUri, `trace-${randomUUID().slice(0, 8)}`);
  const record = (id: string, of: Partial<LogRecord>): LogRecord => ({
    id,
    at: 1,
    level: 'info',
    endpoint: '/token',
    message: id,
    ...of,
  });
  const records = [
    record('1', { issuer: 'a', sessionId: 's' }),
    record('2', { sessionId: 's' }),
    record('3', { issuer: 'b', sessionId: 's' }),
    record('4', { issuer: 'a', sessionId: 'other' }),
    record('5', { issuer: 'a' }),
    record('6', { issuer: 'b' }),
  ];
  await appendTraceInMongo(database, () => 1)({ records, polls: [], counters: [] });
});
afterAll(() => database.client.close());

const idsOf = async (query: Omit<Parameters<ListLogs>[0], 'limit'>) =>
  (await listLogsFromMongo(database)({ ...query, limit: 10 })).map((one) => one.id);

it('the log of a session is all of it, whoever asks on behalf of which issuer', async () => {
  expect(await idsOf({ sessionId: 's' })).toEqual(['3', '2', '1']);
  expect(await idsOf({ sessionId: 's', issuer: 'a' })).toEqual(['3', '2', '1']);
});

it('the log of an issuer is what belongs to no session', async () => {
  expect(await idsOf({ issuer: 'a' })).toEqual(['5']);
});
