import type { X509Certificate } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveDidKid } from '../../../protocol/proof/verify-did-key.js';
import type { ProofRules } from '../../../protocol/proof/verify-jwt-proof.js';
import { verifyJwtProofs } from '../../../protocol/proof/verify-jwt-proof.js';
import { jsonText, jsonValue, keepsToRules, unknownMembers } from '../../support/arbitraries.js';
import { nearlyJwt, respell, signedBy } from '../../support/arbitraries-jwt.js';
import { keyOf, makeDidJwk, makeDidKey, makeJwkDidKey, makePointDidKey } from '../../support/dids.js';
import { expectRefusal, ISSUER, NOW, NOW_SECONDS } from '../expect-refusal.js';
import type { TestKey } from '../signed-jwt.js';
import { makeKey, signJwt } from '../signed-jwt.js';

type Ec = { kty: string; crv: string; x: string; y: string };
let key: TestKey;
let good: { header: Record<string, unknown>; claims: Record<string, unknown> };

beforeAll(async () => {
  key = await makeKey();
  good = {
    header: { typ: 'openid4vci-proof+jwt', alg: 'ES256', jwk: key.publicJwk },
    claims: { aud: ISSUER, iat: NOW_SECONDS, nonce: 'n' },
  };
});

const anchors: X509Certificate[] = [];
/** Strict, and with everything allowed that an operator can allow. */
const everyRule: Partial<ProofRules>[] = [
  {},
  { allowDids: true, allowX5c: true, allowCertificateBesideKey: true, attestations: { anchors, proofKey: 'any' } },
];
const verify = (jwts: readonly string[], more: Partial<ProofRules> = {}) =>
  verifyJwtProofs(jwts, {
    issuer: ISSUER,
    algorithms: ['ES256'],
    allowDids: false,
    now: NOW,
    clientAuthenticated: false,
    requireNonce: true,
    ...more,
  });

describe('a key proof', () => {
  it('X-02 PR-01 means the same whatever unknown claims and header parameters it has', async () => {
    const plain = await verify([await signJwt(good.header, good.claims, key)]);
    await fc.assert(
      fc.asyncProperty(unknownMembers, unknownMembers, async (header, claims) => {
        const jwt = await signJwt({ ...header, ...good.header }, { ...claims, ...good.claims }, key);
        expect(await verify([jwt])).toEqual(plain);
      }),
    );
  });

  it('signed over anything is verified or refused, soon, and yields its key only with its nonce', async () => {
    const signed = signedBy(key, good, {
      header: ['kid', 'x5c', 'key_attestation', 'crit', 'b64', 'trust_chain'],
      claims: ['exp', 'nbf', 'iss', 'jti'],
    });
    await fc.assert(
      fc.asyncProperty(signed, fc.constantFrom(...everyRule), async (make, more) => {
        const verified = await keepsToRules(async () => verify([await make()], more));
        if (verified === undefined) return;
        expect(verified).toHaveLength(1);
        expect(Object.keys(verified[0]?.key ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y']);
        expect(typeof verified[0]?.nonce).toBe('string');
      }),
      { numRuns: 300 },
    );
  });

  it('of any text is refused', async () => {
    await fc.assert(
      fc.asyncProperty(nearlyJwt, fc.constantFrom(...everyRule), async (jwt, more) => {
        expect(await keepsToRules(() => verify([jwt], more))).toBeUndefined();
      }),
    );
  });

  it.each([0, 1, 2] as const)(
    'has one spelling: spare bits in part %i make it another text, which is none',
    async (part) => {
      // Of three lengths in a row, two leave spare bits.
      const spelled = await Promise.all(
        ['n', 'nn', 'nnn'].map((nonce) => signJwt({ ...good.header, x: nonce }, { ...good.claims, nonce }, key)),
      );
      const other = spelled.flatMap((jwt) => respell(jwt, part) ?? []);
      expect(other.length).toBeGreaterThan(0);
      for (const jwt of other) await expectRefusal(() => verify([jwt]), 'proof_malformed', 'invalid_proof');
    },
  );

  it('X-12 of two megabytes, or with a header of a hundred thousand levels, takes no longer', async () => {
    const header = Buffer.from(`${'{"typ":'.repeat(100_000)}1${'}'.repeat(100_000)}`).toString('base64url');
    for (const jwt of [
      `${'A'.repeat(2 ** 21)}.AAAA.AAAA`,
      'A'.repeat(2 ** 21),
      '.'.repeat(2 ** 21),
      `${header}.e30.AAAA`,
    ])
      await keepsToRules(() => verify([jwt], everyRule[1]));
  });
});

describe('a DID', () => {
  it('PR-05 leads back to the key it was made of', async () => {
    const made = await Promise.all(
      ['ES256', 'ES384', 'ES512'].flatMap((alg) => Array.from({ length: 8 }, () => makeKey(alg))),
    );
    for (const { publicJwk } of made) {
      const { kty, crv, x, y } = publicJwk as Ec;
      for (const did of [makeJwkDidKey({ kty, crv, x, y }), makePointDidKey({ kty, crv, x, y }), makeDidJwk(publicJwk)])
        expect(resolveDidKid(keyOf(did))).toEqual({ kty, crv, x, y });
    }
  });

  it('of anything is a public key or nothing, soon', async () => {
    const codec = fc.constantFrom(
      [0xd1, 0xd6, 0x03],
      [0x80, 0x24],
      [0x81, 0x24],
      [0x82, 0x24],
      [0xed, 0x01],
      [0xe7, 0x01],
    );
    const kid = fc.oneof(
      fc.string().map((text) => `did:${text}`),
      fc.constantFrom('did:key:z', 'did:jwk:', 'did:key:z#', 'did:jwk:#0', `did:key:z${'1'.repeat(2000)}`),
      fc.tuple(codec, fc.uint8Array({ maxLength: 140 })).map(([prefix, bytes]) => makeDidKey(prefix, bytes)),
      fc.tuple(codec, jsonText).map(([prefix, text]) => makeDidKey(prefix, Buffer.from(text.slice(0, 200)))),
      jsonValue.map((value) => makeDidJwk(value as never)),
    );
    await fc.assert(
      fc.asyncProperty(kid, async (text) => {
        const found = await keepsToRules(() => resolveDidKid(text));
        for (const secret of ['d', 'p', 'q', 'k']) expect(found ?? {}).not.toHaveProperty(secret);
      }),
    );
  });

  it('X-12 of two megabytes takes no longer', async () => {
    for (const did of [
      `did:key:z${'z'.repeat(2 ** 21)}`,
      `did:jwk:${'A'.repeat(2 ** 21)}`,
      ':'.repeat(2 ** 21),
      '#'.repeat(2 ** 21),
    ])
      expect(await keepsToRules(() => resolveDidKid(did))).toBeUndefined();
  });
});
