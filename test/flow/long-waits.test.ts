/** Days and weeks between a wallet's request and its credential, over the real handlers: minutes of it are skipped time. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AV, DATASETS } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import type { SkippingStack } from '../support/stack-skipping-time.js';
import { startStackSkippingTime } from '../support/stack-skipping-time.js';
import type { Tokens } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, Wallet } from '../support/wallet.js';
import { WalletProvider } from '../support/wallet-attestation.js';
import { AttestedWallet } from '../support/wallet-attested.js';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

let stack: SkippingStack;
beforeAll(async () => {
  const issuer = { id: 'patient', path: '', lifetimes: { deferral_limit: 90 * DAY, redelivery_window: 60 } };
  const strict = { id: 'strict', dpop_nonces: 'required', lifetimes: { dpop_access_token: HOUR } };
  stack = await startStackSkippingTime(writeIssuersFile(issuer, strict));
});
afterAll(() => stack?.stop());

type Deferred = Awaited<ReturnType<typeof deferSession>>;

const supply = async ({ backOffice, id }: Deferred) =>
  expect((await backOffice.supply(id, AV, DATASETS[AV])).status).toBe(200);

async function expectCollected({ wallet, transactionId, backOffice, id }: Deferred, tokens: Tokens): Promise<void> {
  const { status, body } = await wallet.collect(tokens, transactionId);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.credentials).toHaveLength(1);
  expect((await wallet.notify(tokens, body.notification_id ?? '')).status).toBe(204);
  await eventually(async () => expect((await backOffice.session(id)).status).toBe('credential_accepted'));
}

it.each([1, 29, 89])('DE-15 claims that come after %i days reach the wallet, by its refresh token', async (days) => {
  const deferred = await deferSession(stack);
  const { wallet, tokens, transactionId } = deferred;
  await stack.pass(days * DAY);
  expect((await wallet.collect(tokens, transactionId)).status).toBe(401);
  const fresh = await wallet.refresh(tokens);
  expect(await wallet.collect(fresh, transactionId)).toMatchObject({
    status: 202,
    body: { transaction_id: transactionId },
  });
  await supply(deferred);
  await expectCollected(deferred, fresh);
});

it('a wallet that refreshes every week is served after eight of them', async () => {
  const deferred = await deferSession(stack);
  const { wallet, transactionId } = deferred;
  let { tokens } = deferred;
  for (let week = 1; week <= 8; week += 1) {
    await stack.pass(7 * DAY);
    tokens = await wallet.refresh(tokens);
    expect((await wallet.collect(tokens, transactionId)).status, `week ${week}`).toBe(202);
  }
  await supply(deferred);
  await expectCollected(deferred, tokens);
});

it('DP-10 EU-19 a wallet whose DPoP nonce expires from poll to poll is no problem of its session', async () => {
  const { id, created, backOffice } = await openSession(stack, { supplied: [], more: { issuer: 'strict' } });
  const wallet = new AttestedWallet(created.credential_offer.credential_issuer, await WalletProvider.create(), {
    dpop: await newKey(),
  });
  /** As wallets do: again, with the nonce of the refusal. */
  const withNonce = async <T extends { status: number; headers: Headers }>(ask: () => Promise<T>): Promise<T> => {
    const first = await ask();
    wallet.dpopNonce = first.headers.get('dpop-nonce') ?? '';
    expect(first.status).toBeGreaterThanOrEqual(400);
    return ask();
  };
  const code = Wallet.codeOf(created.credential_offer);
  const { body: tokens } = await withNonce(() =>
    wallet.token({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': code }),
  );
  const deferred = await wallet.requestCredential(tokens, AV);
  for (const _poll of [1, 2, 3, 4]) {
    await stack.pass(6 * MINUTE);
    const answer = await withNonce(() => wallet.collect(tokens, deferred.body.transaction_id ?? ''));
    expect(answer.status).toBe(202);
  }
  expect((await backOffice.session(id)).problem).toBeNull();
  for (const _time of [1, 2]) {
    wallet.dpopNonce = undefined;
    expect((await wallet.collect(tokens, deferred.body.transaction_id ?? '')).status).toBe(401);
  }
  await backOffice.untilProblem(id, 'access_use_dpop_nonce');
});

