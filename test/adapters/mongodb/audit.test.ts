/** The audit record in a real database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendAuditInMongo, createAuditIndexes, listAuditFromMongo } from '../../../adapters/mongodb/audit.js';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import type { AuditRow } from '../../../ports/audit.js';
import { sharedStack } from '../../support/stack.js';

let database: Database;
beforeAll(async () => {
  database = openDatabase(sharedStack().mongodbUri, `audit-${randomUUID().slice(0, 8)}`);
  await createAuditIndexes(database);
  const append = appendAuditInMongo(database);
  const acts = ['claims.supply', 'inbox.claim', 'claims.deny', 'inbox.claim'];
  for (const [nth, act] of acts.entries())
    for (const session of ['s', 'other'])
      await append({ id: `0${nth}${session}`, at: nth, session, act, issuer: 'a', object: 'wh_1' } as AuditRow);
});
afterAll(() => database.client.close());

const idsOf = async (query: object) =>
  (await listAuditFromMongo(database)({ session: 's', limit: 3, ...query })).map((one) => one.id);

it('is read from its beginning, or from its end', async () => {
  expect(await idsOf({})).toEqual(['00s', '01s', '02s']);
  expect(await idsOf({ order: 'newest' })).toEqual(['03s', '02s', '01s']);
});

it('is read by act, and from where one stopped', async () => {
  expect(await idsOf({ acts: ['claims.supply', 'claims.deny'], order: 'newest' })).toEqual(['02s', '00s']);
  expect(await idsOf({ after: '01s', issuer: 'a' })).toEqual(['02s', '03s']);
});

it('has what an act was about', async () => {
  const [row] = await listAuditFromMongo(database)({ session: 's', limit: 1 });
  expect(row).toMatchObject({ act: 'claims.supply', object: 'wh_1' });
});
