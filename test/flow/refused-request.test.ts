/** A credential request that was refused once is not refused for ever. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { BackOffice } from '../support/back-office.js';
import { type BorrowedStack, borrowStack } from '../support/borrowed-stack.js';
import { AV } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import { shippedIssuer, writeIssuersFile } from '../support/issuers-file.js';
import { redeemSession } from '../support/open-session.js';
import { newKey } from '../support/wallet.js';

let stack: BorrowedStack;
let backOffice: BackOffice;

beforeAll(async () => {
  const av = shippedIssuer().credential_configurations[AV] as { claims_schema: { properties: object } };
  const properties = { ...av.claims_schema.properties, at: { type: 'string', format: 'date-time' } };
  const withTime = { ...av, claims_schema: { ...av.claims_schema, properties } };
  stack = await borrowStack(writeIssuersFile({ id: 'main', credential_configurations: { [AV]: withTime } }));
  backOffice = new BackOffice(stack);
});
afterAll(() => stack?.stop());

it('CR-14 a request refused for its claims is answered when they have been corrected, the same proof and all', async () => {
  const { id, wallet, tokens } = await redeemSession(stack, { supplied: [] });
  // A leap second: a date-time to the schema, and to nothing that writes one.
  expect((await backOffice.supply(id, AV, { age_over_18: true, at: '2016-12-31T23:59:60Z' })).status).toBe(200);
  const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
  const ask = () => wallet.authorized('/credential', tokens, request);
  expectRefused(await ask(), 400, 'credential_request_denied');
  expect((await backOffice.supply(id, AV, { age_over_18: true, at: '2016-12-31T23:59:59Z' })).status).toBe(200);
  const answer = await ask();
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
});
