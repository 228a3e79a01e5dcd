import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { normalizeHtu } from '../../../protocol/token/normalize-htu.js';
import { verifyDpopProof } from '../../../protocol/token/verify-dpop-proof.js';
import { keepsToRules, unknownMembers } from '../../support/arbitraries.js';
import { nearlyJwt, respell, signedBy } from '../../support/arbitraries-jwt.js';
import { expectRefusal, ISSUER, NOW, NOW_SECONDS } from '../expect-refusal.js';
import type { TestKey } from '../signed-jwt.js';
import { makeKey, signJwt } from '../signed-jwt.js';

const TOKEN = 'a-token';
const URL_OF_CREDENTIALS = `${ISSUER}/credential`;
let key: TestKey;
let good: { header: Record<string, unknown>; claims: Record<string, unknown> };

beforeAll(async () => {
  key = await makeKey();
  const ath = createHash('sha256').update(TOKEN).digest('base64url');
  good = {
    header: { typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk },
    claims: { jti: 'j', htm: 'POST', htu: URL_OF_CREDENTIALS, iat: NOW_SECONDS, ath },
  };
});

const verify = (proof: string, at: 'token' | 'access' = 'access') =>
  verifyDpopProof({
    proof,
    method: 'POST',
    url: URL_OF_CREDENTIALS,
    now: NOW,
    accessToken: TOKEN,
    algorithms: ['ES256'],
    at,
  });

describe('a DPoP proof', () => {
  it('DP-03 means the same whatever unknown claims and header parameters it has', async () => {
    const plain = await verify(await signJwt(good.header, good.claims, key));
    await fc.assert(
      fc.asyncProperty(unknownMembers, unknownMembers, async (header, claims) => {
        const jwt = await signJwt({ ...header, ...good.header }, { ...claims, ...good.claims }, key);
        expect(await verify(jwt)).toEqual(plain);
      }),
    );
  });

  it('signed over anything is verified or refused, soon', async () => {
    const signed = signedBy(key, good, { header: ['crit', 'kid', 'x5c', 'jku'], claims: ['nonce', 'exp', 'nbf'] });
    await fc.assert(
      fc.asyncProperty(signed, fc.constantFrom('token' as const, 'access' as const), async (make, at) => {
        const verified = await keepsToRules(async () => verify(await make(), at));
        if (verified !== undefined) expect(verified.jkt).toMatch(/^[\w-]{43}$/);
      }),
      { numRuns: 300 },
    );
  });

  it('of any text is refused', async () => {
    await fc.assert(
      fc.asyncProperty(nearlyJwt, async (jwt) => {
        expect(await keepsToRules(() => verify(jwt))).toBeUndefined();
      }),
    );
  });

  it.each([0, 1, 2] as const)(
    'has one spelling: spare bits in part %i make it another text, which is none',
    async (part) => {
      const spelled = await Promise.all(
        ['j', 'jj', 'jjj'].map((jti) => signJwt({ ...good.header, x: jti }, { ...good.claims, jti }, key)),
      );
      const other = spelled.flatMap((jwt) => respell(jwt, part) ?? []);
      expect(other.length).toBeGreaterThan(0);
      for (const jwt of other) await expectRefusal(() => verify(jwt), 'access_dpop_malformed', 'invalid_dpop_proof');
    },
  );
});

describe('htu', () => {
  it('DP-03 is compared after normalization, which changes a normal form no more', async () => {
    const url = fc.webUrl({ withQueryParameters: true, withFragments: true });
    await fc.assert(
      fc.property(url, (text) => {
        const once = normalizeHtu(text);
        expect(once).toBeDefined();
        expect(normalizeHtu(once ?? '')).toBe(once);
        expect(normalizeHtu(text.replace(/[?#].*$/, ''))).toBe(once);
      }),
    );
  });

  it('of anything is a normal form or nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `https://a.example/${text}`),
        ),
        async (text) => {
          const found = await keepsToRules(() => normalizeHtu(text));
          if (found !== undefined)
            expect(found).not.toMatch(/[?#]|@/u.test(new URL(found).pathname) ? /[?#]/ : /[?#@]/);
        },
      ),
    );
  });
});
