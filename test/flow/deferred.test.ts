/** A wallet that has to wait: what it is told, what it may do, and that it gets its credential in the end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AV, DATASETS, PID_MDOC, PID_SD_JWT } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import type { CredentialAnswer, Tokens } from '../support/wallet.js';
import { newKey, Wallet } from '../support/wallet.js';
import type { WorkflowWatch } from '../support/workflow.js';
import { watchWorkflows } from '../support/workflow.js';

const stack = sharedStack();
let workflows: WorkflowWatch;
beforeAll(async () => {
  workflows = await watchWorkflows(stack);
});
afterAll(() => workflows.close());

const PENDING = { transaction_id: expect.any(String), interval: expect.any(Number) };

describe('while the claims are not there', () => {
  it('CR-02 CR-03 the first answer is 202 with a transaction and a whole positive interval, and nothing else', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { supplied: [] });
    const { status, body } = await wallet.requestCredential(tokens, AV);
    expect({ status, body }).toEqual({ status: 202, body: PENDING });
    expect(body.interval).toSatisfy((interval: number) => Number.isInteger(interval) && interval > 0);
    expect(body.transaction_id).toMatch(/^[A-Za-z0-9_-]{22,}$/);
    expect((await backOffice.session(id)).status).toBe('credential_deferred');
    const events = await backOffice.eventTypes(id);
    expect(events.slice(-3)).toEqual(['credential_requested', 'credential_deferred', 'claims_needed']);
  });

  it('DE-05 DE-10 DE-12 a poll is 202 with the same transaction, and costs the workflow nothing', async () => {
    const { wallet, tokens, transactionId, id } = await deferSession(stack, { dpop: true });
    expect(transactionId).not.toContain(id);
    const before = await workflows.historyLength(id);
    for (let count = 0; count < 3; count += 1) {
      const { status, body } = await wallet.collect(tokens, transactionId);
      expect({ status, body }).toEqual({ status: 202, body: { ...PENDING, transaction_id: transactionId } });
    }
    expect(await workflows.historyLength(id)).toBe(before);
  });

  it('CR-14 the identical credential request gives the same transaction', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { supplied: [] });
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    const ask = () => wallet.authorized<CredentialAnswer>('/credential', tokens, request);
    const [first, again] = [await ask(), await ask()];
    expect(again).toMatchObject({ status: 202, body: { transaction_id: first.body.transaction_id } });
    expect((await backOffice.session(id)).deliverables[0]?.issuances).toHaveLength(1);
  });

  it('DE-11 a flood of polls is slowed down, and the transaction survives it', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    const answers = await Promise.all(Array.from({ length: 30 }, () => wallet.collect(tokens, transactionId)));
    const slowed = answers.find(({ status }) => status === 429);
    expect(Number(slowed?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202, 429]));
    await backOffice.untilLogged(id, (one) => one.data?.['reason_id'] === 'too_many_requests');
    expect(await backOffice.session(id)).toMatchObject({ status: 'credential_deferred', problem: null });
  });
});

describe('how long the wallet is told to wait', () => {
  const DEFAULT_INTERVAL = 5;

  it('DE-05 DE-11 an early poll is told what is left, and is no trouble', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    const told = [];
    for (let poll = 0; poll < 2; poll += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1200));
      told.push((await wallet.collect(tokens, transactionId)).body.interval ?? 0);
    }
    expect(told[0]).toBeLessThan(DEFAULT_INTERVAL);
    expect(told[1]).toBeLessThan(told[0] ?? 0);
    expect(told[1]).toBeGreaterThan(0);
    await expect
      .poll(async () => (await backOffice.logs(id)).find((one) => one.count !== undefined))
      .toMatchObject({ count: 2, too_early: 1 });
    expect(await backOffice.session(id)).toMatchObject({ problem: null });
  });
});

describe('a wallet that would rather have its answer held (RFC 7240)', () => {
  const hold = (wallet: Wallet, tokens: Tokens, transaction_id: string, prefer: string) =>
    wallet.authorized<CredentialAnswer>('/deferred_credential', tokens, { transaction_id }, { prefer });

  it('gets its credential the moment the claims are there, and the wait costs the workflow nothing', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, { dpop: true });
    const before = await workflows.historyLength(id);
    const answer = hold(wallet, tokens, transactionId, 'respond-async, wait=20');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await workflows.historyLength(id)).toBe(before);
    const suppliedAt = Date.now();
    await backOffice.supply(id, AV, { age_over_18: true });
    const { status, headers, body } = await answer;
    expect({ status, applied: headers.get('preference-applied') }).toEqual({ status: 200, applied: 'wait=20' });
    expect(body.credentials).toHaveLength(1);
    expect(Date.now() - suppliedAt).toBeLessThan(15_000);
  });

  it('DE-05 is told 202 when its time is over, and may ask again soon', async () => {
    const { wallet, tokens, transactionId } = await deferSession(stack);
    const began = Date.now();
    const { status, body, headers } = await hold(wallet, tokens, transactionId, 'wait=1');
    expect(Date.now() - began).toBeGreaterThanOrEqual(1000);
    expect({ status, body }).toEqual({ status: 202, body: { transaction_id: transactionId, interval: 1 } });
    expect(headers.get('preference-applied')).toBe('wait=1');
  });

  it('is held no longer than the issuer allows, learns a denial at once, and a hang-up harms nobody', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    const gone = fetch(`${wallet.issuer}/deferred_credential`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${tokens.access_token}`,
        prefer: 'wait=30',
      },
      body: JSON.stringify({ transaction_id: transactionId }),
      signal: AbortSignal.timeout(500),
    });
    await expect(gone).rejects.toThrow();
    const answer = hold(wallet, tokens, transactionId, 'wait=99999');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await backOffice.deny(id);
    const denied = await answer;
    expectRefused(denied, 400, 'credential_request_denied');
    expect(denied.headers.get('preference-applied')).toBe(null);
  });

  it('is answered at once when its places are taken', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    const answers: Awaited<ReturnType<typeof hold>>[] = [];
    const asked = Array.from({ length: 6 }, async () => {
      answers.push(await hold(wallet, tokens, transactionId, 'wait=25'));
    });
    // Whichever three come last.
    await expect.poll(() => answers.length).toBe(3);
    const atOnce = answers.map(({ status, headers }) => [status, headers.get('preference-applied')]);
    expect(atOnce).toEqual(Array(3).fill([202, null]));
    await backOffice.supply(id, AV, { age_over_18: true });
    await Promise.all(asked);
    const collected = answers.slice(3).map((one) => one.body.credentials?.[0]?.credential);
    expect([collected.length, new Set(collected).size, typeof collected[0]]).toEqual([3, 1, 'string']);
  });
});

describe('when the claims come', () => {
  it('DE-04 DE-11 a poll at once gives the credential, and no transaction beside it', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    await backOffice.supply(id, AV, { age_over_18: true });
    expect((await backOffice.session(id)).status).toBe('claims_ready');
    const { status, body } = await wallet.collect(tokens, transactionId);
    expect({ status, body }).toEqual({
      status: 200,
      body: { credentials: [{ credential: expect.any(String) }], notification_id: expect.any(String) },
    });
    expect((await backOffice.session(id)).status).toBe('credential_issued');
  });

  it('TK-17 DE-07 until it notifies, the wallet gets the same credentials again; then the transaction is spent', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, { dpop: true });
    await backOffice.supply(id, AV, { age_over_18: true });
    const first = await wallet.collect(tokens, transactionId);
    const again = await wallet.collect(tokens, transactionId);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect((await wallet.notify(tokens, first.body.notification_id ?? '')).status).toBe(204);
    await expect.poll(() => backOffice.eventTypes(id)).toContain('credential_accepted');
    expectRefused(await wallet.collect(tokens, transactionId), 400, 'invalid_transaction_id');
    expect(await backOffice.eventTypes(id)).toContain('credential_redelivered');
  });

  it('DE-07 wallets that collect at once get the same credential', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    await backOffice.supply(id, AV, { age_over_18: true });
    const answers = await Promise.all([1, 2, 3].map(() => wallet.collect(tokens, transactionId)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.credentials?.[0]?.credential)).size).toBe(1);
  });

  it('DE-14 CR-04 a batch stays a batch', async () => {
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { supplied: [], offered: [PID_SD_JWT] });
    const keys = await Promise.all([newKey(), newKey(), newKey()]);
    const { body: waiting } = await wallet.requestCredential(tokens, PID_SD_JWT, keys);
    await backOffice.supply(id, PID_SD_JWT, DATASETS[PID_SD_JWT]);
    const { body } = await wallet.collect(tokens, waiting.transaction_id ?? '');
    const bound = (body.credentials ?? []).map(({ credential }) => {
      const payload = JSON.parse(Buffer.from(credential.split('.')[1] ?? '', 'base64url').toString());
      return payload.cnf.jwk.x;
    });
    expect(bound).toEqual(keys.map(({ jwk }) => jwk.x));
    expect(typeof body.notification_id).toBe('string');
  });

  it.each([false, true])('DE-02 DE-15 a refreshed token collects as well (DPoP %s)', async (dpop) => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, { dpop });
    const refreshed = await wallet.refresh(tokens);
    expect((await wallet.collect(refreshed, transactionId)).status).toBe(202);
    await backOffice.supply(id, AV, { age_over_18: true });
    expect((await wallet.collect(refreshed, transactionId)).status).toBe(200);
  });
});

describe('several credentials of one session', () => {
  it('some come at once and others wait, each in its own transaction', async () => {
    const offered = [AV, PID_MDOC, PID_SD_JWT];
    const { wallet, tokens, id, backOffice } = await redeemSession(stack, { offered, supplied: [AV], dpop: true });
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    const mdoc = (await wallet.requestCredential(tokens, PID_MDOC)).body.transaction_id ?? '';
    const sdJwt = (await wallet.requestCredential(tokens, PID_SD_JWT)).body.transaction_id ?? '';
    expect(mdoc).not.toBe(sdJwt);
    await backOffice.supply(id, PID_SD_JWT, DATASETS[PID_SD_JWT]);
    expect((await wallet.collect(tokens, sdJwt)).status).toBe(200);
    expect((await wallet.collect(tokens, mdoc)).status).toBe(202);
    expect((await backOffice.session(id)).status).toBe('credential_deferred');
    await backOffice.supply(id, PID_MDOC, DATASETS[PID_MDOC]);
    expect((await wallet.collect(tokens, mdoc)).status).toBe(200);
    const { deliverables, status } = await backOffice.session(id);
    expect(status).toBe('credential_issued');
    expect(deliverables.map(({ issuances }) => issuances.map((one) => [one.state, one.was_deferred]))).toEqual([
      [['delivered', false]],
      [['delivered', true]],
      [['delivered', true]],
    ]);
  });

  it('two requests for the same configuration wait side by side', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    const second = (await wallet.requestCredential(tokens, AV)).body.transaction_id ?? '';
    expect(second).not.toBe(transactionId);
    await backOffice.supply(id, AV, { age_over_18: true });
    const [one, other] = [await wallet.collect(tokens, transactionId), await wallet.collect(tokens, second)];
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(one.body.credentials).not.toEqual(other.body.credentials);
    expect(one.body.notification_id).not.toBe(other.body.notification_id);
  });
});

describe('a deferred request that differs in one thing from a correct one', () => {
  const rows: [string, unknown, string][] = [
    ['DE-01 no transaction_id', {}, 'invalid_credential_request'],
    ['an empty one', { transaction_id: '' }, 'invalid_credential_request'],
    ['a null one', { transaction_id: null }, 'invalid_credential_request'],
    ['DE-01 a number', { transaction_id: 8 }, 'invalid_credential_request'],
    ['a list', [], 'invalid_credential_request'],
    ['no JSON', '{', 'invalid_credential_request'],
    ['DE-03 one nobody gave', { transaction_id: '8xLOxBtZp8' }, 'invalid_transaction_id'],
  ];
  it.each(rows)('%s is refused, and the transaction stays', async (_name, body, error) => {
    const { wallet, tokens, transactionId } = await deferSession(stack);
    expectRefused(await wallet.authorized('/deferred_credential', tokens, body), 400, error);
    expect((await wallet.collect(tokens, transactionId)).status).toBe(202);
  });

  it('DE-08 encryption that is not offered is refused', async () => {
    const { wallet, tokens, transactionId } = await deferSession(stack);
    const body = { transaction_id: transactionId, credential_response_encryption: { jwk: {}, enc: 'A128GCM' } };
    expectRefused(await wallet.authorized('/deferred_credential', tokens, body), 400, 'invalid_encryption_parameters');
  });

  it('DE-02 DE-03 the token of another session is refused, and learns nothing', async () => {
    const { transactionId, id, backOffice } = await deferSession(stack);
    const thief = await deferSession(stack);
    expectRefused(await thief.wallet.collect(thief.tokens, transactionId), 400, 'invalid_transaction_id');
    await backOffice.supply(id, AV, { age_over_18: true });
    expectRefused(await thief.wallet.collect(thief.tokens, transactionId), 400, 'invalid_transaction_id');
  });

  it('DE-02 the transaction of a grant that a renewed offer replaced is refused', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    const renewed = await backOffice.renew(id);
    const later = await wallet.redeem(renewed.credential_offer);
    await backOffice.supply(id, AV, { age_over_18: true });
    expectRefused(await wallet.collect(later, transactionId), 400, 'invalid_transaction_id');
    expectRefused(await wallet.collect(tokens, transactionId), 401, 'invalid_token');
    expect((await wallet.requestCredential(later, AV)).status).toBe(200);
  });

  it('DE-02 DE-03 a replaced grant’s transaction is refused while its claims are not there, too', async () => {
    const { wallet, transactionId, id, backOffice } = await deferSession(stack);
    const renewed = await backOffice.renew(id);
    const later = await wallet.redeem(renewed.credential_offer);
    expectRefused(await wallet.collect(later, transactionId), 400, 'invalid_transaction_id');
    expect((await backOffice.session(id)).deliverables[0]?.issuances).toMatchObject([
      { state: 'denied', ended_by: 'replaced' },
    ]);
  });

  it('other handles of the session are no transactions', async () => {
    const { wallet, tokens, offer } = await deferSession(stack);
    for (const handle of [tokens.access_token, Wallet.codeOf(offer), await wallet.nonce()])
      expectRefused(await wallet.collect(tokens, handle), 400, 'invalid_transaction_id');
  });

  it('another media type is refused', async () => {
    const { wallet, tokens, transactionId } = await deferSession(stack);
    const answer = await wallet.authorized('/deferred_credential', tokens, `transaction_id=${transactionId}`, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expectRefused(answer, 400, 'invalid_credential_request');
  });
});

describe('when it is not to be', () => {
  it('DE-06 a denial is told at every further poll', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    expect((await backOffice.deny(id, AV)).status).toBe(204);
    for (const _ of [1, 2])
      expectRefused(await wallet.collect(tokens, transactionId), 400, 'credential_request_denied');
    expectRefused(await wallet.requestCredential(tokens, AV), 400, 'credential_request_denied');
    expect((await backOffice.session(id)).status).toBe('denied');
    expect(await backOffice.eventTypes(id)).toContain('claims_denied');
  });

  it('DE-06 denying one of several leaves the others', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack, {
      offered: [AV, PID_SD_JWT],
      supplied: [PID_SD_JWT],
    });
    await backOffice.deny(id, AV);
    expectRefused(await wallet.collect(tokens, transactionId), 400, 'credential_request_denied');
    expect((await wallet.requestCredential(tokens, PID_SD_JWT)).status).toBe(200);
  });

  it('a cancelled session gives no credential, and says so', async () => {
    const { wallet, tokens, transactionId, id, backOffice } = await deferSession(stack);
    expect((await backOffice.cancel(id)).status).toBe(204);
    expectRefused(await wallet.collect(tokens, transactionId), 400, 'credential_request_denied');
    expectRefused(await wallet.requestCredential(tokens, AV), 401, 'invalid_token');
    expect(await backOffice.session(id)).toMatchObject({ status: 'cancelled', is_open: false });
    await expect.poll(() => workflows.status(id)).toBe('COMPLETED');
  });

  it('a cancelled session whose offer nobody took is over at once', async () => {
    const { id, backOffice } = await openSession(stack);
    await backOffice.cancel(id);
    await expect.poll(() => workflows.status(id)).toBe('COMPLETED');
    expect((await backOffice.cancel(id)).body.error).toBe('session_closed');
  });
});
