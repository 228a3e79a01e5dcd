/** Persons who log in at an OpenID Connect provider, over the real stack and a provider of its own. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { processClaims } from '../../credentials/sd-jwt-vc/read-sd-jwt.js';
import type { Created } from '../../support/back-office.js';
import { BackOffice } from '../../support/back-office.js';
import { AV, datasetsOf } from '../../support/datasets.js';
import { eventually } from '../../support/eventually.js';
import { shippedIssuer, writeIssuersFile } from '../../support/issuers-file.js';
import type { Fault } from '../../support/openid-provider.js';
import { OpenidProvider, PROVIDER_CLIENT, PROVIDER_SECRET } from '../../support/openid-provider.js';
import type { Stack } from '../../support/stack.js';
import { startStack } from '../../support/stack.js';
import { newKey } from '../../support/wallet.js';
import { Browser, CodeWallet, issuerStateOf, REDIRECT_URI, readRedirect } from '../../support/wallet-authcode.js';
import { follow, linkOf, logInAndAllow, openPageOf } from '../../support/wallet-login.js';
import { watchWorkflows } from '../../support/workflow.js';

const MEMBER = 'membership';
/** Of a person nobody else has the name of, to be searched for. */
const NAMES = { given_name: 'Adelheid-Xaveria', family_name: 'Quendolin' };

let provider: OpenidProvider;
let stack: Stack;
let backOffice: BackOffice;

beforeAll(async () => {
  const clientKey = await generateKeyPair('ES256', { extractable: true });
  provider = await new OpenidProvider([await exportJWK(clientKey.publicKey)]).start();
  const keyFile = join(mkdtempSync(join(tmpdir(), 'vouchsafe-login-')), 'client-key.pem');
  writeFileSync(keyFile, await exportPKCS8(clientKey.privateKey));
  const clients = [{ client_id: 'wallet-app', client_name: 'Test Wallet', redirect_uris: [REDIRECT_URI] }];
  const login = {
    kind: 'openid',
    issuer: provider.issuer,
    client_id: PROVIDER_CLIENT,
    client_auth: { method: 'client_secret_basic', secret: { env: 'TEST_LOGIN_SECRET' } },
    scopes: ['openid', 'profile'],
    timeout: 5,
  };
  const { [AV]: av } = shippedIssuer().credential_configurations as Record<string, object>;
  const membership = {
    format: 'dc+sd-jwt',
    vct: 'https://credentials.example/membership',
    scope: MEMBER,
    display: [{ name: 'Membership' }],
    claims_schema: {
      type: 'object',
      properties: {
        given_name: { type: 'string' },
        family_name: { type: 'string' },
        city: { type: 'string' },
        club: { type: 'string' },
      },
      required: ['given_name', 'family_name', 'club'],
      additionalProperties: false,
    },
    claims_source: {
      kind: 'login',
      map: {
        given_name: 'given_name',
        family_name: 'family_name',
        city: ['address', 'locality'],
        club: { value: 'Chess' },
      },
    },
  };
  const shared = {
    clients,
    authorization_code: { enabled: true },
    credential_configurations: { [AV]: av, [MEMBER]: membership },
  };
  const strict = {
    ...login,
    client_auth: { method: 'private_key_jwt', key: { file: keyFile } },
    acr_values: ['high'],
    userinfo: true,
    subject_claim: 'employee',
    require_login: true,
  };
  stack = await startStack({
    env: { TEST_LOGIN_SECRET: PROVIDER_SECRET },
    issuersFile: writeIssuersFile(
      { id: 'default', path: '', ...shared, login },
      { id: 'strict', ...shared, login: strict },
      // The discard port: nothing listens there.
      { id: 'unreachable', ...shared, login: { ...login, issuer: 'http://127.0.0.1:9' } },
      {
        id: 'brief',
        ...shared,
        login: { ...login, require_login: true },
        authorization_code: { enabled: true, code_lifetime: 4 },
      },
    ),
  });
  backOffice = new BackOffice(stack);
});
afterEach(() => {
  provider.fault = undefined;
  provider.person = { sub: 'ada' };
  provider.userinfo = {};
});
afterAll(async () => {
  await stack?.stop();
  await provider?.stop();
});

const walletOf = (issuer = ''): CodeWallet => new CodeWallet(stack.publicUrl + issuer);

