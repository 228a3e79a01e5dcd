import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KeyAttestationRules } from '../../../protocol/attestation/verify-key-attestation.js';
import { verifyKeyAttestation } from '../../../protocol/attestation/verify-key-attestation.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import type { ProofRules } from '../../../protocol/proof/verify-jwt-proof.js';
import { verifyJwtProofs } from '../../../protocol/proof/verify-jwt-proof.js';
import type { Change } from '../../support/wallet-attestation.js';
import { certify, derOf, pemOf, WalletProvider } from '../../support/wallet-attestation.js';
import { expectRefusal, ISSUER, NOW, NOW_SECONDS } from '../expect-refusal.js';
import type { TestKey } from '../signed-jwt.js';
import { makeKey, signJwt, tamper } from '../signed-jwt.js';

let provider: WalletProvider;
let other: WalletProvider;
let keys: TestKey[];
let anchors: X509Certificate[];
const jwks = () => keys.map((one) => one.publicJwk);

beforeAll(async () => {
  provider = await WalletProvider.create('provider', () => NOW);
  other = await WalletProvider.create('other', () => NOW);
  keys = [await makeKey(), await makeKey(), await makeKey()];
  anchors = [new X509Certificate(pemOf(provider.root))];
});

const rules = (changes: Partial<KeyAttestationRules> = {}): KeyAttestationRules => ({
  anchors,
  algorithms: ['ES256'],
  now: NOW,
  ...changes,
});
const attest = (change: Change = {}) => provider.keyAttestation(jwks(), change);
const verify = async (
  change: Change = {},
  usedIn: 'jwt' | 'attestation' = 'jwt',
  more: Partial<KeyAttestationRules> = {},
) => verifyKeyAttestation(await attest(change), usedIn, rules(more));

