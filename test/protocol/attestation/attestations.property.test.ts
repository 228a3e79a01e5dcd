import { X509Certificate } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readChain, verifyCertificatePath } from '../../../protocol/attestation/verify-certificate-path.js';
import { verifyKeyAttestation } from '../../../protocol/attestation/verify-key-attestation.js';
import { pathLengthOf } from '../../../protocol/attestation/verify-path-length.js';
import { verifyWalletAttestation } from '../../../protocol/attestation/verify-wallet-attestation.js';
import { readAssertedClient, verifyClientAssertion } from '../../../protocol/client/verify-client-assertion.js';
import { jsonValue, keepsToRules, unknownMembers } from '../../support/arbitraries.js';
import { nearlyJwt, signedBy } from '../../support/arbitraries-jwt.js';
import { derOf, pemOf, WalletProvider } from '../../support/wallet-attestation.js';
import { ISSUER, NOW, NOW_SECONDS } from '../expect-refusal.js';
import type { TestKey } from '../signed-jwt.js';
import { makeKey, signJwt } from '../signed-jwt.js';

type Parts = { header: Record<string, unknown>; claims: Record<string, unknown> };
const CLIENT = 'https://wallet.example/type';
let provider: WalletProvider;
let attester: TestKey;
let instance: TestKey;
let anchors: X509Certificate[];
let keyAttestation: Parts;
let walletAttestation: Parts;
let pop: Parts;

beforeAll(async () => {
  provider = await WalletProvider.create('provider', () => NOW);
  instance = await makeKey();
  // Only the private half signs, and P-256 is what the helper needs to know of the public one.
  attester = { ...instance, privateKey: provider.leaf.keys.privateKey };
  anchors = [new X509Certificate(pemOf(provider.root))];
  const header = { alg: 'ES256', x5c: [derOf(provider.leaf)] };
  const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
  keyAttestation = {
    header: { ...header, typ: 'key-attestation+jwt' },
    claims: { ...times, attested_keys: [instance.publicJwk], key_storage: ['iso_18045_high'], nonce: 'n' },
  };
  walletAttestation = {
    header: { ...header, typ: 'oauth-client-attestation+jwt' },
    claims: { ...times, sub: CLIENT, cnf: { jwk: instance.publicJwk } },
  };
  pop = {
    header: { alg: 'ES256', typ: 'oauth-client-attestation-pop+jwt' },
    claims: { aud: ISSUER, jti: 'j', iat: NOW_SECONDS },
  };
});

const verifyKeys = (jwt: string, usedIn: 'jwt' | 'attestation' = 'jwt') =>
  verifyKeyAttestation(jwt, usedIn, {
    anchors,
    algorithms: ['ES256'],
    now: NOW,
    required: { key_storage: ['iso_18045_high'] },
  });
const verifyWallet = (attestation: string, proof: string) =>
  verifyWalletAttestation({ attestation, pop: proof, audience: ISSUER, anchors, now: NOW });
const signed = ({ header, claims }: Parts, key: TestKey, more: Partial<Parts> = {}) =>
  signJwt({ ...more.header, ...header }, { ...more.claims, ...claims }, key);

describe('a key attestation', () => {
  it('PR-20 means the same whatever unknown claims and header parameters it has', async () => {
    const plain = await verifyKeys(await signed(keyAttestation, attester));
    await fc.assert(
      fc.asyncProperty(unknownMembers, unknownMembers, async (header, claims) => {
        expect(await verifyKeys(await signed(keyAttestation, attester, { header, claims }))).toEqual(plain);
      }),
    );
  });

  it('signed over anything by a trusted provider is verified or refused, soon', async () => {
    const make = signedBy(attester, keyAttestation, {
      header: ['kid', 'jwk', 'crit', 'trust_chain'],
      claims: ['status', 'certification', 'user_authentication', 'key_storage_status', 'nbf'],
    });
    await fc.assert(
      fc.asyncProperty(make, fc.constantFrom('jwt' as const, 'attestation' as const), async (jwt, usedIn) => {
        const verified = await keepsToRules(async () => verifyKeys(await jwt(), usedIn));
        for (const one of verified?.keys ?? []) expect(Object.keys(one.key).sort()).toEqual(['crv', 'kty', 'x', 'y']);
      }),
      { numRuns: 300 },
    );
  });

  it('of attested keys of any kind is verified or refused', async () => {
    const keys = fc.array(
      fc.oneof(
        jsonValue,
        fc.constant(undefined).map(() => instance.publicJwk),
      ),
    );
    await fc.assert(
      fc.asyncProperty(keys, async (attested_keys) => {
        const { header, claims } = keyAttestation;
        await keepsToRules(async () => verifyKeys(await signJwt(header, { ...claims, attested_keys }, attester)));
      }),
    );
  });
});

