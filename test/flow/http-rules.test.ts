/** Rules that hold at every door: sizes, headers, schemes, browsers. */
import { describe, expect, it } from 'vitest';
import { AV } from '../support/datasets.js';
import { expectRefused } from '../support/expect-refused.js';
import { openSession, redeemSession } from '../support/open-session.js';
import { sendRaw } from '../support/raw-request.js';
import { sharedStack } from '../support/stack.js';
import type { Answer } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';

const stack = sharedStack();
const { publicUrl } = stack;
const MEGABYTE = 1024 * 1024;
const PROTECTED = ['/credential', '/deferred_credential', '/notification'];
const postJson = (path: string, body: string, headers: Record<string, string> = {}): Promise<Answer> =>
  send(publicUrl + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

describe('unknown members', () => {
  it('X-02 CE-14 NO-06 are ignored at every door', async () => {
    const { wallet, offer, backOffice, id } = await openSession(stack, { supplied: [] });
    const tokens = await wallet.redeem(offer, { x_unknown: '1' });
    const extra = { x_unknown: 1, x_nested: { deep: [null] } };
    const { body: deferred } = await wallet.authorized<{ transaction_id: string }>('/credential', tokens, {
      ...(await wallet.credentialRequest(tokens, AV, [await newKey()])),
      ...extra,
    });
    const poll = { transaction_id: deferred.transaction_id, ...extra };
    expect((await wallet.authorized('/deferred_credential', tokens, poll)).status).toBe(202);
    await backOffice.supply(id, AV, { age_over_18: true });
    const { status, body } = await wallet.authorized<{ notification_id: string }>('/deferred_credential', tokens, poll);
    expect(status).toBe(200);
    const notification = { notification_id: body.notification_id, event: 'credential_accepted', ...extra };
    expect((await wallet.authorized('/notification', tokens, notification)).status).toBe(204);
  });
});

describe('the access token', () => {
  it.each(PROTECTED)('CE-01 NO-01 X-05 %s without one is challenged without an error', async (path) => {
    const answer = await postJson(path, '{}');
    expectRefused(answer, 401, 'invalid_token');
    expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP algs="ES256[^"]*", Bearer$/);
  });

  const malformed = [
    ['another scheme', 'Basic dXNlcjpwYXNz', 401, 'invalid_token'],
    ['a scheme alone', 'Bearer', 400, 'invalid_request'],
    ['a quoted token', 'Bearer "abc"', 400, 'invalid_request'],
    ['two tokens', 'Bearer abc def', 400, 'invalid_request'],
    ['a token of somebody else', 'Bearer 4izw0nZOMrGp6tCfhltqPEIFjI9o9sX3weWefUeLpjA', 401, 'invalid_token'],
  ] as const;
  it.each(malformed)('CE-01 %s is refused', async (_name, authorization, status, error) => {
    for (const path of PROTECTED) expectRefused(await postJson(path, '{}', { authorization }), status, error);
  });

  it.each(['Bearer', 'bearer', 'BEARER'])('X-07 the scheme may be written %s', async (scheme) => {
    const { wallet, tokens } = await redeemSession(stack);
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    const authorization = `${scheme} ${tokens.access_token}`;
    expect((await wallet.authorized('/credential', tokens, request, { authorization })).status).toBe(200);
  });

  it.each(['DPoP', 'dpop', 'DPOP'])('X-07 and %s', async (scheme) => {
    const { wallet, tokens } = await redeemSession(stack, { dpop: true });
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    const authorization = `${scheme} ${tokens.access_token}`;
    expect((await wallet.authorized('/credential', tokens, request, { authorization })).status).toBe(200);
  });

  it.each(PROTECTED)('X-08 in the query of %s is refused, alone or next to the header', async (path) => {
    const { tokens } = await redeemSession(stack);
    const url = `${path}?access_token=${tokens.access_token}`;
    expectRefused(await postJson(url, '{}'), 400, 'invalid_request');
    const authorization = `Bearer ${tokens.access_token}`;
    expectRefused(await postJson(url, '{}', { authorization }), 400, 'invalid_request');
  });
});

