import { describe, expect, it } from 'vitest';
import { audienceRules } from '../../../api/http/authenticate-client.js';
import type { WalletContext } from '../../../api/http/wallet-context.js';
import { verifyClientAssertion } from '../../../protocol/client/verify-client-assertion.js';
import { expectRefusal, ISSUER, NOW, NOW_SECONDS } from '../../protocol/expect-refusal.js';
import { makeKey, signJwt } from '../../protocol/signed-jwt.js';

const rulesOf = (profile: string) =>
  audienceRules({
    issuer: { identifier: ISSUER, configuration: { profile } },
    endpoint: '/par',
    url: (path: string) => `${ISSUER}${path}`,
  } as unknown as WalletContext);

async function authenticate(profile: string, aud: unknown) {
  const key = await makeKey();
  const claims = { iss: 'c', sub: 'c', aud, jti: 'j', exp: NOW_SECONDS + 60 };
  const assertion = await signJwt({ alg: 'ES256' }, claims, key);
  return verifyClientAssertion({ assertion, clientId: 'c', keys: [key.publicJwk], now: NOW, ...rulesOf(profile) });
}

const LOOSE = [`${ISSUER}/token`, `${ISSUER}/par`, [ISSUER], [ISSUER, 'https://other.example']];

describe('the audience of a client assertion', () => {
  it.each(['haip', 'eudi'])('AZ-11 in the profile %s is the issuer, and a string', async (profile) => {
    expect((await authenticate(profile, ISSUER)).jti).toBe('j');
    for (const aud of LOOSE) await expectRefusal(() => authenticate(profile, aud), 'client_assertion_invalid');
  });

  it.each(['base', 'av'])('AZ-11 in the profile %s may be an endpoint, or one among others', async (profile) => {
    for (const aud of [ISSUER, ...LOOSE]) expect((await authenticate(profile, aud)).jti).toBe('j');
    await expectRefusal(() => authenticate(profile, 'https://other.example'), 'client_assertion_invalid');
  });
});
