/** Key proofs at the door of the credential endpoint: what stands in for a key, and what does not. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TestKey } from '../protocol/signed-jwt.js';
import { makeKey, signJwt, signWithSecret, tamper } from '../protocol/signed-jwt.js';
import type { Change, JwtParts } from '../support/changed-jwt.js';
import { set, signChanged, signedByAnother } from '../support/changed-jwt.js';
import { AV, PID_SD_JWT } from '../support/datasets.js';
import { keyOf, makeDidJwk, makeJwkDidKey, makePointDidKey } from '../support/dids.js';
import { expectRefused } from '../support/expect-refused.js';
import { redeemSession } from '../support/open-session.js';
import { sharedStack } from '../support/stack.js';
import type { CredentialAnswer } from '../support/wallet.js';

const stack = sharedStack();
const now = () => Math.floor(Date.now() / 1000);

const DAY = 86_400;

async function proofFor(nonce: string, change: Change = () => undefined, key?: TestKey): Promise<string> {
  const used = key ?? (await makeKey());
  const parts: JwtParts = {
    header: { alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk: used.publicJwk },
    claims: { aud: stack.publicUrl, iat: now(), nonce },
  };
  return signChanged(parts, used, change);
}

/** The key is named by `kid`, and `jwk` is gone. */
const byKid =
  (kid: (key: TestKey) => string): Change =>
  ({ header }, key) => {
    delete header['jwk'];
    header['kid'] = kid(key);
  };
type EcJwk = { kty: string; crv: string; x: string; y: string };
const ec = ({ publicJwk }: TestKey) => publicJwk as EcJwk;

async function withSession(configurationId = AV, clientId?: string) {
  const session = await redeemSession(stack, {
    offered: [configurationId],
    ...(clientId === undefined ? {} : { clientId }),
  });
  const nonce = await session.wallet.nonce();
  const ask = (...jwt: string[]) =>
    session.wallet.authorized<CredentialAnswer>('/credential', session.tokens, {
      credential_configuration_id: configurationId,
      proofs: { jwt },
    });
  return { ...session, nonce, ask };
}

describe('a proof that differs in one thing from a correct one', () => {
  const rows: [string, Change][] = [
    ['PR-01 PR-50 typ JWT', set('header', 'typ', 'JWT')],
    ['PR-01 no typ', set('header', 'typ', undefined)],
    ['PR-02 alg none', set('header', 'alg', 'none')],
    ['PR-02 PR-50 an algorithm of secrets', (parts) => signWithSecret(parts.header, parts.claims)],
    ['PR-02 an algorithm that is not listed', set('header', 'alg', 'ES384')],
    [
      'PR-02 a key of another curve',
      async ({ header, claims }) => {
        const key = await makeKey('ES384');
        return signJwt({ ...header, jwk: key.publicJwk }, claims, key);
      },
    ],
    ['PR-03 no key at all', set('header', 'jwk', undefined)],
    ['PR-03 jwk and kid', (parts, key) => set('header', 'kid', keyOf(makeJwkDidKey(ec(key))))(parts, key)],
    ['PR-03 jwk and x5c', set('header', 'x5c', ['MIIB'])],
    [
      'PR-03 all three',
      (parts, key) => Object.assign(parts.header, { kid: keyOf(makeJwkDidKey(ec(key))), x5c: ['MIIB'] }),
    ],
    ['PR-04 PR-50 a private jwk', (parts, key) => set('header', 'jwk', key.privateJwk)(parts, key)],
    ['PR-04 a jwk with a null d', (parts, key) => set('header', 'jwk', { ...key.publicJwk, d: null })(parts, key)],
    ['PR-05 a kid that names no key', byKid(() => 'key-1')],
    ['PR-05 a kid into attested keys that are not there', byKid(() => '0')],
    ['PR-05 a DID that would have to be fetched', byKid(() => 'did:web:wallet.example#0')],
    ['PR-05 a broken did:key', byKid((key) => `${keyOf(makeJwkDidKey(ec(key)))}x`)],
    ['PR-06 x5c', ({ header }) => Object.assign(header, { jwk: undefined, x5c: ['MIIB'] })],
    ['PR-07 the audience of another issuer', set('claims', 'aud', 'https://other.example')],
    ['PR-07 the credential endpoint', set('claims', 'aud', `${stack.publicUrl}/credential`)],
    ['PR-07 the identifier with a slash', set('claims', 'aud', `${stack.publicUrl}/`)],
    ['PR-07 two audiences', set('claims', 'aud', [stack.publicUrl, 'https://other.example'])],
    ['PR-07 no audience', set('claims', 'aud', undefined)],
    ['PR-08 an iat ten minutes ago', (parts, key) => set('claims', 'iat', now() - 600)(parts, key)],
    ['PR-08 an iat ten minutes ahead', (parts, key) => set('claims', 'iat', now() + 600)(parts, key)],
    ['PR-08 no iat', set('claims', 'iat', undefined)],
    ['PR-08 an iat in words', set('claims', 'iat', 'today')],
    ['PR-09 CM-05 NE-07 no nonce', set('claims', 'nonce', undefined)],
    ['PR-13 an exp of yesterday', (parts, key) => set('claims', 'exp', now() - DAY)(parts, key)],
    ['PR-13 an nbf of tomorrow', (parts, key) => set('claims', 'nbf', now() + DAY)(parts, key)],
    ['PR-11 the signature of another key', signedByAnother],
    [
      'PR-11 a claim changed after signing',
      async ({ header, claims }, key) =>
        tamper(await signJwt(header, claims, key), (changed) => {
          changed['iat'] = Number(changed['iat']) - 1;
        }),
    ],
    ['no JWT', async () => 'nonsense'],
    [
      'a JWT without signature',
      async ({ header, claims }, key) => `${(await signJwt(header, claims, key)).split('.', 2).join('.')}.`,
    ],
  ];

  it.each(rows)('%s is invalid_proof, and the nonce stays good', async (_name, change) => {
    const { ask, nonce } = await withSession();
    const key = await makeKey();
    expectRefused(await ask(await proofFor(nonce, change, key)), 400, 'invalid_proof');
    expect((await ask(await proofFor(nonce, undefined, key))).status).toBe(200);
  });
});

