/** The authorization code flow from an offer, over the real stack. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Created } from '../../support/back-office.js';
import { BackOffice } from '../../support/back-office.js';
import { type BorrowedStack, borrowStack } from '../../support/borrowed-stack.js';
import { AV, DATASETS, datasetsOf, PID_SD_JWT } from '../../support/datasets.js';
import { eventually } from '../../support/eventually.js';
import { expectRefused } from '../../support/expect-refused.js';
import { writeIssuersFile } from '../../support/issuers-file.js';
import { newKey } from '../../support/wallet.js';
import type { Page } from '../../support/wallet-authcode.js';
import { Browser, CodeWallet, issuerStateOf, REDIRECT_URI, readRedirect } from '../../support/wallet-authcode.js';
import { watchWorkflows } from '../../support/workflow.js';

let stack: BorrowedStack;
let backOffice: BackOffice;

beforeAll(async () => {
  const clients = [{ client_id: 'wallet-app', client_name: 'Test Wallet', redirect_uris: [REDIRECT_URI] }];
  const issuersFile = writeIssuersFile(
    { id: 'default', path: '', clients, authorization_code: { enabled: true } },
    { id: 'par', clients, authorization_code: { enabled: true, require_par: true, code_lifetime: 1 } },
    {
      id: 'named',
      clients,
      login: { kind: 'development' },
      authorization_code: { enabled: true, request_lifetime: 5 },
    },
  );
  stack = await borrowStack(issuersFile);
  backOffice = new BackOffice(stack);
});
afterAll(() => stack?.stop());

type Started = { readonly created: Created; readonly wallet: CodeWallet; readonly issuer_state: string };

async function start(more: Record<string, unknown> = {}, dpop = false): Promise<Started> {
  const ids = (more['credential_configuration_ids'] as string[] | undefined) ?? [AV];
  const created = await backOffice.create({
    credential_configuration_ids: ids,
    claims: datasetsOf(...ids),
    grants: { authorization_code: true },
    ...more,
  });
  const wallet = new CodeWallet(created.credential_offer.credential_issuer, dpop ? { dpop: await newKey() } : {});
  return { created, wallet, issuer_state: issuerStateOf(created.credential_offer) };
}

async function openPage(wallet: CodeWallet, change: Record<string, string | undefined>): Promise<Browser> {
  const { body } = await wallet.push(change);
  const browser = new Browser();
  await browser.open(wallet.authorizeUrl(body.request_uri));
  return browser;
}

const parametersOf = (page: Page) => readRedirect(page);

describe('the authorization code flow from an offer', () => {
  it.each([false, true])('AZ-10 AZ-19 AZ-21 issues a credential from push to notification (DPoP %s)', async (dpop) => {
    const { created, wallet, issuer_state } = await start({}, dpop);
    const state = 'x'.repeat(1000);
    const pushed = await wallet.push({ issuer_state, scope: AV, state });
    expect(pushed.status).toBe(201);
    expect(pushed.headers.get('cache-control')).toBe('no-cache, no-store');
    expect(Object.keys(pushed.body).sort()).toEqual(['expires_in', 'request_uri']);
    expect(pushed.body.request_uri).toMatch(/^urn:ietf:params:oauth:request_uri:[\w-]{40,}$/);
    expect(pushed.body.expires_in).toBeLessThan(600);
    const browser = new Browser();
    expect((await browser.open(wallet.authorizeUrl(pushed.body.request_uri))).status).toBe(200);
    const answer = await browser.decide('allow');
    expect(answer.status).toBe(303);
    const { code = '', ...rest } = parametersOf(answer);
    expect(rest).toEqual({ '': REDIRECT_URI, state, iss: wallet.issuer });
    const tokens = await wallet.redeemed(code);
    expect(tokens).toMatchObject({ token_type: dpop ? 'DPoP' : 'Bearer', scope: AV });
    expect(tokens.authorization_details).toBeUndefined();
    const issued = await wallet.requestCredential(tokens, AV);
    expect(issued.status).toBe(200);
    await wallet.notify(tokens, issued.body.notification_id ?? '');
    await eventually(async () => {
      const types = await backOffice.eventTypes(created.session_id);
      expect(types).toEqual([
        'offer_created',
        'authorization_requested',
        'authorized',
        'token_exchanged',
        'credential_requested',
        'credential_issued',
        'credential_accepted',
      ]);
    });
    expect((await backOffice.session(created.session_id)).client_id).toBe('wallet-app');
  });

  it('CO-05 CO-06 offers an opaque issuer_state, the same at every fetch, and no authorization_server', async () => {
    const { created, wallet, issuer_state } = await start();
    expect(await wallet.fetchOffer(created.credential_offer_uri)).toEqual(created.credential_offer);
    expect(created.credential_offer.grants).toEqual({ authorization_code: { issuer_state } });
    expect(Buffer.from(issuer_state, 'base64url').toString('latin1')).not.toContain(AV);
  });

  it('CO-05 uses issuer_state up with the first completed authorization', async () => {
    const { created, wallet, issuer_state } = await start();
    await wallet.authorize({ issuer_state, scope: AV });
    expect(await wallet.authorize({ issuer_state, scope: AV })).toMatchObject({
      error: 'invalid_request',
      iss: wallet.issuer,
    });
    const renewed = await backOffice.renew(created.session_id);
    const answer = await wallet.authorize({ issuer_state: issuerStateOf(renewed.credential_offer), scope: AV });
    expect(answer['code']).toBeDefined();
    expect(await wallet.authorize({ issuer_state, scope: AV })).toMatchObject({ error: 'invalid_request' });
  });

  it('redeems an offer of both grants once, by either of them', async () => {
    const both = { grants: { authorization_code: true, pre_authorized_code: true } };
    const first = await start(both);
    const { code = '' } = await first.wallet.authorize({ issuer_state: first.issuer_state, scope: AV });
    await first.wallet.redeem(first.created.credential_offer);
    expectRefused(await first.wallet.redeemCode(code), 400, 'invalid_grant');
    const second = await start(both);
    const answer = await second.wallet.authorize({ issuer_state: second.issuer_state, scope: AV });
    await second.wallet.redeemed(answer['code'] ?? '');
    await expect(second.wallet.redeem(second.created.credential_offer)).rejects.toThrow('invalid_grant');
  });

  it('refuses a transaction code beside a grant that goes round it', async () => {
    const grants = { authorization_code: true, pre_authorized_code: true };
    const body = { credential_configuration_ids: [AV], grants, tx_code: true };
    expect((await backOffice.call('POST', '/sessions', body)).body).toMatchObject({ reason: 'tx_code_evadable' });
  });

  it('defers, refreshes and collects as in the pre-authorised flow', async () => {
    const { created, wallet, issuer_state } = await start({ claims: {} }, true);
    const { code = '' } = await wallet.authorize({ issuer_state, scope: AV });
    const tokens = await wallet.redeemed(code);
    const deferred = await wallet.requestCredential(tokens, AV);
    expect(deferred.status).toBe(202);
    await backOffice.supply(created.session_id, AV, datasetsOf(AV)[AV]);
    const refreshed = await wallet.refresh(tokens);
    expect((await wallet.collect(refreshed, deferred.body.transaction_id ?? '')).status).toBe(200);
  });

  it('AZ-01 AZ-05 TK-09 answers identifiers for what authorization_details asked for, and scope for the rest', async () => {
    const { wallet, issuer_state } = await start({ credential_configuration_ids: [AV, PID_SD_JWT] });
    const authorization_details = JSON.stringify([
      { type: 'openid_credential', credential_configuration_id: AV, unknown_member: 1 },
    ]);
    const { code = '' } = await wallet.authorize({
      issuer_state,
      authorization_details,
      scope: 'urn:eudi:pid:1 unknown',
    });
    const tokens = await wallet.redeemed(code);
    expect(tokens.authorization_details).toEqual([
      {
        type: 'openid_credential',
        credential_configuration_id: AV,
        credential_identifiers: [expect.any(String)],
      },
    ]);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });

  it('AZ-02 refuses a repeated claim and a mandatory claim the credential does not have', async () => {
    const { wallet, issuer_state } = await start();
    const details = (claims: unknown[]) =>
      JSON.stringify([{ type: 'openid_credential', credential_configuration_id: AV, claims }]);
    const path = [AV, 'age_over_18'];
    for (const claims of [[{ path }, { path }], [{ path: [AV, 'shoe_size'], mandatory: true }]]) {
      const answer = await wallet.push({ issuer_state, authorization_details: details(claims) });
      expectRefused(answer, 400, 'invalid_authorization_details');
    }
    const fine = await wallet.push({ issuer_state, authorization_details: details([{ path, mandatory: true }]) });
    expect(fine.status).toBe(201);
  });
});

describe('POST /par', () => {
  it.each<[string, Record<string, string | undefined>, string, string?]>([
    [
      'AZ-16 another response_type',
      { response_type: 'code id_token' },
      'unsupported_response_type',
      'response_type_unsupported',
    ],
    [
      'AZ-17 PKCE missing',
      { code_challenge: undefined, code_challenge_method: undefined },
      'invalid_request',
      'pkce_missing',
    ],
    ['AZ-17 the plain method', { code_challenge_method: 'plain' }, 'invalid_request', 'pkce_method_unsupported'],
    ['AZ-17 the method left out', { code_challenge_method: undefined }, 'invalid_request', 'pkce_method_unsupported'],
    [
      'AZ-18 a redirect_uri nearly right',
      { redirect_uri: `${REDIRECT_URI}/` },
      'invalid_request',
      'redirect_uri_unregistered',
    ],
    ['AZ-18 no redirect_uri', { redirect_uri: undefined }, 'invalid_request', 'authorization_parameter_missing'],
    [
      'AZ-12 request_uri',
      { request_uri: 'urn:ietf:params:oauth:request_uri:x' },
      'invalid_request',
      'request_uri_in_push',
    ],
    ['AZ-04 only unknown scopes', { scope: 'unknown' }, 'invalid_scope', 'authorization_scope_unknown'],
    ['AZ-07 a foreign resource', { resource: 'https://other.example' }, 'invalid_target', 'resource_foreign'],
    ['AZ-08 a forged issuer_state', { issuer_state: 'forged' }, 'invalid_request'],
    ['AZ-11 a client nobody registered', { client_id: 'other' }, 'invalid_client', 'client_unregistered'],
    ['AZ-20 a malformed dpop_jkt', { dpop_jkt: 'short' }, 'invalid_request', 'authorization_key_malformed'],
    ['wallet-initiated without a login', { issuer_state: undefined }, 'invalid_request'],
  ])('refuses %s, tells its session, and uses nothing up', async (_title, change, error, reason) => {
    const { created, wallet, issuer_state } = await start();
    expectRefused(await wallet.push({ issuer_state, scope: AV, ...change }), 400, error);
    if (reason !== undefined) await backOffice.untilProblem(created.session_id, reason);
    expect((await wallet.authorize({ issuer_state, scope: AV }))['code']).toBeDefined();
    // One whose state is none of ours is of no session.
    if (reason === undefined) expect((await backOffice.session(created.session_id)).problem).toBeNull();
  });

  it('AZ-09 ignores unknown parameters and AZ-07 takes its own resource', async () => {
    const { wallet, issuer_state } = await start();
    expect((await wallet.push({ issuer_state, scope: AV, wallet_hint: 'x', resource: wallet.issuer })).status).toBe(
      201,
    );
  });

  it('AZ-12 refuses GET, JSON and a repeated parameter', async () => {
    const { wallet } = await start();
    const got = await fetch(`${wallet.issuer}/par`);
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    const json = await wallet.pushForm('{}', { 'content-type': 'application/json' });
    expectRefused(json, 400, 'invalid_request');
    expectRefused(await wallet.pushForm('client_id=a&client_id=b'), 400, 'invalid_request');
  });

  it('AZ-20 binds the code to the DPoP key of the push', async () => {
    const { wallet, issuer_state } = await start({}, true);
    expectRefused(await wallet.push({ issuer_state, scope: AV, dpop_jkt: 'A'.repeat(43) }), 400, 'invalid_dpop_proof');
    const { code = '' } = await wallet.authorize({ issuer_state, scope: AV });
    const thief = new CodeWallet(wallet.issuer, { dpop: await newKey() });
    const stolen = { code_verifier: wallet.verifier };
    expectRefused(await thief.redeemCode(code, stolen), 400, 'invalid_grant');
    expectRefused(await new CodeWallet(wallet.issuer).redeemCode(code, stolen), 400, 'invalid_grant');
    expect((await wallet.redeemCode(code)).status).toBe(200);
  });
});

describe('the authorization page', () => {
  it('AZ-25 AZ-26 names issuer, wallet, credential and claims under strict headers and without script', async () => {
    const { wallet, issuer_state } = await start();
    const browser = await openPage(wallet, { issuer_state, scope: AV });
    const { text, headers } = browser.page as Page;
    for (const words of ['Vouchsafe Demo Issuer', 'Test Wallet', 'Proof of age', 'Over 18', 'Allow', 'Deny']) {
      expect(text).toContain(words);
    }
    expect(text).not.toMatch(/<script|https?:\/\/(?!127)/i);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' eudi-openid4ci:");
    expect(policy).not.toMatch(/unsafe|script-src/);
    expect(headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
  });

  it('AZ-24 answers Deny with access_denied, state and iss; the offer can be tried again', async () => {
    const { wallet, issuer_state } = await start();
    const browser = await openPage(wallet, { issuer_state, scope: AV, state: 'a b&c=%' });
    const denied = await browser.decide('deny');
    expect(denied.status).toBe(303);
    expect(parametersOf(denied)).toMatchObject({ error: 'access_denied', state: 'a b&c=%', iss: wallet.issuer });
    expect((await wallet.authorize({ issuer_state, scope: AV }))['code']).toBeDefined();
  });

  it('AZ-14 survives reloads, is used up by the decision and belongs to one client', async () => {
    const { wallet, issuer_state } = await start();
    const { body } = await wallet.push({ issuer_state, scope: AV });
    const browser = new Browser();
    const url = wallet.authorizeUrl(body.request_uri);
    for (let reload = 0; reload < 3; reload += 1) expect((await browser.open(url)).status).toBe(200);
    const foreign = await new Browser().open(url.replace('client_id=wallet-app', 'client_id=other'));
    expect([foreign.status, foreign.headers.get('location')]).toEqual([400, null]);
    await browser.open(url);
    expect((await browser.decide('allow')).status).toBe(303);
    const again = await browser.open(url);
    expect([again.status, again.text.includes('invalid_request_uri')]).toEqual([400, true]);
  });

  it('answers a double click with the same code', async () => {
    const { wallet, issuer_state } = await start();
    const browser = await openPage(wallet, { issuer_state, scope: AV });
    const fields = { ...browser.fields(), decision: 'allow' };
    const pages = await Promise.all([browser.submit(fields), browser.submit(fields)]);
    const codes = pages.filter((page) => page.status === 303).map((page) => parametersOf(page)['code']);
    expect(new Set(codes).size).toBe(1);
    expect((await wallet.redeemCode(codes[0] ?? '')).status).toBe(200);
  });

  it('AZ-15 ignores parameters beside request_uri', async () => {
    const { wallet, issuer_state } = await start({ credential_configuration_ids: [AV, PID_SD_JWT] });
    const { body } = await wallet.push({ issuer_state, scope: AV });
    const page = await new Browser().open(
      wallet.authorizeUrl(body.request_uri, { scope: 'urn:eudi:pid:1', redirect_uri: 'https://evil.example/' }),
    );
    expect(page.text).toContain('Proof of age');
    expect(page.text).not.toContain('Person identification data');
  });

  it('AZ-26 refuses a form of another browser, without a redirect and without a decision', async () => {
    const { wallet, issuer_state } = await start();
    const browser = await openPage(wallet, { issuer_state, scope: AV });
    const stranger = await openPage(wallet, { issuer_state, scope: AV });
    const withForeignCookie = await stranger.submit({ ...browser.fields(), decision: 'allow' });
    expect([withForeignCookie.status, withForeignCookie.headers.get('location')]).toEqual([403, null]);
    const cookieless = new Browser();
    await cookieless.open(`${wallet.issuer}/authorize?client_id=x`);
    expect((await cookieless.submit({ ...browser.fields(), decision: 'allow' })).status).toBe(403);
    expect((await browser.decide('allow')).status).toBe(303);
  });

  it('AZ-13 takes plain parameters where pushing is not required, and never redirects to what it does not know', async () => {
    const { wallet, issuer_state } = await start();
    const plain = async (issuer: string, change: Record<string, string | undefined> = {}) => {
      const given = Object.entries(await wallet.request({ issuer_state, scope: AV, ...change }));
      const query = new URLSearchParams(given.filter((one): one is [string, string] => one[1] !== undefined));
      return `${issuer}/authorize?${query}`;
    };
    const browser = new Browser();
    const first = await browser.open(await plain(wallet.issuer));
    expect(first.status).toBe(303);
    await browser.open(first.headers.get('location') ?? '');
    expect(parametersOf(await browser.decide('allow'))['code']).toBeDefined();
    const evil = await new Browser().open(await plain(wallet.issuer, { redirect_uri: 'https://evil.example/' }));
    expect([evil.status, evil.headers.get('location')]).toEqual([400, null]);
    const known = await new Browser().open(await plain(wallet.issuer, { response_type: 'token' }));
    expect(parametersOf(known)).toMatchObject({
      error: 'unsupported_response_type',
      state: 'state-of-the-wallet',
      iss: wallet.issuer,
    });
    const required = await new Browser().open(await plain(`${stack.publicUrl}/par`));
    expect([required.status, required.headers.get('location')]).toEqual([400, null]);
  });

  it('AZ-08 gives an offer made for one person to nobody else', async () => {
    const { wallet, issuer_state } = await start({ issuer: 'named', subject_id: 'ada' });
    expect(await wallet.authorize({ issuer_state, scope: AV }, { subject: 'eve' })).toMatchObject({
      error: 'access_denied',
    });
    expect((await wallet.authorize({ issuer_state, scope: AV }, { subject: 'ada' }))['code']).toBeDefined();
  });

  it('AZ-14 refuses an expired request_uri on a page, and tells the session of its offer', async () => {
    const { created, wallet, issuer_state } = await start({ issuer: 'named' });
    const { body } = await wallet.push({ issuer_state, scope: AV });
    expect(body.expires_in).toBe(5);
    await new Promise((resolve) => setTimeout(resolve, 5100));
    const page = await new Browser().open(wallet.authorizeUrl(body.request_uri));
    expect([page.status, page.text.includes('invalid_request_uri')]).toEqual([400, true]);
    await backOffice.untilProblem(created.session_id, 'request_uri_expired');
  });
});

describe('POST /token with an authorization code', () => {
  it.each<[string, Record<string, string | undefined>, string, string?]>([
    ['another redirect_uri', { redirect_uri: `${REDIRECT_URI}/x` }, 'invalid_grant', 'redirect_uri_mismatch'],
    ['no redirect_uri', { redirect_uri: undefined }, 'invalid_request', 'parameter_missing'],
    ['another verifier', { code_verifier: 'v'.repeat(43) }, 'invalid_grant', 'code_verifier_wrong'],
    ['no verifier', { code_verifier: undefined }, 'invalid_grant', 'code_verifier_missing'],
    ['another client', { client_id: 'other' }, 'invalid_grant', 'authorization_code_client_mismatch'],
    ['a code of its own making', { code: 'forged' }, 'invalid_grant'],
    [
      'more than was granted',
      { authorization_details: `[{"type":"openid_credential","credential_configuration_id":"${PID_SD_JWT}"}]` },
      'invalid_authorization_details',
      'authorization_details_not_granted',
    ],
  ])('TK-03 refuses %s, tells its session, and leaves the code unused', async (_title, change, error, reason) => {
    const { created, wallet, issuer_state } = await start();
    const { code = '' } = await wallet.authorize({ issuer_state, scope: AV });
    expectRefused(await wallet.redeemCode(code, change), 400, error);
    if (reason !== undefined) await backOffice.untilProblem(created.session_id, reason);
    expect((await wallet.redeemCode(code)).status).toBe(200);
  });

  it('AZ-23 refuses a code used twice and revokes the token of its first use', async () => {
    const { wallet, issuer_state } = await start();
    const { code = '' } = await wallet.authorize({ issuer_state, scope: AV });
    const tokens = await wallet.redeemed(code);
    expectRefused(await wallet.redeemCode(code), 400, 'invalid_grant');
    expectRefused(await wallet.requestCredential(tokens, AV), 401, 'invalid_token');
  });

  it('AZ-23 TK-17 such a token polls and reports in vain', async () => {
    const { created, wallet, issuer_state } = await start({
      credential_configuration_ids: [AV, PID_SD_JWT],
      claims: datasetsOf(AV),
    });
    const { code = '' } = await wallet.authorize({ issuer_state });
    const tokens = await wallet.redeemed(code);
    const { body: issued } = await wallet.requestCredential(tokens, AV);
    const { status, body: deferred } = await wallet.requestCredential(tokens, PID_SD_JWT);
    expect(status).toBe(202);
    expectRefused(await wallet.redeemCode(code), 400, 'invalid_grant');
    expectRefused(await wallet.collect(tokens, deferred.transaction_id ?? ''), 401, 'invalid_token');
    for (const event of ['credential_failure', 'credential_accepted'])
      expectRefused(await wallet.notify(tokens, issued.notification_id ?? '', event), 401, 'invalid_token');
    // An act that is taken: whatever the reports did, they did before it.
    const supplied = await backOffice.supply(created.session_id, PID_SD_JWT, DATASETS[PID_SD_JWT]);
    expect(supplied.body.outcome).toBe('supplied');
    const events = await backOffice.eventTypes(created.session_id);
    for (const event of ['credential_failure', 'credential_accepted']) expect(events).not.toContain(event);
  });

  it('AZ-23 refuses a code after its time', async () => {
    const { wallet, issuer_state } = await start({ issuer: 'par' });
    const { code = '' } = await wallet.authorize({ issuer_state, scope: AV });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const refused = await wallet.redeemCode(code);
    expectRefused(refused, 400, 'invalid_grant');
    expect(refused.body).toMatchObject({ error_description: 'The authorization code has expired.' });
  });

  it('leaves no code, state, verifier or issuer_state in history or in the logs', async () => {
    const { created, wallet, issuer_state } = await start();
    const { code = '' } = await wallet.authorize({ issuer_state, scope: AV, state: 'state-that-is-secret' });
    await wallet.redeemed(code);
    const watch = await watchWorkflows(stack);
    const history = await watch.historyText(created.session_id);
    await watch.close();
    const logs = await eventually(async () => {
      const text = JSON.stringify(await backOffice.logs(created.session_id));
      expect(text).toContain('Access token issued');
      return text;
    });
    for (const secret of [code, issuer_state, wallet.verifier, 'state-that-is-secret']) {
      for (const text of [history, logs, stack.apiLog(), stack.workerLog()]) expect(text).not.toContain(secret);
    }
  });
});