describe('a wallet attestation', () => {
  it('WA-02 means the same whatever unknown claims and header parameters it and its proof have', async () => {
    const plain = await verifyWallet(await signed(walletAttestation, attester), await signed(pop, instance));
    await fc.assert(
      fc.asyncProperty(unknownMembers, async (more) => {
        const attestation = await signed(walletAttestation, attester, { header: more, claims: more });
        expect(await verifyWallet(attestation, await signed(pop, instance, { header: more, claims: more }))).toEqual(
          plain,
        );
      }),
    );
  });

  it('signed over anything by a trusted provider is verified or refused, soon, and so is its proof', async () => {
    const attestation = signedBy(attester, walletAttestation, {
      header: ['crit'],
      claims: ['iss', 'nbf', 'status', 'wallet_name'],
    });
    const proof = signedBy(instance, pop, {
      header: ['crit', 'jwk'],
      claims: ['iss', 'exp', 'nbf', 'challenge', 'nonce'],
    });
    await fc.assert(
      fc.asyncProperty(attestation, proof, async (one, other) => {
        const right = [await signed(walletAttestation, attester), await signed(pop, instance)] as const;
        await keepsToRules(async () => verifyWallet(await one(), right[1]));
        await keepsToRules(async () => verifyWallet(right[0], await other()));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a client assertion', () => {
  const good: Parts = {
    header: { alg: 'ES256', kid: 'k' },
    claims: { iss: CLIENT, sub: CLIENT, aud: ISSUER, jti: 'j', exp: NOW_SECONDS + 60 },
  };
  const verify = (assertion: string) =>
    verifyClientAssertion({
      assertion,
      clientId: CLIENT,
      keys: [{ ...instance.publicJwk, kid: 'k' }],
      audiences: [ISSUER],
      isAudienceString: true,
      now: NOW,
    });

  it('signed over anything is verified or refused, soon', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constant(0).chain(() => signedBy(instance, good, { header: ['crit', 'typ'], claims: ['nbf', 'iat'] })),
        async (make) => {
          const jwt = await make();
          await keepsToRules(() => verify(jwt));
          await keepsToRules(() => readAssertedClient(jwt));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('attestations and assertions of any text', () => {
  it('are refused', async () => {
    const right = await signed(walletAttestation, attester);
    await fc.assert(
      fc.asyncProperty(nearlyJwt, async (jwt) => {
        expect(await keepsToRules(() => verifyKeys(jwt))).toBeUndefined();
        expect(await keepsToRules(() => verifyWallet(jwt, jwt))).toBeUndefined();
        expect(await keepsToRules(() => verifyWallet(right, jwt))).toBeUndefined();
        await keepsToRules(() => readAssertedClient(jwt));
      }),
    );
  });
});

describe('a certificate chain', () => {
  it('with bytes changed, left out or added is trusted or not, and breaks nothing', async () => {
    const der = Buffer.from(derOf(provider.leaf), 'base64');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.nat(der.length - 1), fc.nat(255)).map(([at, value]) => {
        const copy = Buffer.from(der);
        copy[at] = value;
        return copy;
      }),
      fc.nat(der.length).map((length) => der.subarray(0, length)),
      fc.uint8Array({ maxLength: 20 }).map((more) => Buffer.concat([der, more])),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 7 }), async (chain) => {
        const x5c = chain.map((one) => Buffer.from(one).toString('base64'));
        for (const certificate of readChain(x5c) ?? []) await keepsToRules(() => pathLengthOf(certificate));
        await keepsToRules(() => verifyCertificatePath(x5c, anchors, NOW));
      }),
      { numRuns: 300 },
    );
  });

  it('of anything is none', async () => {
    await fc.assert(
      fc.asyncProperty(jsonValue, async (x5c) => {
        expect(await keepsToRules(() => verifyCertificatePath(x5c, anchors, NOW))).toHaveProperty('fault');
      }),
    );
  });
});
