/** When issuer metadata is signed anew, as the worker and the database decide it between them. */
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import { loadSignedMetadataFromMongo } from '../../../adapters/mongodb/signed-metadata.js';
import { createMetadataSigning } from '../../../worker/signed-metadata.js';
import { createTestPki, ISSUER, loadShippedIssuers } from '../../credentials/fixtures.js';
import { sharedStack } from '../../support/stack.js';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-22T10:00:00Z');

let database: Database;
beforeAll(() => {
  database = openDatabase(sharedStack().mongodbUri, `signed-${randomUUID().slice(0, 8)}`);
});
afterAll(async () => {
  await database.db.dropDatabase();
  await database.client.close();
});

it('SM-05 issuer metadata is signed once in half its life, and then anew', async () => {
  const { signer } = await createTestPki(new Date(START));
  const issuer = { ...(await loadShippedIssuers()).issuers[0]!, signed_metadata: true };
  let time = START;
  const task = createMetadataSigning(database, () => [{ identifier: ISSUER, issuer }], {
    signerFor: () => signer,
    now: () => new Date(time),
  });
  /** What is served after the worker has looked what is due, `hours` after the start. */
  const servedAfter = async (hours: number): Promise<string> => {
    time = START + hours * HOUR;
    for (const id of await task.claim()) await task.sign(id);
    return (await loadSignedMetadataFromMongo(database)(issuer.id)) ?? '';
  };
  const first = await servedAfter(0);
  expect([await servedAfter(1), await servedAfter(11.9)]).toEqual([first, first]);
  const second = await servedAfter(12);
  const [before, after] = [decodeJwt(first), decodeJwt(second)];
  expect((after.iat ?? 0) - (before.iat ?? 0)).toBe((12 * HOUR) / 1000);
  expect(before.exp).toBeGreaterThan(after.iat ?? 0);
  expect(await servedAfter(13)).toBe(second);
});
