/** The token endpoint: which request is refused how, and that what is refused uses nothing up. */
import { describe, expect, it } from 'vitest';
import { AV, PID_SD_JWT } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import { deferSession, openSession, redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import { PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';

const stack = sharedStack();
const url = `${stack.publicUrl}/token`;
const post = (body: string, type = 'application/x-www-form-urlencoded') =>
  send(url, { method: 'POST', headers: { 'content-type': type }, body });
const details = (change: object = {}) =>
  JSON.stringify([{ type: 'openid_credential', credential_configuration_id: AV, ...change }]);

/** One correct request; each row of a table differs from it in one thing. */
async function goodRequest(options: Parameters<typeof openSession>[1] = {}) {
  const opened = await openSession(stack, options);
  const good: Record<string, string> = {
    grant_type: PRE_AUTHORIZED,
    'pre-authorized_code': Wallet.codeOf(opened.offer),
    ...(opened.created.tx_code === undefined ? {} : { tx_code: opened.created.tx_code }),
  };
  return { ...opened, good };
}
const form = (parameters: Record<string, string | undefined>) =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

describe('a token request that differs in one thing from a correct one', () => {
  const rows: [string, Record<string, string | undefined>, string][] = [
    ['TK-02 no grant_type', { grant_type: undefined }, 'invalid_request'],
    ['TK-01 an empty grant_type', { grant_type: '' }, 'invalid_request'],
    ['TK-14 the password grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    [
      'the authorization code grant, not served',
      { grant_type: 'authorization_code', code: 'x' },
      'unsupported_grant_type',
    ],
    ['the short name of the grant', { grant_type: 'pre-authorized_code' }, 'unsupported_grant_type'],
    ['TK-02 no code', { 'pre-authorized_code': undefined }, 'invalid_request'],
    ['TK-01 an empty code', { 'pre-authorized_code': '' }, 'invalid_request'],
    ['a code nobody made', { 'pre-authorized_code': 'F8TqS35_YQTCpMMOENEf1jjm36DHndYMs9J1bm2Cw3g' }, 'invalid_grant'],
    ['TK-02 an unexpected tx_code', { tx_code: '123456' }, 'invalid_request'],
    ['TK-08 authorization_details that are no JSON', { authorization_details: '[{' }, 'invalid_authorization_details'],
    ['authorization_details that are no array', { authorization_details: '{}' }, 'invalid_authorization_details'],
    ['an empty list of them', { authorization_details: '[]' }, 'invalid_authorization_details'],
    ['another type', { authorization_details: details({ type: 'payment' }) }, 'invalid_authorization_details'],
    [
      'an unknown configuration',
      { authorization_details: details({ credential_configuration_id: 'x' }) },
      'invalid_authorization_details',
    ],
    [
      'TK-08 a configuration that was not offered',
      { authorization_details: details({ credential_configuration_id: PID_SD_JWT }) },
      'invalid_authorization_details',
    ],
    [
      'CM-04 a foreign location',
      { authorization_details: details({ locations: ['https://other.example'] }) },
      'invalid_authorization_details',
    ],
    ['a foreign resource', { resource: 'https://other.example' }, 'invalid_target'],
    ['a scope beyond the offer', { scope: 'urn:eudi:pid:1' }, 'invalid_scope'],
  ];

  it.each(rows)('%s is refused, and the code is still good', async (_name, change, error) => {
    const { good } = await goodRequest();
    expectRefused(await post(form({ ...good, ...change }).toString()), 400, error);
    expect((await post(form(good).toString())).status).toBe(200);
  });

  it('TK-01 a repeated parameter is refused, also with the same value', async () => {
    const { good } = await goodRequest();
    for (const again of ['grant_type', 'pre-authorized_code']) {
      const twice = form(good);
      twice.append(again, good[again] ?? '');
      expectRefused(await post(twice.toString()), 400, 'invalid_request');
    }
    expect((await post(form(good).toString())).status).toBe(200);
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data'])('TK-01 %s is refused', async (type) => {
    const { good } = await goodRequest();
    const body = type === 'application/json' ? JSON.stringify(good) : form(good).toString();
    expectRefused(await post(body, type), 400, 'invalid_request');
  });

  it.each(['GET', 'PUT', 'DELETE'])('%s is not allowed', async (method) => {
    const answer = await send(url, { method });
    expectRefused(answer, 405, 'invalid_request');
    expect(answer.headers.get('allow')).toBe('POST');
  });

  it('an empty body is refused', async () => {
    expectRefused(await post(''), 400, 'invalid_request');
  });
});

describe('a token request that says more than it must', () => {
  const rows: [string, Record<string, string>][] = [
    ['TK-01 an empty tx_code counts as none', { tx_code: '' }],
    ['AM-04 TK-04 a client_id nobody registered', { client_id: 'wallet-dev' }],
    ['X-02 a parameter we do not know', { user_hint: 'erika' }],
    ['the resource it is for', { resource: stack.publicUrl }],
    ['the scope it was offered', { scope: AV }],
    ['a scope nobody knows', { scope: 'openid profile' }],
    ['CM-04 the right location', { authorization_details: details({ locations: [stack.publicUrl] }) }],
    [
      'claims in authorization_details',
      { authorization_details: details({ claims: [{ path: [AV, 'age_over_18'] }] }) },
    ],
  ];
  it.each(rows)('%s', async (_name, more) => {
    const { good } = await goodRequest();
    expect((await post(form({ ...good, ...more }).toString())).status).toBe(200);
  });

  it('TK-01 a charset with the media type', async () => {
    const { good } = await goodRequest();
    const answer = await post(form(good).toString(), 'application/x-www-form-urlencoded; charset=UTF-8');
    expect(answer.status).toBe(200);
  });
});

describe('the transaction code', () => {
  it.each([
    ['missing', undefined, 'invalid_request'],
    ['TK-01 empty', '', 'invalid_request'],
    ['wrong', '000000000', 'invalid_grant'],
  ])('TK-02 %s is refused, and the right one still works', async (_name, tx_code, error) => {
    const { good } = await goodRequest({ more: { tx_code: true } });
    expectRefused(await post(form({ ...good, tx_code }).toString()), 400, error);
    expect((await post(form(good).toString())).status).toBe(200);
  });

  it('TK-06 after five wrong ones the right one fails too, until the offer is renewed', async () => {
    const { good, wallet, id, backOffice } = await goodRequest({ more: { tx_code: { value: '493536' } } });
    for (let left = 4; left >= 0; left -= 1) {
      expectRefused(await post(form({ ...good, tx_code: '111111' }).toString()), 400, 'invalid_grant');
      expect((await backOffice.session(id)).offer.tx_code_attempts_left).toBe(left);
    }
    expectRefused(await post(form(good).toString()), 400, 'invalid_grant');
    const renewed = await backOffice.renew(id);
    const tokens = await wallet.redeem(renewed.credential_offer, { tx_code: renewed.tx_code ?? '' });
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });

  it('TK-06 attempts made at once are all counted', async () => {
    const { good, id, backOffice } = await goodRequest({ more: { tx_code: { value: '493536' } } });
    const wrong = form({ ...good, tx_code: '111111' }).toString();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post(wrong)));
    for (const answer of answers) expectRefused(answer, 400, 'invalid_grant');
    expect((await backOffice.session(id)).offer.tx_code_attempts_left).toBe(0);
    expectRefused(await post(form(good).toString()), 400, 'invalid_grant');
  });

  it('CO-09 may be text', async () => {
    const { good, created } = await goodRequest({ more: { tx_code: { input_mode: 'text', length: 10 } } });
    expect(created.tx_code).toMatch(/^[A-Z2-9]{10}$/);
    expect((await post(form(good).toString())).status).toBe(200);
  });
});