describe('verifyKeyAttestation', () => {
  it('PR-20 returns the attested keys in order, bare, with what the attestation says of them', async () => {
    const verified = await verify({
      claims: { nonce: 'n', attested_keys: [{ ...jwks()[0], kid: 'a', use: 'sig' }, jwks()[1]] },
    });
    expect(verified.keys.map(({ key }) => key.x)).toEqual(keys.slice(0, 2).map((one) => one.publicJwk.x));
    expect(Object.keys(verified.keys[0]?.key ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y']);
    expect(verified).toMatchObject({
      nonce: 'n',
      expiresAt: NOW_SECONDS + 3600,
      keyStorage: ['iso_18045_high'],
      hasStatus: false,
    });
    expect(verified.keys[0]?.kid).toBe('a');
  });

  it('PR-20 accepts the typ of the drafts', async () => {
    expect((await verify({ header: { typ: 'keyattestation+jwt' } })).keys).toHaveLength(3);
  });

  it.each(['ES256', 'ES384', 'ES512'] as const)('PR-31 verifies %s', async (alg) => {
    const span = { from: new Date(NOW.getTime() - 1000), to: new Date(NOW.getTime() + 1000) };
    const leaf = await certify({ ...span, issuer: provider.root, alg });
    const jwt = await provider.keyAttestation(jwks(), { alg }, leaf);
    expect((await verifyKeyAttestation(jwt, 'jwt', rules({ algorithms: ['ES256', alg] }))).keys).toHaveLength(3);
  });

  it('PR-21 needs exp inside a jwt proof only, and refuses an expired one at both places', async () => {
    await expectRefusal(() => verify({ claims: { exp: undefined } }), 'key_attestation_malformed', 'invalid_proof');
    expect((await verify({ claims: { exp: undefined } }, 'attestation')).keys).toHaveLength(3);
    for (const place of ['jwt', 'attestation'] as const)
      await expectRefusal(
        () => verify({ claims: { exp: NOW_SECONDS - 61 } }, place),
        'key_attestation_expired',
        'invalid_proof',
      );
  });

  it.each<[string, Change, Reason]>([
    ['PR-32 another typ', { header: { typ: 'android-key-attestation+jwt' } }, 'key_attestation_type'],
    ['PR-20 no typ', { header: { typ: undefined } }, 'key_attestation_type'],
    ['PR-20 an upper-case typ', { header: { typ: 'KEY-ATTESTATION+JWT' } }, 'key_attestation_type'],
    ['PR-25 no x5c', { header: { x5c: undefined } }, 'key_attestation_untrusted'],
    ['PR-25 an empty x5c', { header: { x5c: [] } }, 'key_attestation_untrusted'],
    ['no iat', { claims: { iat: undefined } }, 'key_attestation_malformed'],
    ['iat as text', { claims: { iat: String(NOW_SECONDS) } }, 'key_attestation_malformed'],
    ['iat ahead', { claims: { iat: NOW_SECONDS + 61 } }, 'key_attestation_future'],
    ['nbf ahead', { claims: { nbf: NOW_SECONDS + 61 } }, 'key_attestation_future'],
    ['exp as text', { claims: { exp: 'never' } }, 'key_attestation_malformed'],
    ['a nonce that is no text', { claims: { nonce: 7 } }, 'key_attestation_malformed'],
    ['PR-20 no attested_keys', { claims: { attested_keys: undefined } }, 'key_attestation_malformed'],
    ['PR-20 empty attested_keys', { claims: { attested_keys: [] } }, 'key_attestation_malformed'],
    ['PR-20 attested_keys that is an object', { claims: { attested_keys: {} } }, 'key_attestation_malformed'],
    ['PR-20 an attested key that is text', { claims: { attested_keys: ['did:key:z'] } }, 'key_attestation_malformed'],
    ['PR-20 a null key', { claims: { attested_keys: [null] } }, 'key_attestation_malformed'],
    ['a symmetric key', { claims: { attested_keys: [{ kty: 'oct', k: 'AA' }] } }, 'key_attestation_private_key'],
    ['an RSA key', { claims: { attested_keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }] } }, 'key_attestation_malformed'],
    ['levels that are text', { claims: { key_storage: 'iso_18045_high' } }, 'key_attestation_malformed'],
  ])('refuses %s', async (_title, change, reason) => {
    await expectRefusal(() => verify(change), reason, 'invalid_proof');
  });

  it('PR-20 refuses a point off the curve, a private key and more keys than can be meant', async () => {
    const [key] = jwks();
    const off = { ...key, y: key?.x };
    await expectRefusal(() => verify({ claims: { attested_keys: [off] } }), 'key_attestation_malformed');
    await expectRefusal(
      () => verify({ claims: { attested_keys: [keys[0]?.privateJwk] } }),
      'key_attestation_private_key',
    );
    await expectRefusal(
      () => verify({ claims: { attested_keys: new Array(101).fill(key) } }),
      'key_attestation_malformed',
    );
  });

  it('PR-25 refuses a provider that is not an anchor, a foreign signature and a tampered payload', async () => {
    const foreign = await other.keyAttestation(jwks());
    await expectRefusal(
      () => verifyKeyAttestation(foreign, 'jwt', rules()),
      'key_attestation_untrusted',
      'invalid_proof',
    );
    const wrong = await other.keyAttestation(jwks(), { header: { x5c: [derOf(provider.leaf)] } });
    await expectRefusal(() => verifyKeyAttestation(wrong, 'jwt', rules()), 'key_attestation_signature');
    const changed = tamper(await attest(), (claims) => Object.assign(claims, { key_storage: ['x'] }));
    await expectRefusal(() => verifyKeyAttestation(changed, 'jwt', rules()), 'key_attestation_signature');
    await expectRefusal(() => verifyKeyAttestation('x', 'jwt', rules()), 'key_attestation_malformed');
    await expectRefusal(() => verifyKeyAttestation({ jwt: 1 }, 'jwt', rules()), 'key_attestation_malformed');
    await expectRefusal(() => verify({}, 'jwt', { algorithms: ['ES384'] }), 'key_attestation_algorithm');
  });

  it('PR-26 demands one of the listed levels, of each kind that is listed', async () => {
    const high = { key_storage: ['iso_18045_high', 'iso_18045_moderate'] };
    expect((await verify({}, 'jwt', { required: {} })).keys).toHaveLength(3);
    expect((await verify({}, 'jwt', { required: high })).keys).toHaveLength(3);
    const weaker = { claims: { key_storage: ['iso_18045_basic'] } };
    await expectRefusal(() => verify(weaker, 'jwt', { required: high }), 'key_attestation_levels', 'invalid_proof');
    await expectRefusal(
      () => verify({ claims: { key_storage: undefined } }, 'jwt', { required: high }),
      'key_attestation_levels',
    );
    await expectRefusal(
      () =>
        verify({ claims: { user_authentication: ['iso_18045_basic'] } }, 'jwt', {
          required: { user_authentication: ['iso_18045_high'] },
        }),
      'key_attestation_levels',
    );
  });
});

