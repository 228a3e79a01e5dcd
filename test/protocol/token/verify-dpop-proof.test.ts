import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DpopFault } from '../../../protocol/errors/dpop-refusals.js';
import { normalizeHtu } from '../../../protocol/token/normalize-htu.js';
import type { DpopRules } from '../../../protocol/token/verify-dpop-proof.js';
import { DPOP_ALGORITHMS, verifyDpopProof } from '../../../protocol/token/verify-dpop-proof.js';
import { expectRefusal, NOW, NOW_SECONDS, refusalOf, refusesOrReturns } from '../expect-refusal.js';
import type { TestKey } from '../signed-jwt.js';
import { makeKey, signJwt, signWithSecret, tamper } from '../signed-jwt.js';

const URL_ = 'https://issuer.example/tenant/credential';
const TOKEN = 'the-access-token';
const ath = createHash('sha256').update(TOKEN).digest('base64url');

let key: TestKey;
let p384: TestKey;
let good: { header: Record<string, unknown>; claims: Record<string, unknown> };

beforeAll(async () => {
  key = await makeKey();
  p384 = await makeKey('ES384');
  good = {
    header: { typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk },
    claims: { jti: 'one', htm: 'POST', htu: URL_, iat: NOW_SECONDS, ath },
  };
});

const rules = (changes: Partial<DpopRules> & { proof: string }): DpopRules => ({
  method: 'POST',
  url: URL_,
  now: NOW,
  accessToken: TOKEN,
  algorithms: DPOP_ALGORITHMS,
  at: 'access',
  ...changes,
});
const without = (object: Record<string, unknown>, name: string) =>
  Object.fromEntries(Object.entries(object).filter(([key_]) => key_ !== name));
const proofWith = (changes: { header?: object; claims?: object } = {}) =>
  signJwt({ ...good.header, ...changes.header }, { ...good.claims, ...changes.claims }, key);

