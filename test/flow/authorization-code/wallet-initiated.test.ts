/** Wallets that begin by themselves, and clients that authenticate, over the real stack. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackOffice } from '../../support/back-office.js';
import { type BorrowedStack, borrowStack } from '../../support/borrowed-stack.js';
import { AV, datasetsOf } from '../../support/datasets.js';
import { expectRefused } from '../../support/expect-refused.js';
import { shippedIssuer, writeIssuersFile } from '../../support/issuers-file.js';
import type { WalletKey } from '../../support/wallet.js';
import { newKey, PRE_AUTHORIZED, send } from '../../support/wallet.js';
import { Browser, CodeWallet, REDIRECT_URI, readRedirect } from '../../support/wallet-authcode.js';

let stack: BorrowedStack;
let backOffice: BackOffice;
let assertionKey: WalletKey;

beforeAll(async () => {
  assertionKey = await newKey();
  const clients = [
    { client_id: 'wallet-app', redirect_uris: [REDIRECT_URI] },
    {
      client_id: 'confidential',
      redirect_uris: [REDIRECT_URI],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [assertionKey.jwk] },
    },
  ];
  const authorization_code = {
    enabled: true,
    allow_unregistered_clients: true,
    redirect_uri_patterns: ['av://*', 'https://wallet.example/cb'],
  };
  const login = { kind: 'development' };
  stack = await borrowStack(
    writeIssuersFile(
      { id: 'default', path: '', clients, login, authorization_code },
      {
        id: 'revocable',
        ...{ clients, login, authorization_code },
        credential_configurations: { [AV]: { ...shippedIssuer().credential_configurations[AV], status: {} } },
      },
      {
        id: 'strict',
        profile: 'haip',
        require_dpop: true,
        client_authentication: ['private_key_jwt'],
        ...{ clients, login, authorization_code },
      },
    ),
  );
  backOffice = new BackOffice(stack);
});
afterAll(() => stack?.stop());

const confidential = (): CodeWallet => new CodeWallet(stack.publicUrl, { clientId: 'confidential', assertionKey });

async function sessionsOf(subject: string): Promise<{ session_id: string; status: string }[]> {
  const path = `/sessions?reference=${encodeURIComponent(subject)}`;
  return (await backOffice.get<{ sessions: { session_id: string; status: string }[] }>(path)).sessions;
}

describe('a wallet that begins by itself', () => {
  it('waits for claims the back office is asked for, and collects its credential', async () => {
    const wallet = new CodeWallet(stack.publicUrl, { dpop: await newKey() });
    const { code = '' } = await wallet.authorize({ scope: AV }, { subject: 'ada lovelace' });
    const [session] = await sessionsOf('ada lovelace');
    expect(session?.status).toBe('authorized');
    const id = session?.session_id ?? '';
    const tokens = await wallet.redeemed(code);
    const deferred = await wallet.requestCredential(tokens, AV);
    expect(deferred.status).toBe(202);
    expect(await backOffice.eventTypes(id)).toEqual([
      'authorization_requested',
      'authorized',
      'token_exchanged',
      'credential_requested',
      'credential_deferred',
      'claims_needed',
    ]);
    expect((await backOffice.supply(id, AV, datasetsOf(AV)[AV])).status).toBe(200);
    expect((await wallet.collect(tokens, deferred.body.transaction_id ?? '')).status).toBe(200);
    expect((await backOffice.call('POST', `/sessions/${id}/renew-offer`)).body).toMatchObject({
      reason: 'offer_not_renewable',
    });
  });

  it('gets a credential that is found by its person when it is to be revoked', async () => {
    const wallet = new CodeWallet(`${stack.publicUrl}/revocable`);
    const { code = '' } = await wallet.authorize({ scope: AV }, { subject: 'hedy lamarr' });
    const tokens = await wallet.redeemed(code);
    const [session] = await sessionsOf('hedy lamarr');
    await backOffice.supply(session?.session_id ?? '', AV, datasetsOf(AV)[AV]);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    const subject = { subject_id: 'hedy lamarr', issuer: 'revocable' };
    expect((await backOffice.call('POST', '/credentials/revoke', subject)).body).toMatchObject({
      credentials: [{ outcome: 'changed' }],
    });
  });

  it('has no session until the person allows it', async () => {
    const wallet = new CodeWallet(stack.publicUrl);
    const { body } = await wallet.push({ scope: AV });
    const browser = new Browser();
    const page = await browser.open(wallet.authorizeUrl(body.request_uri));
    expect(page.text).toContain('Development login');
    expect((await browser.decide('allow', { subject: '  ' })).status).toBe(400);
    expect(readRedirect(await browser.decide('deny', { subject: 'nobody' }))).toMatchObject({
      error: 'access_denied',
      iss: wallet.issuer,
    });
    expect(await sessionsOf('nobody')).toEqual([]);
  });

  it('AZ-18 takes clients nobody registered to redirect URIs of the patterns only', async () => {
    const wallet = new CodeWallet(stack.publicUrl, { clientId: 'from-anywhere' });
    const pushTo = (redirect_uri: string) => wallet.push({ scope: AV, redirect_uri });
    expect((await pushTo('av://callback')).status).toBe(201);
    expect((await pushTo('https://wallet.example/cb')).status).toBe(201);
    for (const uri of ['https://wallet.example/cb/', 'https://wallet.example/cb?x=1', 'other://callback']) {
      expectRefused(await pushTo(uri), 400, 'invalid_request');
    }
  });

  it('AZ-04 names no credential without a known scope or authorization_details', async () => {
    const wallet = new CodeWallet(stack.publicUrl);
    expectRefused(await wallet.push(), 400, 'invalid_scope');
    expectRefused(await wallet.push({ scope: 'unknown' }), 400, 'invalid_scope');
    expect((await wallet.push({ scope: `unknown ${AV}` })).status).toBe(201);
  });
});

describe('private_key_jwt', () => {
  it('AZ-11 authenticates at the push and at the token endpoint, for a refresh too', async () => {
    const wallet = confidential();
    const { code = '' } = await wallet.authorize({ scope: AV }, { subject: 'grace' });
    const without = { client_assertion: undefined, client_assertion_type: undefined };
    expectRefused(await wallet.redeemCode(code, without), 400, 'invalid_client');
    const tokens = await wallet.redeemed(code);
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    expectRefused(await wallet.token(refresh), 400, 'invalid_client');
    const unnamed = new CodeWallet(stack.publicUrl, { clientId: '' });
    expectRefused(await unnamed.token(refresh), 400, 'invalid_client');
    expect((await wallet.token({ ...refresh, ...(await wallet.assertion()) })).status).toBe(200);
  });

  it('DP-14 a refresh token is good with another DPoP key, the client being the same', async () => {
    const dpop = await newKey();
    const wallet = new CodeWallet(stack.publicUrl, { clientId: 'confidential', assertionKey, dpop });
    const { code = '' } = await wallet.authorize({ scope: AV }, { subject: 'hedy' });
    const { refresh_token = '' } = await wallet.redeemed(code);
    const refresh = { grant_type: 'refresh_token', refresh_token, ...(await wallet.assertion()) };
    const renewed = new CodeWallet(stack.publicUrl, { clientId: 'confidential', assertionKey, dpop: await newKey() });
    const { body, status } = await renewed.token(refresh);
    expect([status, body.token_type]).toEqual([200, 'DPoP']);
  });

  it('PR-10 holds an authenticated client to its name in key proofs', async () => {
    const wallet = confidential();
    const { code = '' } = await wallet.authorize({ scope: AV }, { subject: 'katherine' });
    const tokens = await wallet.redeemed(code);
    const requestAs = async (iss: string) => {
      const proof = await wallet.proof(await newKey(), await wallet.nonce(), { claims: { iss } });
      const body = { credential_configuration_id: AV, proofs: { jwt: [proof] } };
      return wallet.authorized('/credential', tokens, body);
    };
    expectRefused(await requestAs('somebody-else'), 400, 'invalid_proof');
    expect((await requestAs('confidential')).status).toBe(202);
  });

  it('AZ-11 takes the client from the assertion where client_id is left out', async () => {
    expect((await confidential().push({ scope: AV, client_id: undefined })).status).toBe(201);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another audience', { aud: 'https://other.example' }],
    ['another issuer', { iss: 'wallet-app' }],
    ['another subject', { sub: 'wallet-app' }],
    ['an expired one', { exp: 1 }],
    ['one that lives too long', { exp: Math.floor(Date.now() / 1000) + 7200 }],
    ['one without jti', { jti: undefined }],
  ])('AZ-11 refuses an assertion with %s', async (_title, change) => {
    const wallet = confidential();
    expectRefused(await wallet.push({ scope: AV, ...(await wallet.assertion(change)) }), 400, 'invalid_client');
  });

  it('AZ-11 refuses a missing assertion, one of another key, and one used before', async () => {
    const wallet = confidential();
    const none = { client_assertion: undefined, client_assertion_type: undefined };
    expectRefused(await wallet.push({ scope: AV, ...none }), 400, 'invalid_client');
    const forger = new CodeWallet(stack.publicUrl, { clientId: 'confidential', assertionKey: await newKey() });
    expectRefused(await forger.push({ scope: AV }), 400, 'invalid_client');
    const assertion = await wallet.assertion();
    expectRefused(await wallet.push({ scope: 'unknown', ...assertion }), 400, 'invalid_scope');
    expect((await wallet.push({ scope: AV, ...assertion })).status).toBe(201);
    expectRefused(await wallet.push({ scope: AV, ...assertion }), 400, 'invalid_client');
  });
});

describe('profile haip', () => {
  it('AM-03 publishes the authorization endpoints and requires pushed requests', async () => {
    const { body } = await send(`${stack.publicUrl}/.well-known/oauth-authorization-server/strict`);
    const issuer = `${stack.publicUrl}/strict`;
    expect(body).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      pushed_authorization_request_endpoint: `${issuer}/par`,
      require_pushed_authorization_requests: true,
      authorization_response_iss_parameter_supported: true,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      'pre-authorized_grant_anonymous_access_supported': false,
    });
    expect(body['grant_types_supported']).toContain('authorization_code');
  });

  it('AZ-13 refuses plain parameters on a page, and a token without DPoP', async () => {
    const wallet = new CodeWallet(`${stack.publicUrl}/strict`, { clientId: 'confidential', assertionKey });
    const query = new URLSearchParams((await wallet.request({ scope: AV })) as Record<string, string>);
    const page = await new Browser().open(`${wallet.issuer}/authorize?${query}`);
    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    expect(page.text).toContain('invalid_request');
    const { code = '' } = await wallet.authorize({ scope: AV }, { subject: 'ada' });
    expectRefused(await wallet.redeemCode(code), 400, 'invalid_dpop_proof');
  });

  it('AZ-11 TK-04 takes no client that does not authenticate, at the push and at the token endpoint', async () => {
    const strict = `${stack.publicUrl}/strict`;
    const unproved = new CodeWallet(strict, { dpop: await newKey() });
    expectRefused(await unproved.push({ scope: AV }), 400, 'invalid_client');
    const created = await backOffice.create({ credential_configuration_ids: [AV], issuer: 'strict' });
    const grant = { grant_type: PRE_AUTHORIZED, 'pre-authorized_code': CodeWallet.codeOf(created.credential_offer) };
    expectRefused(await unproved.token(grant), 400, 'invalid_client');
    const proved = new CodeWallet(strict, { clientId: 'confidential', assertionKey, dpop: await newKey() });
    expect((await proved.token({ ...grant, ...(await proved.assertion()) })).status).toBe(200);
  });
});