it('DE-15 the deferral limit ends a wait, and the wallet is told so whenever it asks', async () => {
  const deferred = await deferSession(stack, { more: { deferral_limit: HOUR } });
  const { wallet, transactionId, backOffice, id } = deferred;
  await stack.pass(HOUR - MINUTE);
  const before = await wallet.refresh(deferred.tokens);
  expect((await wallet.collect(before, transactionId)).status).toBe(202);
  await stack.pass(2 * MINUTE);
  await eventually(async () => expect(await backOffice.eventTypes(id)).toContain('deferral_expired'));
  for (const _ of [1, 2]) {
    const { status, body } = await wallet.collect(before, transactionId);
    expect([status, body.error]).toEqual([400, 'credential_request_denied']);
  }
  expect((await backOffice.supply(id, AV, DATASETS[AV])).status).toBe(200);
  const late = await wallet.collect(before, transactionId);
  expect([late.status, late.body.error], 'claims came too late').toEqual([400, 'credential_request_denied']);
});

it('claims whose wallet has no token left are a problem that the back office sees, and a renewed offer cures it', async () => {
  const deferred = await deferSession(stack);
  const { backOffice, id } = deferred;
  // The refresh token outlives the wait by the redelivery window.
  await stack.pass(89 * DAY);
  await supply(deferred);
  await stack.pass(DAY + 5 * MINUTE);
  await eventually(async () => {
    expect(await backOffice.eventTypes(id)).toContain('token_dead_claims_ready');
    expect(await backOffice.session(id)).toMatchObject({ status: 'claims_ready', is_open: true });
  });
  const { credential_offer } = await backOffice.renew(id);
  const wallet = new Wallet(credential_offer.credential_issuer);
  const tokens = await wallet.redeem(credential_offer);
  const { status, body } = await wallet.requestCredential(tokens, AV, [await newKey()]);
  expect([status, body.credentials?.length]).toEqual([200, 1]);
});

it('DE-07 a lost response is given again within the redelivery window, and not after it', async () => {
  const deferred = await deferSession(stack);
  const { wallet, tokens, transactionId } = deferred;
  await supply(deferred);
  const first = await wallet.collect(tokens, transactionId);
  await stack.pass(50);
  const again = await wallet.collect(tokens, transactionId);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.body).toEqual(first.body);
  await stack.pass(30);
  const late = await wallet.collect(tokens, transactionId);
  expect([late.status, late.body.error]).toEqual([400, 'invalid_transaction_id']);
});

it('an offer that nobody redeems ends with its session', async () => {
  const { created, offer, wallet, backOffice, id } = await openSession(stack);
  await stack.pass(DAY + MINUTE);
  const { status, body } = await wallet.token({
    grant_type: PRE_AUTHORIZED,
    'pre-authorized_code': Wallet.codeOf(offer),
  });
  expect([status, body.error]).toEqual([400, 'invalid_grant']);
  await eventually(async () => {
    expect(await backOffice.session(id)).toMatchObject({ status: 'expired', is_open: false });
    expect(await stack.hasEnded(created.workflow_id)).toBe(true);
  });
});

it('a session that was served ends with its last token, and its workflow with it', async () => {
  const { created, wallet, tokens, backOffice, id } = await redeemSession(stack);
  const { body } = await wallet.requestCredential(tokens, AV);
  await wallet.notify(tokens, body.notification_id ?? '');
  await stack.pass(10 * MINUTE);
  await eventually(async () => {
    expect(await backOffice.session(id)).toMatchObject({ status: 'credential_accepted', is_open: false });
    expect(await stack.hasEnded(created.workflow_id)).toBe(true);
  });
});
