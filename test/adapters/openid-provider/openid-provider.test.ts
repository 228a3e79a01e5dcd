import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProviderSettings } from '../../../adapters/openid-provider/create-openid-provider.js';
import { createOpenidProvider } from '../../../adapters/openid-provider/create-openid-provider.js';
import { OpenidProvider, PROVIDER_CLIENT, PROVIDER_SECRET } from '../../support/openid-provider.js';

let double: OpenidProvider;
beforeAll(async () => {
  double = await new OpenidProvider().start();
});
afterAll(() => double?.stop());

const attempt = {
  redirectUri: 'http://127.0.0.1/cb',
  state: 's'.repeat(20),
  nonce: 'n'.repeat(20),
  verifier: 'v'.repeat(43),
};
type Fetch = Parameters<typeof createOpenidProvider>[1]['fetch'];

function make(
  change: Partial<ProviderSettings> = {},
  call: Fetch = (url, options) => fetch(url, options as RequestInit),
) {
  let now = 0;
  const calls: string[] = [];
  const settings: ProviderSettings = {
    issuer: double.issuer,
    clientId: PROVIDER_CLIENT,
    clientAuth: { method: 'client_secret_basic', secret: PROVIDER_SECRET },
    scopes: ['openid'],
    userinfo: false,
    timeout: 5,
    ...change,
  };
  const outbound: Fetch = (url, options) => {
    calls.push(new URL(url).pathname);
    return call(url, options);
  };
  const provider = createOpenidProvider(settings, { fetch: outbound, now: () => now });
  return { provider, calls, pass: (ms: number) => (now += ms) };
}

const answer =
  (change: object): Fetch =>
  async () =>
    new Response(JSON.stringify({ issuer: double.issuer, ...change }), {
      headers: { 'content-type': 'application/json' },
    });

describe('createOpenidProvider', () => {
  it('finds the provider when it is first needed, once for all who come at a time, and again after an hour', async () => {
    const { provider, calls, pass } = make();
    expect(calls).toEqual([]);
    await Promise.all([provider.begin(attempt), provider.begin(attempt)]);
    pass(3_599_999);
    await provider.begin(attempt);
    expect(calls).toHaveLength(1);
    pass(1);
    await provider.begin(attempt);
    expect(calls).toHaveLength(2);
  });

  it('asks a provider that is down again after two seconds, and not for everybody who comes meanwhile', async () => {
    const { provider, calls, pass } = make({}, () => Promise.reject(new TypeError('fetch failed')));
    for (const _ of [1, 2, 3]) expect((await provider.begin(attempt)).kind).toBe('unavailable');
    expect(calls).toHaveLength(1);
    pass(2000);
    await provider.begin(attempt);
    expect(calls).toHaveLength(2);
  });

  it('sends state, nonce, PKCE with S256 and the wishes of the configuration', async () => {
    const { provider } = make({ acrValues: ['a', 'b'], prompt: 'login', scopes: ['openid', 'email'] });
    const begun = await provider.begin(attempt);
    const query = Object.fromEntries(new URL(begun.kind === 'done' ? begun.value : '').searchParams);
    expect(query).toEqual({
      response_type: 'code',
      client_id: PROVIDER_CLIENT,
      redirect_uri: attempt.redirectUri,
      scope: 'openid email',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      acr_values: 'a b',
      prompt: 'login',
    });
  });

  it.each<[string, object]>([
    ['of another issuer', { issuer: 'https://other.example', authorization_endpoint: 'https://other.example/a' }],
    ['with a script for an endpoint', { authorization_endpoint: 'javascript:alert(1)' }],
    ['without an authorization endpoint', {}],
  ])('refuses metadata %s', async (_title, metadata) => {
    expect((await make({}, answer(metadata)).provider.begin(attempt)).kind).toBe('invalid');
  });

  it('says of an unusable answer what is wrong, and nothing of what was in it', async () => {
    const { provider } = make();
    double.person = { sub: 'ada', given_name: 'Adelheid-Xaveria' };
    double.fault = 'wrong audience';
    const begun = await provider.begin(attempt);
    const back = await fetch(begun.kind === 'done' ? begun.value : '', { redirect: 'manual' });
    const finished = await provider.finish(attempt, new URL(back.headers.get('location') ?? '').searchParams);
    double.fault = undefined;
    expect(finished.kind).toBe('invalid');
    const text = JSON.stringify(finished);
    expect(text).toMatch(/aud/);
    for (const secret of [...double.secrets, 'Adelheid-Xaveria', attempt.nonce]) expect(text).not.toContain(secret);
  });

  it('says of wrong credentials of ours that the provider refused them', async () => {
    const { provider } = make({ clientAuth: { method: 'client_secret_basic', secret: 'wrong' } });
    const begun = await provider.begin(attempt);
    const back = await fetch(begun.kind === 'done' ? begun.value : '', { redirect: 'manual' });
    const finished = await provider.finish(attempt, new URL(back.headers.get('location') ?? '').searchParams);
    expect(finished).toMatchObject({ kind: 'refused', error: 'invalid_client' });
  });

  it('does not start with a key that cannot be read', () => {
    expect(() => make({ clientAuth: { method: 'private_key_jwt', pem: 'no key', alg: 'ES256' } })).toThrow();
  });
});