type Listed = { session_id: string; status: string };
async function sessionOf(reference: string): Promise<Listed> {
  const { sessions } = await backOffice.get<{ sessions: Listed[] }>(
    `/sessions?reference=${encodeURIComponent(reference)}`,
  );
  if (sessions[0] === undefined) throw new Error(`No session of ${reference}`);
  return sessions[0];
}

async function offer(
  more: Record<string, unknown> = {},
): Promise<{ created: Created; wallet: CodeWallet; issuer_state: string }> {
  const created = await backOffice.create({
    credential_configuration_ids: [MEMBER],
    grants: { authorization_code: true },
    ...more,
  });
  return {
    created,
    wallet: new CodeWallet(created.credential_offer.credential_issuer),
    issuer_state: issuerStateOf(created.credential_offer),
  };
}

describe('a wallet that begins by itself, with a login', () => {
  it('AZ-08 gets a credential with the claims of the login, at once, and nothing of it is in the clear', async () => {
    provider.person = { sub: 'ada-1', name: 'Countess', ...NAMES, address: { locality: 'Xanten-Nowhere' } };
    const wallet = new CodeWallet(stack.publicUrl, { dpop: await newKey() });
    const { browser, page } = await openPageOf(wallet, { scope: MEMBER, state: 's' });
    expect(page.text).toContain('You are logged in as Countess.');
    expect(page.text).not.toMatch(/<script|Adelheid/i);
    const { code = '', ...rest } = readRedirect(await browser.decide('allow'));
    expect(rest).toEqual({ '': REDIRECT_URI, state: 's', iss: wallet.issuer });
    const tokens = await wallet.redeemed(code);
    const issued = await wallet.requestCredential(tokens, MEMBER);
    expect(issued.status).toBe(200);
    const [{ credential }] = issued.body.credentials as [{ credential: string }];
    expect(processClaims(credential)).toMatchObject({ ...NAMES, city: 'Xanten-Nowhere', club: 'Chess' });
    const { session_id } = await sessionOf(`${provider.issuer} ada-1`);
    const types = await backOffice.eventTypes(session_id);
    expect(types).toEqual([
      'authorization_requested',
      'authorized',
      'token_exchanged',
      'credential_requested',
      'credential_issued',
    ]);
    const watch = await watchWorkflows(stack);
    const history = await watch.historyText(session_id);
    await watch.close();
    const logs = await eventually(async () => {
      const text = JSON.stringify(await backOffice.logs(session_id));
      expect(text).toContain('Access token issued');
      return text;
    });
    const [state = ''] = (provider.seen['/authorize'] ?? []).slice(-1).map((one) => one['state'] ?? '');
    const verifiers = (provider.seen['/token'] ?? []).map((one) => one['code_verifier'] ?? '');
    for (const secret of [
      ...provider.secrets,
      state,
      ...verifiers,
      NAMES.given_name,
      NAMES.family_name,
      'Xanten-Nowhere',
    ]) {
      for (const text of [history, logs, stack.apiLog(), stack.workerLog()]) expect(text).not.toContain(secret);
    }
    expect(history).not.toContain('ada-1');
  });

  it.each<[string, Record<string, unknown>]>([
    ['has not all the claims', { sub: 'partial', given_name: 'Adelheid-Xaveria' }],
    ['has claims that do not fit', { sub: 'unfit', ...NAMES, family_name: 7 }],
  ])('waits for the back office where the login %s', async (_title, person) => {
    provider.person = person;
    const wallet = walletOf();
    const { code = '' } = await logInAndAllow(wallet, { scope: MEMBER });
    const tokens = await wallet.redeemed(code);
    const deferred = await wallet.requestCredential(tokens, MEMBER);
    expect(deferred.status).toBe(202);
    const { session_id } = await sessionOf(`${provider.issuer} ${person['sub']}`);
    expect((await backOffice.eventTypes(session_id)).slice(-2)).toEqual(['credential_deferred', 'claims_needed']);
    const claims = { ...NAMES, club: 'Chess' };
    expect((await backOffice.supply(session_id, MEMBER, claims)).status).toBe(200);
    expect((await wallet.collect(tokens, deferred.body.transaction_id ?? '')).status).toBe(200);
  });

  it('waits for the back office where the configuration takes no claims from the login', async () => {
    provider.person = { sub: 'pushed', ...NAMES };
    const wallet = walletOf();
    const { code = '' } = await logInAndAllow(wallet, { scope: AV });
    expect((await wallet.requestCredential(await wallet.redeemed(code), AV)).status).toBe(202);
  });

  it('AZ-24 answers Deny with access_denied, and keeps nothing', async () => {
    provider.person = { sub: 'denier', ...NAMES };
    const { browser } = await openPageOf(walletOf(), { scope: MEMBER });
    expect(readRedirect(await browser.decide('deny'))).toMatchObject({ error: 'access_denied' });
    await expect(sessionOf(`${provider.issuer} denier`)).rejects.toThrow('No session');
  });

  it('AZ-14 shows the page again without another login, whatever is opened twice', async () => {
    provider.person = { sub: 'reloader', ...NAMES };
    const { browser, requestUri } = await openPageOf(walletOf(), { scope: MEMBER });
    const logins = provider.seen['/authorize']?.length;
    expect((await browser.open(walletOf().authorizeUrl(requestUri))).status).toBe(200);
    expect(provider.seen['/authorize']?.length).toBe(logins);
    expect(readRedirect(await browser.decide('allow'))['code']).toBeDefined();
  });
});

