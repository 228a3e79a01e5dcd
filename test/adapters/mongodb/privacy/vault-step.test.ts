/** Which stored claims a sweep takes away while their session lives. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../../adapters/mongodb/database.js';
import { createVaultStep } from '../../../../adapters/mongodb/privacy/vault-step.js';
import { storeClaimsInMongo } from '../../../../adapters/mongodb/vault.js';
import { findClaimsEnd } from '../../../../protocol/privacy/find-claims-end.js';
import { zRetention } from '../../../../protocol/privacy/z-retention.js';
import { sharedStack } from '../../../support/stack.js';

let database: Database;
beforeAll(() => {
  database = openDatabase(sharedStack().mongodbUri, `vault-${randomUUID().slice(0, 8)}`);
});
afterAll(() => database.client.close());

const now = Date.now();
const rules = zRetention.parse({ claims: 'on_issue' });
const round = () => ({
  now,
  issuers: [{ rules }],
  rulesOf: () => rules,
  limit: 100,
  cursors: {},
  readingTime: 0,
  failed: new Set<string>(),
  report: () => undefined,
  until: Number.POSITIVE_INFINITY,
});
const event = (seq: number, type: string, at: number) => ({ seq, type, at, details: { configuration: 'c' } });

async function storeSession(deliveredAt: number, claimsDigest: string, events: readonly object[]): Promise<string> {
  const sessionId = randomUUID();
  const issuances = [{ requestId: 'r', state: 'delivered', keys: 1, requestedAt: 1, wasDeferred: false, deliveredAt }];
  const deliverables = [{ configurationId: 'c', claims: 'released', claimsDigest, issuances }];
  const view = { sessionId, isOpen: true, deliverables, events };
  await database.sessions.insertOne({ _id: sessionId, issuer: 'i', version: 2, view } as never);
  return sessionId;
}
const store = (sessionId: string, digest: string) =>
  storeClaimsInMongo(database)({
    reference: `${sessionId}:${digest}`,
    sessionId,
    configurationId: 'c',
    digest,
    sealed: randomBytes(4),
  });
const left = async (sessionId: string) =>
  (await database.vault.find({ sessionId }).toArray()).map((one) => one.digest).sort();

it('EU-16 takes what was issued, and leaves the correction that was not', async () => {
  const delivered = now + 60_000;
  const events = [event(1, 'credential_issued', delivered), event(2, 'claims_corrected', delivered)];
  const id = await storeSession(delivered, 'corrected', events);
  await store(id, 'issued');
  await store(id, 'corrected');
  await createVaultStep(database, findClaimsEnd).sweep?.({ ...round(), now: delivered + 1 });
  expect(await left(id)).toEqual(['corrected']);
});

it('leaves claims that are stored and that the session has not been told of yet', async () => {
  const id = await storeSession(now - 1000, 'issued', [event(1, 'credential_issued', now - 1000)]);
  await store(id, 'to come');
  await createVaultStep(database, findClaimsEnd).sweep?.(round());
  expect(await left(id)).toEqual(['to come']);
});

it('goes through all of them once in a sweep, however long the sweep goes on with others', async () => {
  const step = createVaultStep(database, findClaimsEnd);
  const one = { ...round(), limit: 1, cursors: {} as Record<string, string> };
  let passes = 0;
  while (await step.sweep?.(one)) passes += 1;
  expect(passes).toBeGreaterThan(1);
  expect([one.cursors['claims:'], one.cursors['key:']]).toEqual(['walked', 'walked']);
  expect(await step.sweep?.(one)).toBe(false);
});

it('takes them once they were issued', async () => {
  const events = [event(1, 'claims_corrected', now), event(2, 'credential_issued', now + 60_000)];
  const id = await storeSession(now + 60_000, 'corrected', events);
  await store(id, 'corrected');
  await createVaultStep(database, findClaimsEnd).sweep?.({ ...round(), now: now + 60_001 });
  expect(await left(id)).toEqual([]);
});
