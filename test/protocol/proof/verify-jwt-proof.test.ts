import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import type { ProofRules } from '../../../protocol/proof/verify-jwt-proof.js';
import { verifyJwtProofs } from '../../../protocol/proof/verify-jwt-proof.js';
import { keyOf, makeDidJwk, makeJwkDidKey, makePointDidKey } from '../../support/dids.js';
import { expectRefusal, ISSUER, NOW, NOW_SECONDS, refusalOf, refusesOrReturns } from '../expect-refusal.js';
import type { TestKey } from '../signed-jwt.js';
import { makeKey, signJwt, signWithSecret, tamper } from '../signed-jwt.js';

type Ec = { kty: string; crv: string; x: string; y: string };
type Changes = { header?: Record<string, unknown>; claims?: Record<string, unknown>; key?: TestKey };

let key: TestKey;
let header: Record<string, unknown>;
const claims = { aud: ISSUER, iat: NOW_SECONDS, nonce: 'n' };

beforeAll(async () => {
  key = await makeKey();
  header = { typ: 'openid4vci-proof+jwt', alg: 'ES256', jwk: key.publicJwk };
});

const rules = (changes: Partial<ProofRules> = {}): ProofRules => ({
  issuer: ISSUER,
  algorithms: ['ES256'],
  allowDids: false,
  now: NOW,
  clientAuthenticated: false,
  requireNonce: true,
  ...changes,
});
const proofWith = ({ header: h, claims: c, key: signer = key }: Changes = {}) =>
  signJwt({ ...header, jwk: signer.publicJwk, ...h }, { ...claims, ...c }, signer);
const verifyOne = async (changes: Changes = {}, ruleChanges: Partial<ProofRules> = {}) =>
  (await verifyJwtProofs([await proofWith(changes)], rules(ruleChanges)))[0];