describe('an offer, with a login', () => {
  it('AZ-08 gives an offer made for one person to nobody else', async () => {
    const subject_id = `${provider.issuer} ada`;
    const { wallet, issuer_state } = await offer({ subject_id, claims: { [MEMBER]: { ...NAMES, club: 'Go' } } });
    provider.person = { sub: 'eve' };
    expect(await logInAndAllow(wallet, { issuer_state })).toMatchObject({ error: 'access_denied', iss: wallet.issuer });
    provider.person = { sub: 'ada' };
    expect((await logInAndAllow(wallet, { issuer_state }))['code']).toBeDefined();
  });

  it('asks nobody to log in for an offer that is for nobody in particular, unless configured', async () => {
    const { wallet, issuer_state } = await offer({ claims: { [MEMBER]: { ...NAMES, club: 'Go' } } });
    const logins = provider.seen['/authorize']?.length;
    const { page } = await openPageOf(wallet, { issuer_state });
    expect([page.status, provider.seen['/authorize']?.length]).toEqual([200, logins]);
  });

  it('takes awaited claims from the login, and leaves those of the back office as they are', async () => {
    provider.person = { sub: 'offered', ...NAMES };
    const awaited = await offer({ issuer: 'brief' });
    const { code = '' } = await logInAndAllow(awaited.wallet, { issuer_state: awaited.issuer_state });
    expect(await backOffice.eventTypes(awaited.created.session_id)).toContain('claims_supplied');
    const issued = await awaited.wallet.requestCredential(await awaited.wallet.redeemed(code), MEMBER);
    expect(issued.status).toBe(200);
    const given = await offer({ issuer: 'brief', claims: { [MEMBER]: { ...NAMES, club: 'Go' } } });
    const again = await logInAndAllow(given.wallet, { issuer_state: given.issuer_state });
    const second = await given.wallet.requestCredential(await given.wallet.redeemed(again['code'] ?? ''), MEMBER);
    const [{ credential }] = second.body.credentials as [{ credential: string }];
    expect(processClaims(credential)).toMatchObject({ club: 'Go' });
  });

  it('takes no claims from a login that can be gone round by a pre-authorized code', async () => {
    provider.person = { sub: 'both', ...NAMES };
    const both = await offer({ issuer: 'brief', grants: { authorization_code: true, pre_authorized_code: true } });
    await logInAndAllow(both.wallet, { issuer_state: both.issuer_state });
    expect(await backOffice.eventTypes(both.created.session_id)).not.toContain('claims_supplied');
  });

  it('CO-05 AZ-08 can be scanned again by the same person once its code has run out, and by nobody else', async () => {
    provider.person = { sub: 'slow', ...NAMES };
    const { created, wallet, issuer_state } = await offer({ issuer: 'brief' });
    const first = await logInAndAllow(wallet, { issuer_state });
    await new Promise((resolve) => setTimeout(resolve, 4100));
    expect((await wallet.redeemCode(first['code'] ?? '')).status).toBe(400);
    provider.person = { sub: 'quick', ...NAMES };
    expect(await logInAndAllow(wallet, { issuer_state })).toMatchObject({ error: 'access_denied' });
    provider.person = { sub: 'slow', ...NAMES };
    const second = await logInAndAllow(wallet, { issuer_state });
    const issued = await wallet.requestCredential(await wallet.redeemed(second['code'] ?? ''), MEMBER);
    expect(issued.status).toBe(200);
    expect((await backOffice.session(created.session_id)).status).toBe('credential_issued');
  });
});