describe('verifyJwtProofs with key attestations', () => {
  const proofRules = (changes: Partial<ProofRules> = {}): ProofRules => ({
    issuer: ISSUER,
    algorithms: ['ES256'],
    allowDids: false,
    now: NOW,
    clientAuthenticated: false,
    requireNonce: true,
    attestations: { anchors, proofKey: 'any' },
    ...changes,
  });
  /** Signed by the key of that index; `header` names it. */
  const proof = async (index: number, header: Record<string, unknown>, signer = keys[index] as TestKey) =>
    signJwt(
      { typ: 'openid4vci-proof+jwt', alg: 'ES256', key_attestation: await attest(), ...header },
      { aud: ISSUER, iat: NOW_SECONDS, nonce: 'n' },
      signer,
    );
  const thumbprints = async () => (await verify()).keys.map((one) => one.thumbprint);

  it('PR-22 AMB-08 finds the key by jwk, by index, by its own kid and by its thumbprint', async () => {
    const named = jwks().map((jwk, index) => ({ ...jwk, kid: `key-${index}` }));
    const key_attestation = await attest({ claims: { attested_keys: named } });
    const [, , third] = await thumbprints();
    for (const header of [{ jwk: jwks()[2] }, { kid: '2' }, { kid: 'key-2' }, { kid: third }]) {
      const [verified] = await verifyJwtProofs([await proof(2, { key_attestation, ...header })], proofRules());
      expect(verified).toMatchObject({ thumbprint: third, keyReference: 'jwk' in header ? 'jwk' : 'attested_key' });
      expect(verified?.attestation?.keys).toHaveLength(3);
    }
  });

  it('AMB-08 lets the signature decide where a kid is both an index and the kid of another key', async () => {
    const [first, second] = jwks();
    const key_attestation = await attest({ claims: { attested_keys: [first, { ...second, kid: '0' }] } });
    for (const index of [0, 1]) {
      const [verified] = await verifyJwtProofs([await proof(index, { key_attestation, kid: '0' })], proofRules());
      expect(verified?.key.x).toBe(jwks()[index]?.x);
    }
  });

  it.each<[string, Record<string, unknown>, Reason]>([
    ['AMB-08 an index past the end', { kid: '3' }, 'proof_kid_unresolvable'],
    ['AMB-08 an index written oddly', { kid: '00' }, 'proof_kid_unresolvable'],
    ['an inherited property name as kid', { kid: 'constructor' }, 'proof_kid_unresolvable'],
    ['PR-05 a number as kid', { kid: 0 }, 'proof_malformed'],
    ['PR-22 the index of another key', { kid: '1' }, 'proof_signature'],
    ['PR-20 an attestation that is null', { kid: '0', key_attestation: null }, 'key_attestation_malformed'],
  ])('refuses %s', async (_title, header, reason) => {
    await expectRefusal(async () => verifyJwtProofs([await proof(0, header)], proofRules()), reason, 'invalid_proof');
  });

  it('PR-22 refuses a signer that is not attested, and one that is not the first only where that is asked', async () => {
    const foreign = await makeKey();
    const jwt = await proof(0, { jwk: foreign.publicJwk }, foreign);
    await expectRefusal(() => verifyJwtProofs([jwt], proofRules()), 'key_attestation_foreign_key', 'invalid_proof');
    const second = await proof(1, { kid: '1' });
    expect(await verifyJwtProofs([second], proofRules())).toHaveLength(1);
    const first = proofRules({ attestations: { anchors, proofKey: 'first' } });
    await expectRefusal(() => verifyJwtProofs([second], first), 'key_attestation_foreign_key');
    expect(await verifyJwtProofs([await proof(0, { kid: '0' })], first)).toHaveLength(1);
  });

  it('PR-26 refuses a proof without attestation where one is required, in any place of a batch', async () => {
    const required = proofRules({ attestations: { anchors, proofKey: 'any', required: {} } });
    const bare = await proof(1, { jwk: jwks()[1], key_attestation: undefined });
    await expectRefusal(
      async () => verifyJwtProofs([await proof(0, { kid: '0' }), bare], required),
      'key_attestation_required',
      'invalid_proof',
    );
    expect(await verifyJwtProofs([bare], proofRules())).toHaveLength(1);
  });

  it('PR-06 binds to the key of a certificate that leads to an anchor, where the issuer has anchors for them', async () => {
    const holder = await certify({
      name: 'holder',
      issuer: provider.root,
      from: new Date(NOW.getTime() - 3_600_000),
      to: new Date(NOW.getTime() + 3_600_000),
    });
    const jwk = await crypto.subtle.exportKey('jwk', holder.keys.publicKey as never);
    const signer = { privateKey: holder.keys.privateKey, publicJwk: jwk, privateJwk: jwk } as unknown as TestKey;
    const jwt = await proof(0, { key_attestation: undefined, x5c: [derOf(holder)] }, signer);
    const [verified] = await verifyJwtProofs([jwt], proofRules({ allowX5c: true, certificateAnchors: anchors }));
    expect(verified).toMatchObject({ keyReference: 'x5c', key: { x: jwk.x } });
  });

  it('PR-06 binds to the key of a certificate only where that is allowed', async () => {
    const holder = await certify({ name: 'holder' });
    const { privateKey, publicKey } = holder.keys;
    const jwk = await crypto.subtle.exportKey('jwk', publicKey as never);
    const signer = { privateKey, publicJwk: jwk, privateJwk: jwk } as unknown as TestKey;
    const jwt = await proof(0, { key_attestation: undefined, x5c: [derOf(holder)] }, signer);
    await expectRefusal(() => verifyJwtProofs([jwt], proofRules()), 'x5c_not_enabled', 'invalid_proof');
    const [verified] = await verifyJwtProofs([jwt], proofRules({ allowX5c: true }));
    expect(verified).toMatchObject({ keyReference: 'x5c', key: { x: jwk.x } });
    const alone = proofRules({ allowX5c: true, certificateAnchors: anchors });
    await expectRefusal(() => verifyJwtProofs([jwt], alone), 'proof_certificate_untrusted', 'invalid_proof');
    const both = await proof(0, { key_attestation: undefined, x5c: [derOf(holder)], jwk: jwks()[0] }, signer);
    await expectRefusal(() => verifyJwtProofs([both], proofRules({ allowX5c: true })), 'proof_key_ambiguous');
  });
});