describe('the refresh token', () => {
  it('TK-15 is given when the claims are not all there, and not otherwise', async () => {
    expect((await redeemSession(stack, { supplied: [] })).tokens.refresh_token).toEqual(expect.any(String));
    expect((await redeemSession(stack)).tokens.refresh_token).toBeUndefined();
  });

  it('TK-12 DE-02 gives an access token that gets the credential', async () => {
    const { wallet, tokens } = await redeemSession(stack, { supplied: [], offered: [AV] });
    const refreshed = await wallet.refresh(tokens);
    expect(refreshed).toMatchObject({ token_type: 'Bearer', expires_in: 300, refresh_token: expect.any(String) });
    expect(refreshed.access_token).not.toBe(tokens.access_token);
    expect((await wallet.requestCredential(refreshed, AV)).status).toBe(202);
  });

  it('TK-14 is not rotated when a key protects it', async () => {
    const { wallet, tokens } = await redeemSession(stack, { supplied: [], dpop: true });
    const first = await wallet.refresh(tokens);
    expect(first.token_type).toBe('DPoP');
    expect(first.refresh_token).toBe(tokens.refresh_token);
    expect((await wallet.refresh(tokens)).access_token).toEqual(expect.any(String));
  });

  it('TK-11 keeps the identifiers as they were', async () => {
    const { wallet, offer } = await openSession(stack, { supplied: [], dpop: true });
    const authorization_details = details();
    const tokens = await wallet.redeem(offer, { authorization_details });
    const parameters = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    for (const more of [{}, { authorization_details }] as Record<string, string>[]) {
      const { body } = await wallet.token({ ...parameters, ...more });
      expect(body.authorization_details).toEqual(tokens.authorization_details);
      expect((await wallet.requestCredential(body, AV)).status).toBe(202);
    }
  });

  it('TK-11 TK-14 rotated, it keeps them just as well, and gives none where none were asked for', async () => {
    const { wallet, offer } = await openSession(stack, { supplied: [] });
    const tokens = await wallet.redeem(offer, { authorization_details: details() });
    let refreshed = tokens;
    for (let time = 0; time < 2; time += 1) {
      const refresh_token = refreshed.refresh_token ?? '';
      refreshed = (await wallet.token({ grant_type: 'refresh_token', refresh_token })).body;
      expect(refreshed.authorization_details).toEqual(tokens.authorization_details);
    }
    const plain = await redeemSession(stack, { supplied: [] });
    expect(await plain.wallet.refresh(plain.tokens)).not.toHaveProperty('authorization_details');
  });

  const refusals: [string, (token: string) => Record<string, string>, string][] = [
    ['no token', () => ({}), 'invalid_request'],
    ['an empty one', () => ({ refresh_token: '' }), 'invalid_request'],
    ['one nobody made', () => ({ refresh_token: 'AAAA' }), 'invalid_grant'],
    ['one with a letter more', (token) => ({ refresh_token: `${token}A` }), 'invalid_grant'],
  ];
  it.each(refusals)('TK-15 %s is refused', async (_name, change, error) => {
    const { wallet, tokens } = await redeemSession(stack, { supplied: [] });
    const answer = await wallet.token({ grant_type: 'refresh_token', ...change(tokens.refresh_token ?? '') });
    expectRefused(answer, 400, error);
    expect((await wallet.refresh(tokens)).access_token).toEqual(expect.any(String));
  });

  it('TK-15 of another client is refused', async () => {
    const { tokens } = await redeemSession(stack, { supplied: [], clientId: 'wallet-a' });
    const parameters = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    const stranger = new Wallet(stack.publicUrl, { clientId: 'wallet-b' });
    expectRefused(await stranger.token(parameters), 400, 'invalid_grant');
  });

  it('an access token or a code is no refresh token', async () => {
    const { wallet, tokens, offer } = await redeemSession(stack, { supplied: [] });
    for (const refresh_token of [tokens.access_token, Wallet.codeOf(offer)])
      expectRefused(await wallet.token({ grant_type: 'refresh_token', refresh_token }), 400, 'invalid_grant');
  });

  it('is worth nothing once the session is cancelled', async () => {
    const { wallet, tokens, id, backOffice } = await deferSession(stack);
    await backOffice.cancel(id);
    const parameters = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    expectRefused(await wallet.token(parameters), 400, 'invalid_grant');
  });
});
