import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WalletAttestationRules } from '../../../protocol/attestation/verify-wallet-attestation.js';
import { verifyWalletAttestation } from '../../../protocol/attestation/verify-wallet-attestation.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { findAttestationFaults } from '../../../protocol/metadata/z-attestation-policy.js';
import type { Change } from '../../support/wallet-attestation.js';
import { certify, derOf, pemOf, WalletInstance, WalletProvider } from '../../support/wallet-attestation.js';
import { expectRefusal, ISSUER, NOW, NOW_SECONDS } from '../expect-refusal.js';
import { makeKey, tamper } from '../signed-jwt.js';

const CLIENT = 'https://wallet.example/type';
let provider: WalletProvider;
let instance: WalletInstance;
let anchors: X509Certificate[];

beforeAll(async () => {
  provider = await WalletProvider.create('provider', () => NOW);
  instance = await WalletInstance.create();
  anchors = [new X509Certificate(pemOf(provider.root))];
});

type Changes = { attestation?: Change; pop?: Change; rules?: Partial<WalletAttestationRules> };
const verify = async ({ attestation = {}, pop = {}, rules = {} }: Changes = {}) =>
  verifyWalletAttestation({
    attestation: await provider.walletAttestation(instance.jwk, attestation),
    pop: await instance.proof(ISSUER, pop, NOW),
    audience: ISSUER,
    anchors,
    now: NOW,
    ...rules,
  });
const signerWith = (options: Parameters<typeof certify>[0]) =>
  certify({
    from: new Date(NOW.getTime() - 1000),
    to: new Date(NOW.getTime() + 1000),
    issuer: provider.root,
    ...options,
  });