describe('nonces', () => {
  it.each([
    ['made up', () => randomUUID()],
    ['with a letter more', (nonce: string) => `${nonce}A`],
    ['with a letter changed', (nonce: string) => `${nonce.slice(0, -8)}AAAAAAAA`],
  ])('a nonce %s is invalid_nonce', async (_name, change) => {
    const { ask, nonce } = await withSession();
    expectRefused(await ask(await proofFor(change(nonce))), 400, 'invalid_nonce');
    expect((await ask(await proofFor(nonce))).status).toBe(200);
  });

  it('other handles are no nonces', async () => {
    const { ask, tokens } = await withSession();
    expectRefused(await ask(await proofFor(tokens.access_token)), 400, 'invalid_nonce');
  });

  it('NE-06 is bound to no session', async () => {
    const { wallet } = await withSession();
    const { ask } = await withSession();
    expect((await ask(await proofFor(await wallet.nonce()))).status).toBe(200);
  });
});

describe('a proof as wallets really send it', () => {
  const rows: [string, Change][] = [
    ['PR-05 a did:key of a JWK', byKid((key) => keyOf(makeJwkDidKey(ec(key))))],
    ['PR-05 a did:key of a point', byKid((key) => keyOf(makePointDidKey(ec(key))))],
    ['PR-05 a did:jwk', byKid((key) => keyOf(makeDidJwk(ec(key))))],
    ['PR-07 an audience in a list of one', set('claims', 'aud', [stack.publicUrl])],
    ['PR-08 a clock four minutes behind', (parts, key) => set('claims', 'iat', now() - 240)(parts, key)],
    ['PR-08 a clock four minutes ahead', (parts, key) => set('claims', 'iat', now() + 240)(parts, key)],
    ['PR-10 the issuer of nobody known', set('claims', 'iss', 'did:key:z6Mk')],
    ['PR-13 jti, exp and nbf', (parts) => Object.assign(parts.claims, { jti: 'x', exp: now() + 60, nbf: now() })],
    [
      'a jwk with use and kid inside',
      (parts, key) => set('header', 'jwk', { ...key.publicJwk, use: 'sig', kid: 'k1' })(parts, key),
    ],
  ];
  it.each(rows)('%s is accepted', async (_name, change) => {
    for (const configurationId of [AV, PID_SD_JWT]) {
      const { ask, nonce } = await withSession(configurationId);
      expect((await ask(await proofFor(nonce, change))).status).toBe(200);
    }
  });

  it.each([
    ['PR-10 its client_id as iss', 'wallet-dev'],
    ['PR-10 another iss than its client_id, which nobody proved', 'did:key:z2dmzD81'],
  ])('%s is accepted', async (_name, iss) => {
    const { ask, nonce } = await withSession(AV, 'wallet-dev');
    expect((await ask(await proofFor(nonce, set('claims', 'iss', iss)))).status).toBe(200);
  });
});

describe('several proofs', () => {
  it('PR-11 one bad one fails them all, and nothing is used up', async () => {
    const { ask, nonce, backOffice, id } = await withSession();
    const proofs = await Promise.all([1, 2, 3, 4, 5].map(() => proofFor(nonce)));
    const bad = tamper(proofs[2] ?? '', (claims) => {
      claims['iat'] = Number(claims['iat']) - 1;
    });
    expectRefused(await ask(...proofs.slice(0, 2), bad, ...proofs.slice(3)), 400, 'invalid_proof');
    expect((await backOffice.session(id)).deliverables[0]?.issuances).toEqual([]);
    expect((await ask(...proofs)).body.credentials).toHaveLength(5);
  });

  it('PR-12 the same key twice is refused', async () => {
    const { ask, nonce } = await withSession();
    const key = await makeKey();
    const twice = await Promise.all([proofFor(nonce, undefined, key), proofFor(nonce, undefined, key)]);
    expectRefused(await ask(...twice), 400, 'invalid_proof');
  });

  it('PR-12 also when it is named in two ways', async () => {
    const { ask, nonce } = await withSession();
    const key = await makeKey();
    const byDid = proofFor(
      nonce,
      byKid((one) => keyOf(makeJwkDidKey(ec(one)))),
      key,
    );
    expectRefused(await ask(await proofFor(nonce, undefined, key), await byDid), 400, 'invalid_proof');
  });

  it('PR-09 a nonce missing in one of them fails them all', async () => {
    const { ask, nonce } = await withSession();
    const without = proofFor(nonce, set('claims', 'nonce', undefined));
    expectRefused(await ask(await proofFor(nonce), await without), 400, 'invalid_proof');
  });

  it('NE-05 nonces of several calls may come together, and are all used up', async () => {
    const { ask, nonce, wallet } = await withSession();
    const second = await wallet.nonce();
    expect((await ask(await proofFor(nonce), await proofFor(second))).status).toBe(200);
    expectRefused(await ask(await proofFor(second)), 400, 'invalid_nonce');
  });
});
