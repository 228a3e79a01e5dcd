/** Issuing switched off and on again: refused clearly, nothing burnt, everything open goes on. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BackOffice, type Refused } from '../support/back-office.js';
import { AV, DATASETS, datasetsOf, PID_SD_JWT } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { expectRefused } from '../support/expect-refused.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import { type Stack, startStack } from '../support/stack.js';
import { newKey, send } from '../support/wallet.js';
import { CodeWallet, issuerStateOf, REDIRECT_URI } from '../support/wallet-authcode.js';

let stack: Stack;
let backOffice: BackOffice;

beforeAll(async () => {
  const clients = [{ client_id: 'wallet-app', client_name: 'Test Wallet', redirect_uris: [REDIRECT_URI] }];
  const issuersFile = writeIssuersFile({ id: 'one', clients, authorization_code: { enabled: true } }, { id: 'two' });
  stack = await startStack({ issuersFile });
  backOffice = new BackOffice(stack);
});
afterAll(() => stack.stop());
afterEach(async () => {
  await turn('on', { [AV]: 'on' });
});

const turn = (state: 'on' | 'off', configurations?: Record<string, 'on' | 'off'>, issuer = 'one') =>
  backOffice.call<any>('PUT', `/issuers/${issuer}/switch`, {
    state,
    reason: 'suspected fault in the data',
    ...(configurations === undefined ? {} : { configurations }),
  });

const OFF = [503, 'temporarily_unavailable'] as const;

describe('issuing switched off', () => {
  it('refuses new offers, and those that are out, which work again afterwards', async () => {
    const open = await openSession(stack);
    expect((await turn('off')).status).toBe(200);
    const created = await backOffice.call<Refused>('POST', '/sessions', { credential_configuration_ids: [AV] });
    expect([created.status, created.body.reason]).toEqual([409, 'offering_switched_off']);
    const fetched = await send(open.created.credential_offer_uri);
    expectRefused(fetched, ...OFF);
    expect(fetched.headers.get('retry-after')).toBe('60');
    const grant = open.offer.grants['urn:ietf:params:oauth:grant-type:pre-authorized_code'];
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
      'pre-authorized_code': grant!['pre-authorized_code'],
    };
    expectRefused(await open.wallet.token(form), ...OFF);
    await turn('on');
    const tokens = await open.wallet.redeem(open.offer);
    expect((await open.wallet.requestCredential(tokens, AV)).status).toBe(200);
  });

  it('burns nothing of a credential request: the very same one is answered when it is on again', async () => {
    const { wallet, tokens, id } = await redeemSession(stack);
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    await turn('off');
    expectRefused(await wallet.authorized('/credential', tokens, request), ...OFF);
    expect((await backOffice.session(id)).status).toBe('token_exchanged');
    await turn('on');
    expect((await wallet.authorized('/credential', tokens, request)).status).toBe(200);
  });

  it('leaves deferred transactions pending, with their claims supplied, and survives a restart of both processes', async () => {
    const { wallet, tokens, transactionId, id } = await deferSession(stack);
    await turn('off');
    await backOffice.supply(id, AV, DATASETS[AV]);
    await stack.kill('api');
    await stack.kill('worker');
    await Promise.all([stack.start('api'), stack.start('worker')]);
    await eventually(async () => {
      const ready = await send<any>(`${stack.privateUrl}/health/ready`);
      expect([ready.status, ready.body.issuing_off]).toEqual([
        200,
        [{ issuer: 'one', credential_configuration_id: null }],
      ]);
    });
    const { status, body } = await wallet.collect(tokens, transactionId);
    expect([status, body.transaction_id]).toEqual([202, transactionId]);
    await turn('on');
    expect((await wallet.collect(tokens, transactionId)).status).toBe(200);
  });

  it('of one configuration leaves the others and other issuers as they are', async () => {
    const both = await redeemSession(stack, { offered: [AV, PID_SD_JWT] });
    await turn('on', { [AV]: 'off' });
    expectRefused(await both.wallet.requestCredential(both.tokens, AV), ...OFF);
    expect((await both.wallet.requestCredential(both.tokens, PID_SD_JWT)).status).toBe(200);
    const other = await redeemSession(stack, { more: { issuer: 'two' } });
    expect((await other.wallet.requestCredential(other.tokens, AV)).status).toBe(200);
    const metrics = await (await fetch(`${stack.privateUrl}/metrics`)).text();
    expect(metrics).toContain(`vouchsafe_issuing_switched_off{issuer="one",configuration="${AV}"} 1`);
    // Held credentials are shown by it, and offers are matched against it.
    const metadata = await send<any>(`${stack.publicUrl}/.well-known/openid-credential-issuer/one`);
    expect(Object.keys(metadata.body.credential_configurations_supported)).toContain(AV);
  });

  it('AZ-24 answers authorization requests with temporarily_unavailable, and uses nothing up', async () => {
    const created = await backOffice.create({
      credential_configuration_ids: [AV],
      claims: datasetsOf(AV),
      grants: { authorization_code: true },
    });
    const wallet = new CodeWallet(created.credential_offer.credential_issuer);
    const asked = { issuer_state: issuerStateOf(created.credential_offer), scope: AV };
    const pushed = await wallet.push(asked);
    await turn('off');
    expectRefused(await wallet.push(asked), ...OFF);
    const page = await fetch(wallet.authorizeUrl(pushed.body.request_uri), { redirect: 'manual' });
    const location = new URL(page.headers.get('location') ?? '');
    expect([page.status, location.searchParams.get('error')]).toEqual([303, 'temporarily_unavailable']);
    await turn('on');
    expect((await fetch(wallet.authorizeUrl(pushed.body.request_uri), { redirect: 'manual' })).status).toBe(200);
  });

  it('says who switched what, when and why, and refuses what is not there', async () => {
    await turn('off', { [AV]: 'off' });
    const kept = await turn('on');
    expect(kept.body).toMatchObject({ issuer: 'one', state: 'on', configurations: { [AV]: 'off' } });
    expect(kept.body.changes[0]).toMatchObject({ by: 'admin-key', state: 'on', reason: 'suspected fault in the data' });
    expect(kept.body.changes[1]).toMatchObject({ state: 'off' });
    expect((await turn('off', undefined, 'nobody')).body.reason).toBe('switch_issuer_unknown');
    expect((await turn('off', { nothing: 'off' })).body.reason).toBe('configuration_not_configured');
  });
});