describe('verifyJwtProofs', () => {
  it('SV-05 PR-01 PR-11 returns the bare public key, its thumbprint and the nonce', async () => {
    const { kty, crv, x, y } = key.publicJwk as Ec;
    const verified = await verifyOne({ header: { jwk: { ...key.publicJwk, kid: 'k', use: 'sig', alg: 'ES256' } } });
    const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
    expect(verified).toEqual({
      key: { kty, crv, x, y },
      thumbprint,
      keyReference: 'jwk',
      issuedAt: NOW_SECONDS,
      nonce: 'n',
    });
  });

  it.each(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'])('PR-02 PR-31 accepts %s where it is listed', async (alg) => {
    expect((await verifyOne({ header: { alg }, key: await makeKey(alg) }, { algorithms: [alg] }))?.nonce).toBe('n');
  });

  it('PR-07 accepts an audience that is an array of just this issuer', async () => {
    expect((await verifyOne({ claims: { aud: [ISSUER] } }))?.issuedAt).toBe(NOW_SECONDS);
  });

  it('PR-08 PR-13 accepts the window, and exp and nbf that hold', async () => {
    for (const iat of [NOW_SECONDS - 360, NOW_SECONDS + 360]) {
      expect((await verifyOne({ claims: { iat, exp: NOW_SECONDS, nbf: NOW_SECONDS } }))?.issuedAt).toBe(iat);
    }
  });

  it('PR-09 asks for no nonce where the issuer has none', async () => {
    expect(await verifyOne({ claims: { nonce: undefined } }, { requireNonce: false })).not.toHaveProperty('nonce');
  });

  it('ignores a key attestation header it cannot read yet', async () => {
    expect((await verifyOne({ header: { key_attestation: 'x' } }))?.keyReference).toBe('jwk');
  });

  it.each<[string, Changes, Reason]>([
    ['PR-01 a plain typ', { header: { typ: 'JWT' } }, 'proof_type_header'],
    ['PR-01 no typ', { header: { typ: undefined } }, 'proof_type_header'],
    ['PR-01 an upper-case typ', { header: { typ: 'OPENID4VCI-PROOF+JWT' } }, 'proof_type_header'],
    ['PR-01 a DPoP proof', { header: { typ: 'dpop+jwt' } }, 'proof_type_header'],
    ['PR-02 alg none', { header: { alg: 'none' } }, 'proof_algorithm'],
    ['PR-02 no alg', { header: { alg: undefined } }, 'proof_algorithm'],
    ['PR-02 an alg that is not listed', { header: { alg: 'ES384' } }, 'proof_algorithm'],
    ['PR-02 an inherited property name as alg', { header: { alg: 'constructor' } }, 'proof_algorithm'],
    ['critical extensions', { header: { crit: ['b64'], b64: false } }, 'proof_malformed'],
    ['unknown critical extensions', { header: { crit: ['x'], x: 1 } }, 'proof_malformed'],
    ['PR-03 no key reference', { header: { jwk: undefined } }, 'proof_key_missing'],
    ['PR-03 jwk and kid', { header: { kid: '0' } }, 'proof_key_ambiguous'],
    ['PR-03 jwk and x5c', { header: { x5c: ['AA'] } }, 'proof_key_ambiguous'],
    ['PR-03 kid and x5c', { header: { jwk: undefined, kid: '0', x5c: ['AA'] } }, 'proof_key_ambiguous'],
    ['PR-03 all three', { header: { kid: '0', x5c: ['AA'] } }, 'proof_key_ambiguous'],
    ['PR-03 jwk and a null kid', { header: { kid: null } }, 'proof_key_ambiguous'],
    ['PR-05 a kid that is no DID', { header: { jwk: undefined, kid: '0' } }, 'proof_kid_unresolvable'],
    ['PR-05 a kid that is a number', { header: { jwk: undefined, kid: 0 } }, 'proof_malformed'],
    [
      'PR-05 a DID where DIDs are not allowed',
      { header: { jwk: undefined, kid: 'did:key:zAbc#zAbc' } },
      'proof_dids_not_allowed',
    ],
    ['PR-06 x5c', { header: { jwk: undefined, x5c: ['AA'] } }, 'x5c_not_enabled'],
    ['a jwk that is text', { header: { jwk: 'key' } }, 'proof_malformed'],
    ['a null jwk', { header: { jwk: null } }, 'proof_malformed'],
    ['a jwk that is an array', { header: { jwk: [] } }, 'proof_malformed'],
    ['PR-04 a symmetric key', { header: { jwk: { kty: 'oct', k: 'AA' } } }, 'proof_private_key'],
    ['PR-14 an RSA key', { header: { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } } }, 'proof_key_unsuitable'],
    ['PR-07 no audience', { claims: { aud: undefined } }, 'proof_audience'],
    ['PR-07 the credential endpoint as audience', { claims: { aud: `${ISSUER}/credential` } }, 'proof_audience'],
    ['PR-07 a trailing slash', { claims: { aud: `${ISSUER}/` } }, 'proof_audience'],
    ['PR-07 two audiences', { claims: { aud: [ISSUER, 'https://other.example'] } }, 'proof_audience'],
    ['PR-07 an empty array', { claims: { aud: [] } }, 'proof_audience'],
    ['PR-07 an object', { claims: { aud: { [ISSUER]: 1 } } }, 'proof_audience'],
    ['PR-08 no iat', { claims: { iat: undefined } }, 'proof_malformed'],
    ['PR-08 iat as text', { claims: { iat: String(NOW_SECONDS) } }, 'proof_malformed'],
    ['PR-08 a null iat', { claims: { iat: null } }, 'proof_malformed'],
    ['PR-08 ten minutes old', { claims: { iat: NOW_SECONDS - 600 } }, 'proof_stale'],
    ['PR-08 just too old', { claims: { iat: NOW_SECONDS - 361 } }, 'proof_stale'],
    ['PR-08 just too far ahead', { claims: { iat: NOW_SECONDS + 361 } }, 'proof_future'],
    ['PR-08 milliseconds', { claims: { iat: NOW_SECONDS * 1000 } }, 'proof_future'],
    ['PR-13 an exp that has passed', { claims: { exp: NOW_SECONDS - 61 } }, 'proof_expired'],
    ['PR-13 an exp that is text', { claims: { exp: 'soon' } }, 'proof_malformed'],
    ['PR-13 an nbf ahead', { claims: { nbf: NOW_SECONDS + 61 } }, 'proof_future'],
    ['PR-09 no nonce', { claims: { nonce: undefined } }, 'nonce_missing'],
    ['PR-09 an empty nonce', { claims: { nonce: '' } }, 'nonce_missing'],
    ['PR-09 a nonce that is a number', { claims: { nonce: 7 } }, 'proof_malformed'],
    ['PR-10 an iss that is an array', { claims: { iss: ['x'] } }, 'proof_malformed'],
  ])('refuses %s', async (_title, changes, reason) => {
    const error = await expectRefusal(() => verifyOne(changes), reason, 'invalid_proof');
    expect(error.evidence.proof_type).toBe('jwt');
  });

  it('PR-04 refuses a private key', async () => {
    await expectRefusal(() => verifyOne({ header: { jwk: key.privateJwk } }), 'proof_private_key');
  });

  it('PR-02 refuses a symmetric signature', async () => {
    const proof = await signWithSecret(header, claims);
    await expectRefusal(() => verifyJwtProofs([proof], rules()), 'proof_algorithm');
  });

  it('PR-02 PR-14 refuses a key of another curve, a point off the curve, and short or oddly encoded coordinates', async () => {
    const { x = '', y = '' } = key.publicJwk;
    const other = (await makeKey('ES384')).publicJwk;
    const bad = [
      other,
      { ...key.publicJwk, crv: 'P-384' },
      { ...key.publicJwk, y: x },
      { ...key.publicJwk, x: x.slice(2) },
      { ...key.publicJwk, y: `${y}=` },
    ];
    for (const jwk of bad) await expectRefusal(() => verifyOne({ header: { jwk } }), 'proof_key_unsuitable');
  });

  it('PR-11 refuses a signature by another key, a changed claim, and a changed signature', async () => {
    const proof = await proofWith();
    const byOther = await proofWith({ key: await makeKey(), header: { jwk: key.publicJwk } });
    const changed = tamper(proof, (all) => {
      all.nonce = 'm';
    });
    for (const bad of [byOther, changed, `${proof.slice(0, -4)}AAAA`]) {
      await expectRefusal(() => verifyJwtProofs([bad], rules()), 'proof_signature');
    }
  });

  it.each(['', 'x', 'a.b', 'e30.e30', 'a.b.c.d', 'W10.e30.AA', 'bnVsbA.e30.AA'])(
    'refuses %j, which is no proof',
    async (jwt) => {
      await expectRefusal(() => verifyJwtProofs([jwt], rules()), 'proof_malformed');
    },
  );

  it('refuses a payload that is no object', async () => {
    for (const payload of ['[]', 'null', '"x"', 'x']) {
      await expectRefusal(
        async () => verifyJwtProofs([await signJwt(header, payload, key)], rules()),
        'proof_malformed',
      );
    }
  });

  it('refuses arbitrary text or verifies it, and nothing else', async () => {
    const part = fc
      .oneof(
        fc.json(),
        fc.constantFrom(
          '{"typ":"openid4vci-proof+jwt","alg":"ES256","jwk":{}}',
          '{"typ":"openid4vci-proof+jwt","alg":"ES256","kid":"did:key:z"}',
        ),
      )
      .map((text) => Buffer.from(text).toString('base64url'));
    const text = fc.oneof(
      fc.string(),
      fc.tuple(part, part, part).map((parts) => parts.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text), fc.boolean(), (jwts, allowDids) =>
        refusesOrReturns(() => verifyJwtProofs(jwts, rules({ allowDids }))),
      ),
    );
  });
});