describe('verifyWalletAttestation', () => {
  it('WA-02 WA-05 WA-11 answers client, instance and wallet, and ignores other claims', async () => {
    const verified = await verify({ pop: { claims: { jti: 'j', challenge: 'c' } }, rules: { clientId: CLIENT } });
    expect(verified).toEqual({
      clientId: CLIENT,
      instanceThumbprint: expect.stringMatching(/^[\w-]{43}$/),
      jti: 'j',
      challenge: 'c',
      wallet: { name: 'Test Wallet', version: '3.1', includesAnchor: false, hasStatus: false },
    });
  });

  it.each(['ES256', 'ES384', 'ES512'] as const)('WA-10 verifies %s in both JWTs', async (alg) => {
    const leaf = await signerWith({ alg });
    const holder = await WalletInstance.create(alg);
    const attestation = await provider.walletAttestation(holder.jwk, { alg }, leaf);
    const verified = await verify({ rules: { attestation, pop: await holder.proof(ISSUER, { alg }, NOW) } });
    expect(verified.clientId).toBe(CLIENT);
  });

  it.each<[string, Change]>([
    ['-07', { claims: { iss: CLIENT, nbf: NOW_SECONDS } }],
    ['-07 without nbf, with exp', { claims: { iss: CLIENT, exp: NOW_SECONDS + 60 } }],
    ['-09', {}],
    ['an audience that is an array of one', { claims: { aud: [ISSUER] } }],
    ['five minutes old', { claims: { iat: NOW_SECONDS - 300 } }],
  ])('WA-03 AMB-22 accepts a proof of possession as in %s', async (_title, pop) => {
    expect((await verify({ pop })).clientId).toBe(CLIENT);
  });

  it.each<[string, Change, Reason]>([
    ['WA-02 another typ', { header: { typ: 'JWT' } }, 'wallet_attestation_type'],
    ['WA-02 the typ of the proof', { header: { typ: 'oauth-client-attestation-pop+jwt' } }, 'wallet_attestation_type'],
    ['WA-04 no x5c', { header: { x5c: undefined } }, 'wallet_attestation_untrusted'],
    ['WA-04 a jwk instead of x5c', { header: { x5c: undefined, jwk: { kty: 'EC' } } }, 'wallet_attestation_untrusted'],
    ['WA-02 no sub', { claims: { sub: undefined } }, 'wallet_attestation_malformed'],
    ['WA-02 an empty sub', { claims: { sub: '' } }, 'wallet_attestation_malformed'],
    ['a sub no handle could bear', { claims: { sub: 'x'.repeat(201) } }, 'wallet_attestation_malformed'],
    ['WA-02 no exp', { claims: { exp: undefined } }, 'wallet_attestation_malformed'],
    ['WA-09 an exp that has passed', { claims: { exp: NOW_SECONDS - 61 } }, 'wallet_attestation_expired'],
    ['an nbf ahead', { claims: { nbf: NOW_SECONDS + 61 } }, 'wallet_attestation_future'],
    ['an iat ahead', { claims: { iat: NOW_SECONDS + 61 } }, 'wallet_attestation_future'],
    ['WA-02 no cnf', { claims: { cnf: undefined } }, 'wallet_attestation_malformed'],
    ['a null cnf', { claims: { cnf: null } }, 'wallet_attestation_malformed'],
    ['a cnf with a kid alone', { claims: { cnf: { kid: '1' } } }, 'wallet_attestation_malformed'],
    ['an RSA key', { claims: { cnf: { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } } } }, 'wallet_attestation_malformed'],
    ['a symmetric key', { claims: { cnf: { jwk: { kty: 'oct', k: 'AA' } } } }, 'wallet_attestation_private_key'],
    ['an iss that is a number', { claims: { iss: 1 } }, 'wallet_attestation_malformed'],
  ])('refuses an attestation with %s', async (_title, attestation, reason) => {
    await expectRefusal(() => verify({ attestation }), reason, 'invalid_client');
  });

  it.each<[string, Change, Reason]>([
    ['WA-03 another typ', { header: { typ: 'JWT' } }, 'wallet_pop_type'],
    ['WA-03 no typ', { header: { typ: undefined } }, 'wallet_pop_type'],
    ['WA-03 the token endpoint as audience', { claims: { aud: `${ISSUER}/token` } }, 'wallet_pop_audience'],
    ['WA-03 two audiences', { claims: { aud: [ISSUER, 'https://other.example'] } }, 'wallet_pop_audience'],
    ['WA-03 no audience', { claims: { aud: undefined } }, 'wallet_pop_audience'],
    ['WA-03 no jti', { claims: { jti: undefined } }, 'wallet_pop_malformed'],
    ['an empty jti', { claims: { jti: '' } }, 'wallet_pop_malformed'],
    ['WA-03 no iat', { claims: { iat: undefined } }, 'wallet_pop_malformed'],
    ['iat as text', { claims: { iat: 'now' } }, 'wallet_pop_malformed'],
    ['WA-06 an old iat', { claims: { iat: NOW_SECONDS - 361 } }, 'wallet_pop_expired'],
    ['WA-06 an iat ahead', { claims: { iat: NOW_SECONDS + 61 } }, 'wallet_pop_future'],
    ['an exp that has passed', { claims: { exp: NOW_SECONDS - 61 } }, 'wallet_pop_expired'],
    ['WA-03 the iss of another client', { claims: { iss: 'https://other.example' } }, 'wallet_pop_issuer'],
    ['a null iss', { claims: { iss: null } }, 'wallet_pop_issuer'],
    ['a challenge that is a number', { claims: { challenge: 1 } }, 'wallet_pop_malformed'],
  ])('refuses a proof of possession with %s', async (_title, pop, reason) => {
    await expectRefusal(() => verify({ pop }), reason, 'invalid_client');
  });

  it('WA-04 refuses a proof of another instance, a tampered attestation, and what is no JWT', async () => {
    const other = await WalletInstance.create();
    const refused = (rules: Partial<WalletAttestationRules>, reason: Reason) =>
      expectRefusal(() => verify({ rules }), reason, 'invalid_client');
    await refused({ pop: await other.proof(ISSUER, {}, NOW) }, 'wallet_pop_signature');
    await refused({ pop: 'x' }, 'wallet_pop_malformed');
    await refused({ attestation: 'a.b' }, 'wallet_attestation_malformed');
    const good = await provider.walletAttestation(instance.jwk);
    const changed = tamper(good, (claims) => Object.assign(claims, { sub: 'https://other.example' }));
    await refused({ attestation: changed }, 'wallet_attestation_signature');
    await refused({ anchors: [] }, 'wallet_attestation_untrusted');
    await refused({ clientId: 'https://other.example' }, 'wallet_attestation_client_mismatch');
    const p384 = await WalletInstance.create('ES384');
    await refused({ pop: await p384.proof(ISSUER, { alg: 'ES384' }, NOW) }, 'wallet_pop_algorithm');
  });

  it('WA-04 never believes a key that the attestation brings along', async () => {
    const own = await certify({ from: new Date(NOW.getTime() - 1000), to: new Date(NOW.getTime() + 1000) });
    const attestation = await provider.walletAttestation(instance.jwk, {}, own);
    await expectRefusal(() => verify({ rules: { attestation } }), 'wallet_attestation_untrusted');
    const borrowed = await provider.walletAttestation(instance.jwk, { header: { x5c: [derOf(provider.leaf)] } }, own);
    await expectRefusal(() => verify({ rules: { attestation: borrowed } }), 'wallet_attestation_signature');
  });

  it('WA-02 compares iss with the names in the certificate, where it has any', async () => {
    const named = await signerWith({
      names: [
        { type: 'url', value: 'https://provider.example/a' },
        { type: 'dns', value: 'provider.example' },
      ],
    });
    const attested = (iss: string, signer = named) =>
      provider.walletAttestation(instance.jwk, { claims: { iss } }, signer);
    for (const iss of ['https://provider.example/a', 'https://provider.example'])
      expect((await verify({ rules: { attestation: await attested(iss) } })).clientId).toBe(CLIENT);
    for (const iss of ['https://other.example', 'provider.example.evil', ''])
      await expectRefusal(
        async () => verify({ rules: { attestation: await attested(iss) } }),
        'wallet_attestation_issuer',
        'invalid_client',
      );
    expect((await verify({ attestation: { claims: { iss: 'https://any.example' } } })).clientId).toBe(CLIENT);
  });

  it('WA-12 takes a DPoP proof by the attested key for the proof of possession, and by no other', async () => {
    const { instanceThumbprint } = await verify();
    const by = (jkt: string) => verify({ rules: { pop: { dpop: { jkt, jti: 'j', nonce: 'n' } } } });
    expect(await by(instanceThumbprint)).toMatchObject({ instanceThumbprint, jti: 'j', challenge: 'n' });
    await expectRefusal(() => by('another'), 'wallet_dpop_other_key', 'invalid_client');
  });

  it('WA-12 asks for a fresh attestation where the one it is shown is too old to its mind', async () => {
    const aged = (iat: number | undefined, maxAge?: number) =>
      verify({ attestation: { claims: { iat } }, rules: { maxAge } });
    expect((await aged(NOW_SECONDS - 660, 600)).clientId).toBe(CLIENT);
    expect((await aged(undefined)).clientId).toBe(CLIENT);
    for (const iat of [NOW_SECONDS - 661, undefined])
      await expectRefusal(() => aged(iat, 600), 'use_fresh_attestation', 'use_fresh_attestation');
    // Who has not shown to be the instance is told nothing of freshness.
    const other = await WalletInstance.create();
    await expectRefusal(
      async () => verify({ rules: { maxAge: 0, pop: await other.proof(ISSUER, {}, NOW) } }),
      'wallet_pop_signature',
    );
  });

  it('WA-03 reads the challenge by the name it had up to -05, and by the present one first', async () => {
    expect((await verify({ pop: { claims: { nonce: 'old' } } })).challenge).toBe('old');
    expect((await verify({ pop: { claims: { nonce: 'old', challenge: 'new' } } })).challenge).toBe('new');
    await expectRefusal(() => verify({ pop: { claims: { nonce: 1 } } }), 'wallet_pop_malformed');
  });

  it('WA-09 answers the status that the attestation names', async () => {
    const status_list = { idx: 1, uri: 'https://provider.example/1' };
    const verified = await verify({ attestation: { claims: { client_status: { status: { status_list }, exp: 9 } } } });
    expect(verified.wallet.hasStatus).toBe(true);
    expect(verified.status).toEqual({ references: [{ index: 1, uri: status_list.uri }], keptUntil: 9 });
  });

  it('refuses a private key in cnf', async () => {
    const { privateJwk } = await makeKey();
    await expectRefusal(
      () => verify({ attestation: { claims: { cnf: { jwk: privateJwk } } } }),
      'wallet_attestation_private_key',
    );
  });
});

describe('the attestation members of the configuration', () => {
  const base = {
    profile: 'base' as const,
    trust_lists: [],
    trust_anchors: { key_attestation: [], wallet_attestation: [] },
    client_authentication: ['none'] as const,
    credential_configurations: { pid: { proof_types: ['jwt'] } },
  };
  const pathsOf = (changes: object) => findAttestationFaults({ ...base, ...changes }).map(({ path }) => path.join('.'));

  it('refuses demands that no anchor could satisfy', () => {
    expect(pathsOf({})).toEqual([]);
    expect(pathsOf({ client_authentication: ['attest_jwt_client_auth'] })).toEqual(['client_authentication']);
    for (const pid of [
      { proof_types: ['jwt', 'attestation'] },
      { proof_types: ['jwt'], key_attestations_required: {} },
    ])
      expect(pathsOf({ credential_configurations: { pid } })).toEqual(['credential_configurations.pid']);
    const trust_anchors = { key_attestation: ['a.pem'], wallet_attestation: ['a.pem'] };
    expect(
      pathsOf({
        trust_anchors,
        client_authentication: ['attest_jwt_client_auth'],
        credential_configurations: { pid: { proof_types: ['attestation'] } },
      }),
    ).toEqual([]);
  });
});
