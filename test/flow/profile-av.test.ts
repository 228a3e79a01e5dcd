/** Profile av with the example configuration: a whole age verification, as the annex's examples and the EU application ask. */

import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Created } from '../support/back-office.js';
import { BackOffice } from '../support/back-office.js';
import { type BorrowedStack, borrowStack } from '../support/borrowed-stack.js';
import { eventually } from '../support/eventually.js';
import { exampleFile } from '../support/example-file.js';
import { expectRefused } from '../support/expect-refused.js';
import { readMdoc } from '../support/read-mdoc.js';
import type { CredentialAnswer, Tokens } from '../support/wallet.js';
import { newKey, send, Wallet } from '../support/wallet.js';
import { pemOf, WalletInstance, WalletProvider } from '../support/wallet-attestation.js';
import { AttestedWallet } from '../support/wallet-attested.js';
import { Browser, formOf, issuerStateOf, readRedirect } from '../support/wallet-authcode.js';

const ID = 'proof_of_age';
const ADULT = { [ID]: { age_over_18: true } };
const verifiedNow = () => ({ level: 'substantial', method: 'national-eid', verified_at: new Date().toISOString() });
const form = { 'content-type': 'application/x-www-form-urlencoded' };

let stack: BorrowedStack;
let backOffice: BackOffice;
let provider: WalletProvider;
beforeAll(async () => {
  provider = await WalletProvider.create();
  const issuersFile = exampleFile(
    'av',
    {},
    {
      id: 'attested',
      path: '/attested',
      client_authentication: ['none', 'attest_jwt_client_auth'],
      attestation_challenges: 'optional',
      trust_anchors: { wallet_attestation: [pemOf(provider.root)], key_attestation: [] },
    },
  );
  stack = await borrowStack(issuersFile);
  backOffice = new BackOffice(stack);
});
afterAll(() => stack?.stop());

const create = (more: object = {}): Promise<Created> =>
  backOffice.create({ credential_configuration_ids: [ID], claims: ADULT, assurance: verifiedNow(), ...more });

/** The authorization of the annex's example: no push, no state, no client_id with the code. */
async function authorized(issuer: string, more: Record<string, string>, wallet = new Wallet(issuer)) {
  const verifier = randomBytes(32).toString('base64url');
  const query = formOf({
    response_type: 'code',
    scope: ID,
    client_id: 's6BhdRkqt3',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    redirect_uri: 'av://callback',
    ...more,
  });
  const browser = new Browser();
  const page = await browser.open(`${issuer}/authorize?${query}`);
  await browser.open(page.headers.get('location') ?? '');
  const redirect = readRedirect(await browser.decide('allow'));
  const grant = { grant_type: 'authorization_code', code: redirect['code'] ?? '', code_verifier: verifier };
  return { redirect, answer: await wallet.token({ ...grant, redirect_uri: more['redirect_uri'] ?? 'av://callback' }) };
}

/** A credential request of the annex's example: proofs, and nothing that says what for. */
async function requested(wallet: Wallet, tokens: Tokens, count: number) {
  const nonce = await wallet.nonce();
  const keys = await Promise.all(Array.from({ length: count }, () => newKey()));
  const jwt = await Promise.all(keys.map((key) => wallet.proof(key, nonce)));
  return wallet.authorized<CredentialAnswer>('/credential', tokens, { proofs: { jwt } });
}