describe('iss of a proof (PR-10)', () => {
  const known = { clientId: 'wallet', clientAuthenticated: true };

  it('PR-10 accepts the client id, or nothing, from an authenticated client', async () => {
    expect(await verifyOne({ claims: { iss: 'wallet' } }, known)).not.toHaveProperty('issuerMismatch');
    expect(await verifyOne({}, known)).not.toHaveProperty('issuerMismatch');
  });

  it('PR-10 refuses another issuer from an authenticated client', async () => {
    await expectRefusal(() => verifyOne({ claims: { iss: 'other' } }, known), 'proof_issuer', 'invalid_proof');
  });

  it('PR-10 accepts another issuer from an unauthenticated or anonymous client, and says so', async () => {
    expect((await verifyOne({ claims: { iss: 'did:key:z' } }, { clientId: 'wallet' }))?.issuerMismatch).toBe(true);
    expect((await verifyOne({ claims: { iss: 'wallet' } }))?.issuerMismatch).toBe(true);
  });
});

describe('batches', () => {
  const batch = async (count: number, change: (index: number) => Changes = () => ({})) =>
    Promise.all(
      Array.from({ length: count }, async (_, index) => proofWith({ key: await makeKey(), ...change(index) })),
    );

  it('PR-11 CR-08 returns one key per proof, in order', async () => {
    const keys = await Promise.all([makeKey(), makeKey(), makeKey()]);
    const verified = await verifyJwtProofs(await Promise.all(keys.map((one) => proofWith({ key: one }))), rules());
    expect(verified.map(({ key: { x } }) => x)).toEqual(keys.map(({ publicJwk }) => publicJwk.x));
  });

  it('PR-11 refuses five proofs of which the third was changed, and says which', async () => {
    const proofs = await batch(5);
    proofs[2] = tamper(proofs[2] ?? '', (all) => {
      all.extra = 1;
    });
    const error = await expectRefusal(() => verifyJwtProofs(proofs, rules()), 'proof_signature');
    expect(error.evidence.proof_index).toBe(2);
  });

  it('PR-12 refuses the same key twice, also where one proof names it by a DID', async () => {
    const { kty, crv, x, y } = key.publicJwk as Ec;
    const kid = keyOf(makeJwkDidKey({ kty, crv, x, y }));
    const twice = [await proofWith(), await proofWith({ claims: { extra: 1 } })];
    const alias = [await proofWith(), await proofWith({ header: { jwk: undefined, kid } })];
    await expectRefusal(() => verifyJwtProofs(twice, rules()), 'proof_duplicate_key', 'invalid_proof');
    await expectRefusal(() => verifyJwtProofs(alias, rules({ allowDids: true })), 'proof_duplicate_key');
  });

  it('AMB-02 accepts different nonces in one batch', async () => {
    const verified = await verifyJwtProofs(await batch(2, (index) => ({ claims: { nonce: `n${index}` } })), rules());
    expect(verified.map(({ nonce }) => nonce)).toEqual(['n0', 'n1']);
  });

  it('AMB-03 refuses a batch in which one nonce is missing', async () => {
    const proofs = await batch(3, (index) => ({ claims: { nonce: index === 1 ? undefined : 'n' } }));
    const error = await expectRefusal(() => verifyJwtProofs(proofs, rules()), 'nonce_missing', 'invalid_proof');
    expect(error.evidence.proof_index).toBe(1);
  });

  it('12.3 tells of a bad proof before it tells of an earlier missing nonce', async () => {
    const proofs = await batch(2, (index) =>
      index === 0 ? { claims: { nonce: undefined } } : { claims: { aud: 'x' } },
    );
    await expectRefusal(() => verifyJwtProofs(proofs, rules()), 'proof_audience');
  });
});