describe('sizes', () => {
  it('X-12 a megabyte is read', async () => {
    const { wallet, tokens } = await redeemSession(stack);
    const request = await wallet.credentialRequest(tokens, AV, [await newKey()]);
    const answer = await wallet.authorized('/credential', tokens, { ...request, x_padding: 'x'.repeat(MEGABYTE) });
    expect(answer.status).toBe(200);
  });

  const doors = [
    ['/token', 'application/x-www-form-urlencoded', 'invalid_request'],
    ['/credential', 'application/json', 'invalid_credential_request'],
    ['/deferred_credential', 'application/json', 'invalid_credential_request'],
    ['/notification', 'application/json', 'invalid_notification_request'],
  ] as const;
  it.each(doors)('X-12 at %s more than the limit is answered 413, not cut off', async (path, type, error) => {
    const { status, text, headers } = await sendRaw(publicUrl + path, {
      method: 'POST',
      headers: { 'content-type': type },
      body: 'x'.repeat(2 * MEGABYTE + 1),
    });
    expect({ status, error: JSON.parse(text).error }).toEqual({ status: 413, error });
    expect(headers['cache-control']).toContain('no-store');
  });

  it('X-11 24 kB of headers are read', async () => {
    const { status } = await sendRaw(`${publicUrl}/nonce`, {
      method: 'POST',
      headers: { 'oauth-client-attestation': 'a'.repeat(24 * 1024) },
    });
    expect(status).toBe(200);
  });
});

describe('bodies that cannot be read', () => {
  const unreadable = [
    ['/token', 'application/x-www-form-urlencoded', 'invalid_request'],
    ['/credential', 'application/json', 'invalid_credential_request'],
    ['/deferred_credential', 'application/json', 'invalid_credential_request'],
    ['/notification', 'application/json', 'invalid_notification_request'],
  ] as const;
  it.each(unreadable)(
    '%s refuses an unknown content coding and an unknown charset in its own words',
    async (path, type, error) => {
      const { tokens } = await redeemSession(stack);
      const authorization = `Bearer ${tokens.access_token}`;
      const coded = { 'content-type': type, 'content-encoding': 'x-squeezed', authorization };
      expectRefused(await send(publicUrl + path, { method: 'POST', headers: coded, body: '{}' }), 400, error);
      const charset = { 'content-type': `${type}; charset=x-klingon`, authorization };
      expectRefused(await send(publicUrl + path, { method: 'POST', headers: charset, body: '{}' }), 400, error);
    },
  );
});

describe('answers', () => {
  it('X-06 X-10 with credentials have a date and are kept by no cache', async () => {
    const { wallet, tokens } = await redeemSession(stack);
    const { headers } = await wallet.requestCredential(tokens, AV);
    expect(headers.get('date')).toBeTruthy();
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('TK-01 X-06 with a token are JSON that no cache keeps', async () => {
    const { wallet, backOffice, id } = await redeemSession(stack);
    const { credential_offer } = await backOffice.renew(id);
    const code = Wallet.codeOf(credential_offer);
    const { status, headers } = await wallet.token({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': code });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('X-06 when deferred are kept by no cache', async () => {
    const { wallet, tokens } = await redeemSession(stack, { supplied: [] });
    const first = await wallet.requestCredential(tokens, AV);
    const second = await wallet.collect(tokens, first.body.transaction_id ?? '');
    for (const { status, headers } of [first, second]) {
      expect(status).toBe(202);
      expect(headers.get('cache-control')).toContain('no-store');
    }
  });
});

describe('browsers', () => {
  it.each(['/token', '/nonce', '/credential', '/deferred_credential', '/notification'])(
    'X-14 may ask %s',
    async (path) => {
      const { status, headers } = await send(publicUrl + path, {
        method: 'OPTIONS',
        headers: { origin: 'https://wallet.example', 'access-control-request-method': 'POST' },
      });
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-headers')?.toLowerCase()).toMatch(
        /authorization.*content-type.*dpop.*prefer$/,
      );
    },
  );

  it('X-14 may read the headers they need, of refusals too', async () => {
    const exposed = /DPoP-Nonce.*WWW-Authenticate.*OAuth-Client-Attestation-Challenge.*Preference-Applied/;
    const refused = await postJson('/credential', '{}');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('access-control-expose-headers')).toMatch(exposed);
  });

  it('are given no cookies and nothing to sniff', async () => {
    const { headers } = await send(`${publicUrl}/.well-known/openid-credential-issuer`);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

it('an address where nothing is answers 404 in JSON', async () => {
  expect(await send(`${publicUrl}/nowhere`)).toMatchObject({ status: 404, body: { error: expect.any(String) } });
});

it.each(['/credential_offers/%E0%A4%A', '/%ff'])(
  'the address %s, which means nothing, is no fault of ours',
  async (path) => {
    const { status } = await sendRaw(publicUrl + path);
    expect(status).toBe(404);
  },
);