describe('the answer of the provider', () => {
  it.each<Fault>([
    'wrong nonce',
    'no nonce',
    'wrong issuer',
    'wrong audience',
    'expired',
    'not signed',
    'signed by another key',
    'no ID token',
    'another iss in the redirect',
  ])('is not believed with %s, and the session’s log says why', async (fault) => {
    provider.person = { sub: 'ada', ...NAMES };
    const { created, wallet, issuer_state } = await offer({ issuer: 'brief' });
    provider.fault = fault;
    const { browser, page } = await openPageOf(wallet, { issuer_state });
    expect(page.status).toBe(502);
    expect(page.text).toContain('The answer of the login service is not valid.');
    expect(readRedirect({ ...page, headers: new Headers({ location: linkOf(page, 'Go back') }) })).toMatchObject({
      error: 'server_error',
      state: 'state-of-the-wallet',
      iss: wallet.issuer,
    });
    await eventually(async () => {
      const entry = (await backOffice.logs(created.session_id)).find(
        (one) => one.data?.['reason_id'] === 'login_answer_invalid',
      );
      expect(entry?.data?.['reason']).toMatch(/^The login service's answer is refused: .{5,}/);
      expect(JSON.stringify(entry)).not.toContain(NAMES.given_name);
    });
    provider.fault = undefined;
    const again = await follow(browser, await browser.open(linkOf(page, 'Try again')));
    expect([again.status, again.text.includes('Allow')]).toEqual([200, true]);
  });

  it.each<[Fault, number, string]>([
    ['temporarily_unavailable', 503, 'temporarily_unavailable'],
    ['token endpoint fails', 503, 'temporarily_unavailable'],
    ['token endpoint hangs', 503, 'temporarily_unavailable'],
    ['invalid_scope', 502, 'server_error'],
  ])('is explained when it is: %s', async (fault, status, error) => {
    const { wallet, issuer_state } = await offer({ issuer: 'brief' });
    provider.fault = fault;
    const { page } = await openPageOf(wallet, { issuer_state });
    expect(page.status).toBe(status);
    expect(linkOf(page, 'Go back')).toContain(`error=${error}&`);
    expect(page.text).not.toContain('words of the provider');
  });

  it('is explained when there is none: a provider that cannot be reached', async () => {
    const { page } = await openPageOf(walletOf('/unreachable'), { scope: MEMBER });
    expect([page.status, page.text.includes('The login service cannot be reached.')]).toEqual([503, true]);
    expect(linkOf(page, 'Go back')).toContain('error=temporarily_unavailable&');
    expect(linkOf(page, 'Try again')).toContain('/unreachable/authorize?');
  });

  it('AZ-24 goes back to the wallet as access_denied when the person turned back', async () => {
    const { wallet, issuer_state } = await offer({ issuer: 'brief' });
    provider.fault = 'access_denied';
    const { page } = await openPageOf(wallet, { issuer_state });
    expect(readRedirect(page)).toMatchObject({
      error: 'access_denied',
      state: 'state-of-the-wallet',
      iss: wallet.issuer,
    });
    provider.fault = undefined;
    expect((await logInAndAllow(wallet, { issuer_state }))['code']).toBeDefined();
  });

  it('is taken in the browser and for the request it was begun for, and nowhere else', async () => {
    const victim = await startLogin(walletOf());
    const attacker = await startLogin(walletOf());
    const inOther = await new Browser().open(attacker.callback);
    expect([inOther.status, inOther.headers.get('location')]).toEqual([403, null]);
    expect((await victim.browser.open(attacker.callback)).status).toBe(403);
    const codeOf = (url: string) => new URL(url).searchParams.get('code') ?? '';
    const mixed = attacker.callback.replace(codeOf(attacker.callback), codeOf(victim.callback));
    // The code of one login with the state of another: nonce and verifier are not those of the code.
    expect((await attacker.browser.open(mixed)).status).toBe(502);
    const elsewhere = attacker.callback.replace('/authorize/callback', '/brief/authorize/callback');
    expect((await attacker.browser.open(elsewhere)).status).toBe(400);
    const forged = attacker.callback.replace(/state=[^&]+/, 'state=forged');
    expect((await attacker.browser.open(forged)).status).toBe(400);
    const changed = await startLogin(walletOf(), 'another state');
    expect((await changed.browser.open(changed.callback)).status).toBe(400);
  });

  it('opened twice leaves who logged in first logged in, and asks nothing of the provider', async () => {
    const { browser, callback } = await startLogin(walletOf());
    expect((await follow(browser, await browser.open(callback))).status).toBe(200);
    const exchanges = provider.seen['/token']?.length;
    expect((await follow(browser, await browser.open(callback))).status).toBe(200);
    expect(provider.seen['/token']?.length).toBe(exchanges);
    expect(readRedirect(await browser.decide('allow'))['code']).toBeDefined();
    expect((await browser.open(callback)).status).toBe(400);
  });

  it('AZ-08 gives the code of one person to nobody else who opened the same address and allowed in the same moment', async () => {
    const wallet = walletOf();
    provider.person = { sub: 'first', ...NAMES };
    const first = await openPageOf(wallet, { scope: MEMBER });
    provider.person = { sub: 'second', ...NAMES };
    const second = new Browser();
    expect((await follow(second, await second.open(wallet.authorizeUrl(first.requestUri)))).status).toBe(200);
    const answers = await Promise.all([first.browser.decide('allow'), second.decide('allow')]);
    const codes = answers.filter((one) => (one.headers.get('location') ?? '').includes('code='));
    expect(codes).toHaveLength(1);
  });

  it('AZ-26 decides nothing without a login of that browser', async () => {
    const first = await openPageOf(walletOf(), { scope: MEMBER });
    const fields = first.browser.fields();
    const other = new Browser();
    await other.open(walletOf().authorizeUrl(first.requestUri));
    expect((await other.submit({ ...fields, decision: 'allow' })).status).toBe(403);
  });

  async function startLogin(wallet: CodeWallet, fault?: Fault): Promise<{ browser: Browser; callback: string }> {
    const { body } = await wallet.push({ scope: MEMBER });
    const browser = new Browser();
    const toProvider = (await browser.open(wallet.authorizeUrl(body.request_uri))).headers.get('location') ?? '';
    expect(new URL(toProvider).searchParams.get('code_challenge_method')).toBe('S256');
    provider.fault = fault;
    const back = await fetch(toProvider, { redirect: 'manual' });
    provider.fault = undefined;
    return { browser, callback: back.headers.get('location') ?? '' };
  }
});

describe('a login with private_key_jwt, userinfo, acr_values and a claim that names the person', () => {
  const allowed = { acr: 'high', sub: 'ada' };

  it('takes claims of userinfo, and names the person as configured', async () => {
    provider.person = allowed;
    provider.userinfo = { ...NAMES, employee: 'E-4711', acr: 'forged' };
    const wallet = walletOf('/strict');
    const { code = '' } = await logInAndAllow(wallet, { scope: MEMBER });
    expect((await wallet.requestCredential(await wallet.redeemed(code), MEMBER)).status).toBe(200);
    expect((await sessionOf('E-4711')).status).toBe('credential_issued');
    expect(provider.seen['/authorize']?.at(-1)?.['acr_values']).toBe('high');
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a weaker login', { sub: 'ada', acr: 'low' }, { employee: 'E-1' }],
    ['a login of unknown strength', { sub: 'ada' }, { employee: 'E-1', acr: 'high ' }],
    ['a person without the naming claim', allowed, NAMES],
  ])('refuses %s', async (_title, person, userinfo) => {
    provider.person = person;
    provider.userinfo = userinfo;
    const { page } = await openPageOf(walletOf('/strict'), { scope: MEMBER });
    expect(readRedirect(page)).toMatchObject({ error: 'access_denied' });
  });

  it('refuses userinfo of another person', async () => {
    provider.person = allowed;
    provider.userinfo = { employee: 'E-1' };
    provider.fault = 'userinfo of another person';
    expect((await openPageOf(walletOf('/strict'), { scope: MEMBER })).page.status).toBe(502);
  });

  it('require_login demands a login for any offer', async () => {
    provider.person = allowed;
    provider.userinfo = { employee: 'E-1' };
    const { wallet, issuer_state } = await offer({
      issuer: 'strict',
      credential_configuration_ids: [AV],
      claims: datasetsOf(AV),
    });
    const logins = provider.seen['/authorize']?.length ?? 0;
    expect((await logInAndAllow(wallet, { issuer_state }))['code']).toBeDefined();
    expect(provider.seen['/authorize']?.length).toBe(logins + 1);
  });
});
