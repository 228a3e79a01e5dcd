/** Two issuers of one installation, alike but for their ids: nothing of the one is of any use at the other. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackOffice } from '../support/back-office.js';
import { type BorrowedStack, borrowStack } from '../support/borrowed-stack.js';
import { AV, datasetsOf } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import { statusOfCredential } from '../support/issued-credential.js';
import { shippedIssuer, writeIssuersFile } from '../support/issuers-file.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import { newKey, send } from '../support/wallet.js';
import { Browser, CodeWallet, issuerStateOf, REDIRECT_URI, readRedirect } from '../support/wallet-authcode.js';

let stack: BorrowedStack;
let backOffice: BackOffice;

beforeAll(async () => {
  const { [AV]: av } = shippedIssuer().credential_configurations;
  const alike = {
    credential_configurations: { [AV]: { ...av, status: {} } },
    clients: [{ client_id: 'wallet-app', client_name: 'Test Wallet', redirect_uris: [REDIRECT_URI] }],
    authorization_code: { enabled: true },
    dpop_nonces: 'required',
    status_lists: { size: 1024 },
  };
  stack = await borrowStack(writeIssuersFile({ id: 'a', ...alike }, { id: 'b', ...alike }));
  backOffice = new BackOffice(stack);
});
afterAll(() => stack?.stop());

const at = (issuer: string, more: Record<string, unknown> = {}) => ({ more: { issuer, ...more } });
const addressOf = (issuer: string) => `${stack.publicUrl}/${issuer}`;

async function offerCode(issuer: string) {
  const created = await backOffice.create({
    credential_configuration_ids: [AV],
    claims: datasetsOf(AV),
    grants: { authorization_code: true },
    issuer,
  });
  return { wallet: new CodeWallet(addressOf(issuer)), issuer_state: issuerStateOf(created.credential_offer) };
}

describe('what was given by one issuer is refused by the other', () => {
  it('a transaction, with a token of the other', async () => {
    const { wallet, tokens, transactionId } = await deferSession(stack, at('a'));
    const other = await redeemSession(stack, at('b'));
    expectRefused(await other.wallet.collect(other.tokens, transactionId), 400, 'invalid_transaction_id');
    expect((await wallet.collect(tokens, transactionId)).status).toBe(202);
  });

  it('a notification, with a token of the other', async () => {
    const one = await redeemSession(stack, at('a'));
    const { body } = await one.wallet.requestCredential(one.tokens, AV);
    const other = await redeemSession(stack, at('b'));
    const id = body.notification_id ?? '';
    expectRefused(await other.wallet.notify(other.tokens, id), 400, 'invalid_notification_id');
    expect((await one.wallet.notify(one.tokens, id)).status).toBe(204);
  });

  it('a credential identifier, with a token of the other', async () => {
    const details = [{ type: 'openid_credential', credential_configuration_id: AV }];
    const asking = async (issuer: string) => {
      const { wallet, offer } = await openSession(stack, at(issuer));
      const tokens = await wallet.redeem(offer, { authorization_details: JSON.stringify(details) });
      return { wallet, tokens, identifier: tokens.authorization_details?.[0]?.credential_identifiers[0] };
    };
    const [one, other] = [await asking('a'), await asking('b')];
    expect(one.identifier).toMatch(/^[\w-]{40,}$/);
    const ask = async (credential_identifier: string | undefined) => {
      const jwt = [await other.wallet.proof(await newKey(), await other.wallet.nonce())];
      return other.wallet.authorized('/credential', other.tokens, { credential_identifier, proofs: { jwt } });
    };
    expectRefused(await ask(one.identifier), 400, 'unknown_credential_identifier');
    expect((await ask(other.identifier)).status).toBe(200);
  });

  it('an issuer_state, a pushed request and an authorization code', async () => {
    const { wallet, issuer_state } = await offerCode('a');
    const stranger = new CodeWallet(addressOf('b'));
    const refused = await stranger.push({ issuer_state });
    expect(refused.status).toBe(400);
    const pushed = await wallet.push({ issuer_state });
    expect(pushed.status).toBe(201);
    const page = await fetch(stranger.authorizeUrl(pushed.body.request_uri));
    expect(page.status).toBe(400);
    const browser = new Browser();
    await browser.open(wallet.authorizeUrl(pushed.body.request_uri));
    const { code = '' } = readRedirect(await browser.decide('allow'));
    const redeeming = { code_verifier: wallet.verifier, redirect_uri: REDIRECT_URI, client_id: 'wallet-app' };
    const atOther = await stranger.token({ grant_type: 'authorization_code', code, ...redeeming });
    expectRefused(atOther, 400, 'invalid_grant');
    expect((await wallet.redeemCode(code)).status).toBe(200);
  });

  it('a DPoP nonce', async () => {
    const nonceOf = async (issuer: string) =>
      (await send(`${addressOf(issuer)}/nonce`, { method: 'POST' })).headers.get('dpop-nonce') ?? '';
    const { wallet } = await offerCode('b');
    const bound = new CodeWallet(wallet.issuer, { dpop: await newKey() });
    const ask = async (nonce: string) => {
      const proof = await bound.dpopHeader('POST', `${bound.issuer}/par`, undefined, {
        claims: { nonce, jti: randomUUID() },
      });
      const { issuer_state } = await offerCode('b');
      const body = new URLSearchParams((await bound.request({ issuer_state })) as Record<string, string>).toString();
      return bound.pushForm(body, proof);
    };
    expectRefused(await ask(await nonceOf('a')), 400, 'use_dpop_nonce');
    expect((await ask(await nonceOf('b'))).status).toBe(201);
  });
});

describe('what the registry keeps of one issuer', () => {
  async function issued(issuer: string) {
    const { wallet, tokens, id } = await redeemSession(stack, at(issuer, { subject_id: 'person-1' }));
    const { body } = await wallet.requestCredential(tokens, AV);
    return { id, status: statusOfCredential(body.credentials?.[0]?.credential ?? '') };
  }
  const stateOf = async (id: string) =>
    (await backOffice.get<{ credentials: { status: string }[] }>(`/sessions/${id}/credentials`)).credentials.map(
      (one) => one.status,
    );

  it('ST-09 is on lists of its own, found at no other address', async () => {
    const [one, other] = [await issued('a'), await issued('b')];
    expect(one.status?.uri).not.toBe(other.status?.uri);
    const { pathname } = new URL(one.status?.uri ?? '');
    expect((await fetch(stack.publicUrl + pathname)).status).toBe(200);
    expect((await fetch(stack.publicUrl + pathname.replace('/a/', '/b/'))).status).toBe(404);
    const { body } = await send<{ status_lists: string[] }>(`${addressOf('b')}/status_lists`);
    expect(body.status_lists).not.toContain(one.status?.uri);
  });

  it('is not touched when a person is revoked at the other', async () => {
    const [one, other] = [await issued('a'), await issued('b')];
    const revoke = { subject_id: 'person-1', issuer: 'b' };
    expect((await backOffice.call('POST', '/credentials/revoke', revoke)).status).toBe(200);
    expect([await stateOf(one.id), await stateOf(other.id)]).toEqual([['valid'], ['revoked']]);
  });
});

it('an idempotency key names one session for each issuer', async () => {
  const create = (issuer: string) =>
    backOffice.create({ credential_configuration_ids: [AV], issuer }, { 'idempotency-key': 'the-same' });
  const [one, again, other] = [await create('a'), await create('a'), await create('b')];
  expect(again.session_id).toBe(one.session_id);
  expect(other.session_id).not.toBe(one.session_id);
  expect(other.credential_offer.credential_issuer).toBe(addressOf('b'));
});
