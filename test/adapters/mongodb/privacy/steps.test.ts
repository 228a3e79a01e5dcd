/** What is left of a person, and shown of others, when the steps have run. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../../adapters/mongodb/database.js';
import { createAuditStep } from '../../../../adapters/mongodb/privacy/access-steps.js';
import { createBulkActsStep } from '../../../../adapters/mongodb/privacy/bulk-acts-step.js';
import { forgetSubjectInMongo } from '../../../../adapters/mongodb/privacy/credentials-step.js';
import { createLogsStep } from '../../../../adapters/mongodb/privacy/logs-step.js';
import { createSessionsStep } from '../../../../adapters/mongodb/privacy/sessions-step.js';
import { zRetention } from '../../../../protocol/privacy/z-retention.js';
import { sharedStack } from '../../../support/stack.js';

let database: Database;
beforeAll(() => {
  database = openDatabase(sharedStack().mongodbUri, `steps-${randomUUID().slice(0, 8)}`);
});
afterAll(() => database.client.close());

const DAY = 86_400_000;
const now = Date.now();
const rules = zRetention.parse({});
const round = {
  now,
  issuers: [{ rules }],
  rulesOf: () => rules,
  limit: 100,
  cursors: {},
  readingTime: 0,
  failed: new Set<string>(),
  report: () => undefined,
  until: Number.POSITIVE_INFINITY,
};

it('an anonymised session keeps that it had a transaction code, and neither its description nor how claims were assured', async () => {
  const id = randomUUID();
  const offer = { renewal: 0, expiresAt: 1, keyId: 1, txCode: { length: 6, description: 'sent to Erika by post' } };
  const assurance = { level: 'high', method: 'passport of Erika', at: 1 };
  await database.sessions.insertOne({ _id: id, version: 3, offer, assurance, view: {} } as never);
  await createSessionsStep(database, (view) => view).anonymise?.(id);
  const left = await database.sessions.findOne({ _id: id });
  expect(JSON.stringify(left)).not.toContain('Erika');
  expect(left?.offer.txCode).toEqual({ length: 6 });
  expect(left?.assurance).toBeUndefined();
});

it('what is shown to the person names nobody of the back office, and no address', async () => {
  const act = { session: 's', act: 'claims.supply', caller: 'key:of-an-operator', address: '10.0.0.7', at: now };
  await database.db.collection<{ _id: string }>('audit').insertOne({ _id: 'row', ...act });
  const data = { configuration_id: 'c', caller: 'key:of-an-operator' };
  await database.logs.insertOne({ _id: 'log', sessionId: 's', message: 'Claims supplied', data } as never);
  const shown = [
    ...((await createAuditStep(database).collect?.(['s'])) ?? []),
    ...((await createLogsStep(database).collect?.(['s'])) ?? []),
  ];
  expect(shown).toMatchObject([
    { id: 'row', act: 'claims.supply' },
    { id: 'log', data: { configuration_id: 'c' } },
  ]);
  expect(JSON.stringify(shown)).not.toMatch(/of-an-operator|10\.0\.0\.7/);
});

it('an act on many credentials names its subject until it is done, is old, or the subject is erased; then nobody', async () => {
  const acts = database.db.collection<{ _id: string; [member: string]: unknown }>('bulk_acts');
  const act = (_id: string, state: string, startedAt: number, subjectDigest?: string) => ({
    _id,
    issuer: 'i',
    startedAt,
    progress: { state },
    selection: { issuer: 'i', ...(subjectDigest === undefined ? {} : { subjectDigest }) },
  });
  await acts.insertMany([
    act('done', 'done', now, 'digest-1'),
    act('running', 'running', now, 'digest-1'),
    act('stuck', 'running', now - 31 * DAY, 'digest-1'),
    act('erased', 'running', now, 'digest-2'),
    act('of all', 'done', now),
  ]);
  await createBulkActsStep(database).sweep?.(round);
  await forgetSubjectInMongo(database)({ issuer: 'i', subjectDigest: 'digest-2' });
  const left = await acts.find().sort({ _id: 1 }).toArray();
  const digests = left.map(({ _id, selection }) => [_id, (selection as { subjectDigest?: string }).subjectDigest]);
  expect(Object.fromEntries(digests)).toEqual({
    done: '',
    running: 'digest-1',
    stuck: '',
    erased: '',
    'of all': undefined,
  });
});