describe('verifyDpopProof', () => {
  it('DP-02 DP-03 accepts a good proof and returns its key and jti', async () => {
    const verified = await verifyDpopProof(rules({ proof: await proofWith({ claims: { nonce: 'n' } }) }));
    const { crv, kty, x, y } = key.publicJwk;
    const jkt = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
    expect(verified).toEqual({ jkt, jti: 'one', issuedAt: NOW_SECONDS, nonce: 'n' });
  });

  it.each(['ES384', 'ES512', 'EdDSA'])('DP-02 accepts %s', async (alg) => {
    const other = await makeKey(alg);
    const proof = await signJwt({ ...good.header, alg, jwk: other.publicJwk }, good.claims, other);
    expect((await verifyDpopProof(rules({ proof }))).jti).toBe('one');
  });

  it('DP-04 tolerates clocks: 60 seconds either way, and exp or nbf in the proof', async () => {
    for (const shift of [-60, -10, 10, 60]) {
      await verifyDpopProof(
        rules({ proof: await proofWith({ claims: { iat: NOW_SECONDS + shift, exp: 1, nbf: 9e9 } }) }),
      );
    }
  });

  it('needs no ath where no token is presented', async () => {
    const proof = await signJwt(good.header, without(good.claims, 'ath'), key);
    expect((await verifyDpopProof({ ...rules({ proof }), accessToken: undefined, at: 'token' })).jti).toBe('one');
  });

  it.each<[string, { header?: object; claims?: object }, DpopFault]>([
    ['DP-02 a plain typ', { header: { typ: 'JWT' } }, 'type'],
    ['DP-02 no typ', { header: { typ: undefined } }, 'type'],
    ['DP-02 an upper-case typ', { header: { typ: 'DPOP+JWT' } }, 'type'],
    ['DP-02 alg none', { header: { alg: 'none' } }, 'algorithm'],
    ['DP-02 alg as an array', { header: { alg: ['ES256'] } }, 'algorithm'],
    ['DP-02 an inherited property name as alg', { header: { alg: 'constructor' } }, 'algorithm'],
    ['DP-02 an alg that does not fit the key', { header: { alg: 'ES384' } }, 'algorithm'],
    ['DP-02 no jwk', { header: { jwk: undefined } }, 'malformed'],
    ['DP-02 a jwk that is text', { header: { jwk: 'key' } }, 'malformed'],
    ['DP-02 a null jwk', { header: { jwk: null } }, 'malformed'],
    ['critical extensions', { header: { crit: ['b64'], b64: false } }, 'malformed'],
    ['unknown critical extensions', { header: { crit: ['x'], x: 1 } }, 'malformed'],
    ['DP-03 no jti', { claims: { jti: undefined } }, 'malformed'],
    ['DP-03 an empty jti', { claims: { jti: '' } }, 'malformed'],
    ['DP-03 a numeric jti', { claims: { jti: 7 } }, 'malformed'],
    ['DP-03 no htm', { claims: { htm: undefined } }, 'malformed'],
    ['DP-03 no htu', { claims: { htu: undefined } }, 'malformed'],
    ['DP-03 an htu that is an array', { claims: { htu: [URL_] } }, 'malformed'],
    ['DP-03 no iat', { claims: { iat: undefined } }, 'malformed'],
    ['DP-03 iat as text', { claims: { iat: String(NOW_SECONDS) } }, 'malformed'],
    ['DP-03 a nonce that is no text', { claims: { nonce: 1 } }, 'malformed'],
    ['DP-03 another method', { claims: { htm: 'GET' } }, 'method'],
    ['DP-03 a method in lower case', { claims: { htm: 'post' } }, 'method'],
    ['DP-03 another path', { claims: { htu: 'https://issuer.example/tenant/token' } }, 'url'],
    ['DP-03 another scheme', { claims: { htu: URL_.replace('https', 'http') } }, 'url'],
    ['DP-03 another host', { claims: { htu: URL_.replace('issuer', 'evil') } }, 'url'],
    ['DP-03 user information', { claims: { htu: URL_.replace('issuer', 'u@issuer') } }, 'url'],
    ['DP-03 an htu that is no URL', { claims: { htu: '/tenant/credential' } }, 'url'],
    ['DP-04 61 seconds old', { claims: { iat: NOW_SECONDS - 61 } }, 'stale'],
    ['DP-04 61 seconds ahead', { claims: { iat: NOW_SECONDS + 61 } }, 'future'],
    ['DP-04 milliseconds', { claims: { iat: NOW_SECONDS * 1000 } }, 'future'],
    ['DP-03 no ath', { claims: { ath: undefined } }, 'token_hash'],
    [
      'DP-03 the hash of another token',
      { claims: { ath: createHash('sha256').update('other').digest('base64url') } },
      'token_hash',
    ],
  ])('refuses %s, at both doors', async (_title, changes, fault) => {
    const proof = await proofWith(changes);
    await expectRefusal(() => verifyDpopProof(rules({ proof })), `access_dpop_${fault}`, 'invalid_dpop_proof');
    await expectRefusal(() => verifyDpopProof(rules({ proof, at: 'token' })), `dpop_${fault}`, 'invalid_dpop_proof');
  });

  it('DP-02 refuses a private key in the header', async () => {
    await expectRefusal(
      async () => verifyDpopProof(rules({ proof: await proofWith({ header: { jwk: key.privateJwk } }) })),
      'access_dpop_private_key',
    );
  });

  it('DP-02 refuses a symmetric algorithm', async () => {
    const proof = await signWithSecret(good.header, good.claims);
    await expectRefusal(() => verifyDpopProof(rules({ proof })), 'access_dpop_algorithm');
  });

  it('DP-02 refuses an algorithm the issuer does not list', async () => {
    await expectRefusal(
      async () => verifyDpopProof(rules({ proof: await proofWith(), algorithms: ['ES384'] })),
      'access_dpop_algorithm',
    );
  });

  it('DP-02 refuses a key of another curve, a point off the curve, and short or oddly encoded coordinates', async () => {
    const { x = '', y = '' } = key.publicJwk;
    const bad = [
      p384.publicJwk,
      { ...key.publicJwk, crv: 'P-384' },
      { ...key.publicJwk, y: x },
      { ...key.publicJwk, x: x.slice(2) },
      { ...key.publicJwk, y: `${y}=` },
      { ...key.publicJwk, y: undefined },
    ];
    for (const jwk of bad) {
      await expectRefusal(
        async () => verifyDpopProof(rules({ proof: await proofWith({ header: { jwk } }) })),
        'access_dpop_algorithm',
      );
    }
  });

  it('refuses a signature by another key, a changed claim, and a changed signature', async () => {
    const proof = await proofWith();
    const byOther = await signJwt(good.header, good.claims, await makeKey());
    const changed = tamper(proof, (claims) => {
      claims.jti = 'two';
    });
    for (const bad of [byOther, changed, `${proof.slice(0, -4)}AAAA`]) {
      await expectRefusal(() => verifyDpopProof(rules({ proof: bad })), 'access_dpop_signature');
    }
  });

  it('DP-06 refuses two headers, which Node joins with a comma', async () => {
    const proof = await proofWith();
    await expectRefusal(() => verifyDpopProof(rules({ proof: `${proof}, ${proof}`, at: 'token' })), 'dpop_duplicate');
  });

  it.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d', '..', 'e30.e30.e30e'])(
    'refuses %j, which is no proof',
    async (proof) => {
      await refusalOf(() => verifyDpopProof(rules({ proof })));
    },
  );

  it('refuses a payload that is no object', async () => {
    for (const payload of ['[]', 'null', '"x"', 'x']) {
      await expectRefusal(
        async () => verifyDpopProof(rules({ proof: await signJwt(good.header, payload, key) })),
        'access_dpop_malformed',
      );
    }
  });

  it('X-15 puts no token, jti or key into the evidence', async () => {
    const changes = [
      { claims: { ath: 'x' } },
      { claims: { iat: 0 } },
      { claims: { htu: 'x:' } },
      { header: { typ: 'x' } },
    ];
    for (const change of changes) {
      const error = await refusalOf(async () => verifyDpopProof(rules({ proof: await proofWith(change) })));
      expect(JSON.stringify(error.evidence)).not.toContain(TOKEN);
      expect(JSON.stringify(error.evidence)).not.toContain('one"');
      expect(JSON.stringify(error.evidence)).not.toContain(key.publicJwk.x);
    }
  });

  it('refuses arbitrary text or verifies it, and nothing else', async () => {
    const part = fc
      .oneof(fc.json(), fc.constant('{"typ":"dpop+jwt","alg":"ES256","jwk":{}}'))
      .map((text) => Buffer.from(text).toString('base64url'));
    const text = fc.oneof(
      fc.string(),
      fc.tuple(part, part, part).map((parts) => parts.join('.')),
    );
    await fc.assert(fc.asyncProperty(text, (proof) => refusesOrReturns(() => verifyDpopProof(rules({ proof })))));
  });

  it('still refuses a stale proof of a key it remembers', async () => {
    const proof = await proofWith();
    await verifyDpopProof(rules({ proof }));
    await expectRefusal(
      () => verifyDpopProof(rules({ proof, now: new Date(NOW.getTime() + 61_000) })),
      'access_dpop_stale',
    );
  });
});

describe('normalizeHtu', () => {
  it.each([
    'HTTPS://ISSUER.example/tenant/credential',
    'https://issuer.example:443/tenant/credential',
    'https://issuer.example/tenant/credential?a=b',
    'https://issuer.example/tenant/credential#f',
    'https://issuer.example/x/../tenant/credential',
    'https://issuer.example/%74enant/credential',
  ])('DP-03 finds %s equal to the endpoint', (htu) => expect(normalizeHtu(htu)).toBe(URL_));

  it.each([
    'https://issuer.example/Tenant/credential',
    'https://issuer.example/tenant/credential/',
    'https://issuer.example:8443/tenant/credential',
    'https://issuer.example/tenant%2Fcredential',
  ])('DP-03 finds %s different', (htu) => expect(normalizeHtu(htu)).not.toBe(URL_));

  it('compares escapes without regard to case', () => {
    expect(normalizeHtu('https://h.example/%c3%a9')).toBe(normalizeHtu('https://h.example/%C3%A9'));
  });
});
