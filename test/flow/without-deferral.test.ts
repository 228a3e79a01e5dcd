/** An issuer that lets no wallet wait. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AV } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { expectRefused } from '../support/expect-refused.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import { deferSession, redeemSession } from '../support/open-session.js';
import { type Stack, startStack } from '../support/stack.js';
import { newKey, send } from '../support/wallet.js';

let stack: Stack;
let issuersFile: string;
beforeAll(async () => {
  issuersFile = writeIssuersFile({ id: 'prompt', deferral: false }, { id: 'patient' });
  stack = await startStack({ issuersFile });
});
afterAll(() => stack?.stop());

const prompt = { more: { issuer: 'prompt' } };
const metadata = async (id: string) =>
  (await send(`${stack.publicUrl}/.well-known/openid-credential-issuer/${id}`)).body;

describe('DE-17 an issuer without deferral', () => {
  it('names no deferred credential endpoint, and has none', async () => {
    expect(await metadata('prompt')).not.toHaveProperty('deferred_credential_endpoint');
    expect(await metadata('patient')).toHaveProperty('deferred_credential_endpoint');
    const { wallet, tokens } = await redeemSession(stack, prompt);
    expect((await wallet.collect(tokens, 'any')).status).toBe(404);
  });

  it('refuses a request without claims, uses nothing up, and issues when they are there', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { ...prompt, supplied: [] });
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    const ask = () => wallet.authorized('/credential', tokens, request);
    expectRefused(await ask(), 400, 'credential_request_denied');
    await expect.poll(async () => (await backOffice.session(id)).problem?.reason).toBe('deferral_unavailable');
    expect((await backOffice.supply(id, AV, { age_over_18: true })).status).toBe(200);
    expect((await ask()).status).toBe(200);
  });

  it('still delivers to a wallet that was told to wait before', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, {
      more: { issuer: 'patient' },
    });
    const file = JSON.parse(readFileSync(issuersFile, 'utf8'));
    file.issuers[1].deferral = false;
    writeFileSync(issuersFile, JSON.stringify(file));
    await eventually(async () => expect(await metadata('patient')).not.toHaveProperty('deferred_credential_endpoint'));
    await backOffice.supply(id, AV, { age_over_18: true });
    expect((await wallet.collect(tokens, transactionId)).status).toBe(200);
  });
});