describe('an age verification', { timeout: 60_000 }, () => {
  it('AV-02 AV-03 AV-04 AV-05 AV-06 AV-09 AV-11 AMB-40 is issued thirty times over the pre-authorized code', async () => {
    const created = await create();
    expect(created.credential_offer_deep_link).toMatch(/^av:\/\/\?credential_offer_uri=https?%3A/);
    const offer = await new Wallet(stack.publicUrl).fetchOffer(created.credential_offer_uri);
    expect(offer.credential_configuration_ids).toEqual([ID]);
    const wallet = new Wallet(offer.credential_issuer);
    const tokens = await wallet.redeem(offer, { scope: ID });
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
    expect(tokens).not.toHaveProperty('refresh_token');
    const { status, body } = await requested(wallet, tokens, 30);
    expect([status, body.credentials?.length]).toEqual([200, 30]);
    const logs = await eventually(async () => {
      const found = (await backOffice.logs(created.session_id)).map((one) => one.message);
      if (!found.includes('Credentials issued')) throw new Error('Not logged yet');
      return found;
    });
    expect(logs).toContain('The request names no credential; the one its token covers is meant');
  });

  it('AV-01 AV-07 AV-09 says an age and nothing else, in whole days, without a status', async () => {
    const created = await create();
    const wallet = new Wallet(stack.publicUrl);
    const { body } = await requested(wallet, await wallet.redeem(created.credential_offer), 2);
    const [one, other] = (body.credentials ?? []).map(({ credential }) => readMdoc(credential));
    expect(one?.docType).toBe('eu.europa.ec.av.1');
    expect(one?.elements).toEqual({ 'eu.europa.ec.av.1': { age_over_18: true } });
    expect(one?.status).toBeUndefined();
    for (const time of Object.values(one?.validity ?? {})) expect(time).toMatch(/T00:00:00Z$/);
    const { validFrom = '', validUntil = '' } = one?.validity ?? {};
    expect((Date.parse(validUntil) - Date.parse(validFrom)) / 86_400_000).toBeLessThanOrEqual(90);
    expect(other?.validity).toEqual(one?.validity);
  });

  it('AV-03 AV-04 AV-10 AV-11 is issued over the authorization code, unpushed, its client named once', async () => {
    const created = await create({ grants: { authorization_code: true } });
    const issuer_state = issuerStateOf(created.credential_offer);
    const { redirect, answer } = await authorized(stack.publicUrl, { issuer_state });
    expect(redirect['']).toBe('av://callback');
    expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: ID } });
    const { status } = await requested(new Wallet(stack.publicUrl), answer.body, 1);
    expect(status).toBe(200);
  });

  it('AV-10 takes a pushed request all the same', async () => {
    const { credential_offer: offer } = await create({ grants: { authorization_code: true } });
    const challenge = createHash('sha256').update('v'.repeat(43)).digest('base64url');
    const body = formOf({
      response_type: 'code',
      scope: ID,
      client_id: 'app',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      redirect_uri: 'av://callback',
      issuer_state: issuerStateOf(offer),
    });
    expect((await send(`${stack.publicUrl}/par`, { method: 'POST', headers: form, body })).status).toBe(201);
  });

  it('AV-08 lets nobody answer elsewhere than at the applications it lists', async () => {
    const query = formOf({ response_type: 'code', scope: ID, client_id: 'a', redirect_uri: 'av://elsewhere' });
    const page = await new Browser().open(`${stack.publicUrl}/authorize?${query}`);
    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
  });

  it('AV-11 refuses what could mean two things, and still says what is missing to wallets of drafts', async () => {
    const created = await create();
    const wallet = new Wallet(stack.publicUrl);
    const tokens = await wallet.redeem(created.credential_offer);
    const proofs = { jwt: [await wallet.proof(await newKey(), await wallet.nonce())] };
    const ask = (body: object) => wallet.authorized('/credential', tokens, body);
    expectRefused(await ask({ proofs, format: 'mso_mdoc' }), 400, 'invalid_credential_request');
    expectRefused(await ask({ proofs, credential_configuration_id: 'other' }), 400, 'unknown_credential_configuration');
    expect((await ask({ proofs })).status).toBe(200);
  });

  it('AV-03 AV-11 serves the EU application: attested, bound by DPoP, unpushed, with a prompt', async () => {
    const created = await create({ issuer: 'attested', grants: { authorization_code: true } });
    const issuer = created.credential_offer.credential_issuer;
    const instance = await WalletInstance.create();
    const app = new AttestedWallet(issuer, provider, {
      clientId: 'https://wallet.example/type',
      dpop: await newKey(),
      instance,
    });
    const more = {
      client_id: 'https://wallet.example/type',
      redirect_uri: 'eudi-openid4ci://authorize',
      issuer_state: issuerStateOf(created.credential_offer),
      prompt: 'login',
      state: 'of-the-app',
    };
    const { redirect, answer } = await authorized(issuer, more, app);
    expect(redirect['state']).toBe('of-the-app');
    expect(answer).toMatchObject({ status: 200, body: { token_type: 'DPoP' } });
    const request = await app.credentialRequest(answer.body, ID, [await newKey(), await newKey()]);
    const { status, body } = await app.credential(answer.body, request);
    expect([status, body.credentials?.length]).toEqual([200, 2]);
  });
});

describe('how age was verified', { timeout: 60_000 }, () => {
  it('AV-08 has to be said with the claims', async () => {
    const body = { credential_configuration_ids: [ID], claims: ADULT };
    expect(await backOffice.call('POST', '/sessions', body)).toMatchObject({
      status: 422,
      body: { error: 'assurance_required', reason: 'assurance_missing' },
    });
    const old = { ...verifiedNow(), verified_at: new Date(Date.now() - 91 * 86_400_000).toISOString() };
    expect(await backOffice.call('POST', '/sessions', { ...body, assurance: old })).toMatchObject({
      status: 422,
      body: { reason: 'assurance_unusable' },
    });
  });

  it('AV-08 AV-12 can be said later, before the claims, and is no place for evidence', async () => {
    const { session_id: id, credential_offer } = await create({ claims: {}, assurance: undefined });
    const wallet = new Wallet(stack.publicUrl);
    const tokens = await wallet.redeem(credential_offer);
    const { body: pending } = await requested(wallet, tokens, 1);
    expect((await backOffice.supply(id, ID, ADULT[ID])).body.reason).toBe('assurance_missing');
    const stored = { session_id: id, credential_configuration_id: ID, claims: ADULT[ID] };
    expect((await backOffice.call('POST', '/claims', stored)).body.reason).toBe('assurance_missing');
    const evidence = { ...verifiedNow(), passport_number: 'P1234567' };
    expect((await backOffice.call('PUT', `/sessions/${id}/assurance`, evidence)).status).toBe(400);
    expect((await backOffice.call('PUT', `/sessions/${id}/assurance`, { ...verifiedNow(), level: 'low' })).status).toBe(
      400,
    );
    expect((await backOffice.call('PUT', `/sessions/${id}/assurance`, verifiedNow())).status).toBe(204);
    expect((await backOffice.supply(id, ID, ADULT[ID])).body.outcome).toBe('supplied');
    expect(await backOffice.get(`/sessions/${id}`)).toMatchObject({
      assurance: { level: 'substantial', method: 'national-eid' },
    });
    expect((await wallet.collect(tokens, pending.transaction_id ?? '')).status).toBe(200);
  });

  it('AV-01 takes no other attribute', async () => {
    const claims = { [ID]: { age_over_18: true, issuing_country: 'UT' } };
    const body = { credential_configuration_ids: [ID], claims, assurance: verifiedNow() };
    expect((await backOffice.call('POST', '/sessions', body)).status).toBe(422);
  });
});