describe('keys named by a DID (PR-05)', () => {
  /** As a wallet of the kind sends it: only `kid`, the header members in its order, `iss` its DID. */
  const proofByDid = async (): Promise<string> => {
    const { kty, crv, x, y } = key.publicJwk as Ec;
    const kid = keyOf(makeJwkDidKey({ kty, crv, x, y }));
    const didHeader = { kid, typ: 'openid4vci-proof+jwt', alg: 'ES256' };
    return signJwt(didHeader, { ...claims, iss: kid.split('#')[0] }, key);
  };

  it('PR-05 PR-10 verifies a proof named by did:key, whose iss is that DID and no client_id', async () => {
    const [verified] = await verifyJwtProofs([await proofByDid()], rules({ allowDids: true, clientId: 'wallet-dev' }));
    expect(verified).toMatchObject({ key: { kty: 'EC', crv: 'P-256' }, keyReference: 'kid', issuerMismatch: true });
  });

  it('PR-05 refuses that proof where DIDs are not allowed, with what an operator needs to know', async () => {
    const proof = await proofByDid();
    const error = await expectRefusal(
      () => verifyJwtProofs([proof], rules()),
      'proof_dids_not_allowed',
      'invalid_proof',
    );
    expect(error.refusal.specRef).toBe('OID4VCI Section 8.2.1.1 / Appendix F.1');
    expect(error.refusal.help).toContain('`jwk`');
    expect(error.evidence).toMatchObject({ header_params: ['kid', 'typ', 'alg'], proof_type: 'jwt' });
    expect(error.evidence.expected).toContain('`jwk`');
    expect(error.evidence.reason).toContain('Found header parameters: `kid`, `typ`, `alg`.');
    const did = JSON.parse(Buffer.from(proof.split('.')[0] ?? '', 'base64url').toString()).kid as string;
    expect(error.evidence.reason).toContain(`${did.slice(0, 24)}…`);
    expect(JSON.stringify(error.evidence)).not.toContain(did.slice(0, 30));
  });

  it('PR-05 accepts each form of did:key and did:jwk', async () => {
    const { kty, crv, x, y } = key.publicJwk as Ec;
    for (const make of [makeJwkDidKey, makePointDidKey, makeDidJwk]) {
      const kid = keyOf(make({ kty, crv, x, y }));
      expect((await verifyOne({ header: { jwk: undefined, kid } }, { allowDids: true }))?.key).toEqual({
        kty,
        crv,
        x,
        y,
      });
    }
  });

  it.each<[string, () => string, Reason]>([
    ['a private did:jwk', () => keyOf(makeDidJwk({ ...key.privateJwk })), 'proof_kid_unresolvable'],
    ['did:web, which would need a network', () => 'did:web:example.com#key-1', 'proof_kid_unresolvable'],
    ['a foreign fragment', () => `${makePointDidKey(key.publicJwk as Ec)}#key-1`, 'proof_kid_unresolvable'],
    ['an index into attested keys', () => '0', 'proof_kid_unresolvable'],
    [
      'a key that is no point of its curve',
      () => keyOf(makeDidJwk({ ...key.publicJwk, y: key.publicJwk.x })),
      'proof_key_unsuitable',
    ],
  ])('PR-05 refuses %s', async (_title, kid, reason) => {
    await expectRefusal(
      () => verifyOne({ header: { jwk: undefined, kid: kid() } }, { allowDids: true }),
      reason,
      'invalid_proof',
    );
  });

  it('PR-02 refuses a DID whose key does not fit the algorithm', async () => {
    const kid = keyOf(makePointDidKey((await makeKey('ES384')).publicJwk as Ec));
    await expectRefusal(
      () => verifyOne({ header: { jwk: undefined, kid } }, { allowDids: true }),
      'proof_key_unsuitable',
    );
  });

  it('X-15 shows no key in the evidence of any refusal', async () => {
    const didJwk = keyOf(makeDidJwk({ ...key.publicJwk }));
    const changes: Changes[] = [
      { header: { jwk: undefined, kid: didJwk } },
      { header: { kid: didJwk } },
      { header: { jwk: key.privateJwk } },
      { claims: { aud: 'x' } },
    ];
    for (const change of changes) {
      const { evidence } = await refusalOf(() => verifyOne(change));
      for (const secret of [key.publicJwk.x, key.privateJwk.d, didJwk.slice(40, 60), '"n"']) {
        expect(JSON.stringify(evidence)).not.toContain(secret);
      }
    }
  });
});
