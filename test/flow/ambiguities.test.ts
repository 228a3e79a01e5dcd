/** Where the texts are silent or contradict each other, and wallets commonly stumble (checklist section 27): what we do, on the wire. */
import { X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIssuerSigned, validityTexts } from '../credentials/mso-mdoc/read-issuer-signed.js';
import { readSdJwt } from '../credentials/sd-jwt-vc/read-sd-jwt.js';
import { AV, DATASETS, PID_SD_JWT } from '../support/datasets.js';
import { keyOf, makeJwkDidKey } from '../support/dids.js';
import { eventually } from '../support/eventually.js';
import { expectRefused } from '../support/expect-refused.js';
import { shippedIssuer, writeIssuersFile } from '../support/issuers-file.js';
import { deferSession, openSession, redeemSession, type SessionOptions } from '../support/open-session.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';
import type { CredentialAnswer } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';
import { pemOf, WalletInstance, WalletProvider } from '../support/wallet-attestation.js';
import { AttestedWallet } from '../support/wallet-attested.js';
import { CodeWallet, issuerStateOf, REDIRECT_URI } from '../support/wallet-authcode.js';
import { EncryptingWallet, encryptedTo, newResponseKey } from '../support/wallet-encryption.js';

let stack: Stack;
let provider: WalletProvider;

/** The shipped configurations, one of them changed. */
function withMembers(id: string, members: object): Record<string, object> {
  const { credential_configurations: all } = shippedIssuer();
  return { ...all, [id]: { ...all[id], ...members } };
}

beforeAll(async () => {
  provider = await WalletProvider.create();
  const anchor = [pemOf(provider.root)];
  stack = await startStack({
    issuersFile: writeIssuersFile(
      { id: 'plain', path: '/plain/issuer' },
      { id: 'sealed', encryption: { request: 'optional', response: 'optional' } },
      { id: 'nonced', dpop_nonces: 'required', signed_metadata: true },
      { id: 'brief', lifetimes: { bearer_access_token: 4 } },
      {
        id: 'attested',
        batch_size: 2,
        trust_anchors: { key_attestation: anchor, wallet_attestation: anchor },
        client_authentication: ['none', 'attest_jwt_client_auth'],
        attestation_challenges: 'optional',
        credential_configurations: withMembers(PID_SD_JWT, {
          proof_types: ['jwt', 'attestation'],
          key_attestations_required: {},
        }),
      },
      {
        id: 'coded',
        authorization_code: { enabled: true },
        clients: [{ client_id: 'wallet-app', redirect_uris: [REDIRECT_URI] }],
        credential_configurations: withMembers(AV, { scope: undefined }),
      },
    ),
  });
});
afterAll(() => stack?.stop());

const redeem = (issuer = 'plain', options: SessionOptions = {}) =>
  redeemSession(stack, { ...options, more: { issuer, ...options.more } });
const metadataOf = async (path: string, accept = 'application/json') =>
  send<Record<string, any>>(`${stack.publicUrl}/.well-known/openid-credential-issuer/${path}`, { headers: { accept } });
const ask = async ({ wallet, tokens }: Awaited<ReturnType<typeof redeem>>, jwts: string[], configuration = AV) =>
  wallet.authorized<CredentialAnswer>('/credential', tokens, {
    credential_configuration_id: configuration,
    proofs: { jwt: jwts },
  });

describe('identifier and metadata', () => {
  it('AMB-01 the metadata is found with and without a slash at the end, and its identifier has none', async () => {
    for (const path of ['plain/issuer', 'plain/issuer/']) {
      const { status, body } = await metadataOf(path);
      expect([status, body['credential_issuer']]).toEqual([200, `${stack.publicUrl}/plain/issuer`]);
    }
  });

  it('AMB-07 AMB-39 required attestations are named by the member of the specification, at both proof types', async () => {
    const { body } = await metadataOf('attested');
    const types = body['credential_configurations_supported'][PID_SD_JWT].proof_types_supported;
    for (const type of ['jwt', 'attestation']) expect(types[type]).toHaveProperty('key_attestations_required');
    expect(JSON.stringify(body)).not.toContain('key_attestation_required"');
  });

  it('AMB-23 keys for requests are a JWK Set, an object', async () => {
    const { body } = await metadataOf('sealed');
    expect(body['credential_request_encryption'].jwks).toEqual({
      keys: expect.arrayContaining([expect.objectContaining({ use: 'enc' })]),
    });
  });

  it('AMB-30 binding methods and proof types stand together or not at all', async () => {
    const { body } = await metadataOf('plain/issuer');
    for (const one of Object.values<any>(body['credential_configurations_supported']))
      expect('proof_types_supported' in one).toBe('cryptographic_binding_methods_supported' in one);
  });

  it('AMB-32 signed metadata is one JWS, of this issuer', async () => {
    // Signed by the worker, some time after the start.
    const { body } = await eventually(async () => {
      const answer = await metadataOf('nonced', 'application/jwt');
      expect(answer.headers.get('content-type')).toBe('application/jwt');
      return answer;
    });
    expect(decodeJwt(body as unknown as string).sub).toBe(`${stack.publicUrl}/nonced`);
  });

  it('AMB-16 AMB-19 an offer by reference is JSON that no cache keeps, and its grant has no scope', async () => {
    const { created } = await openSession(stack, { more: { issuer: 'plain' } });
    const { status, headers, body } = await send<Record<string, any>>(created.credential_offer_uri);
    expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([200, 'application/json']);
    expect(headers.get('cache-control')).toContain('no-store');
    for (const grant of Object.values<any>(body['grants'])) expect(grant).not.toHaveProperty('scope');
  });
});

describe('nonces and proofs', () => {
  it('AMB-02 proofs of a batch may share a nonce or have one each, and all must be good', async () => {
    const session = await redeem();
    const { wallet } = session;
    const prove = async (nonce: string) => wallet.proof(await newKey(), nonce);
    const shared = await wallet.nonce();
    expect((await ask(session, [await prove(shared), await prove(shared)])).status).toBe(200);
    const [one, two] = [await wallet.nonce(), await wallet.nonce()];
    expectRefused(await ask(session, [await prove(one), await prove(shared)]), 400, 'invalid_nonce');
    expect((await ask(session, [await prove(one), await prove(two)])).status).toBe(200);
  });

  it('AMB-03 a missing nonce is invalid_proof and a bad one invalid_nonce; of both, the missing one comes first', async () => {
    const session = await redeem();
    const { wallet } = session;
    const without = async () => wallet.proof(await newKey(), undefined);
    const stale = async () => wallet.proof(await newKey(), 'not-ours');
    expectRefused(await ask(session, [await without()]), 400, 'invalid_proof');
    expectRefused(await ask(session, [await stale()]), 400, 'invalid_nonce');
    expectRefused(await ask(session, [await stale(), await without()]), 400, 'invalid_proof');
  });

  it('AMB-08 beside a key attestation, kid may be an index, a kid or a thumbprint, and jwk one of the keys', async () => {
    const session = await redeem('attested', { offered: [PID_SD_JWT] });
    const wallet = new AttestedWallet(session.wallet.issuer, provider);
    const named = async (header: (key: { jwk: object }, thumbprint: string) => object) => {
      const key = await newKey();
      const { calculateJwkThumbprint } = await import('jose');
      const attested = { ...key, jwk: { ...key.jwk, kid: 'of-the-wallet' } };
      const body = await wallet.attestedRequest(
        PID_SD_JWT,
        [attested],
        {},
        header(key, await calculateJwkThumbprint(key.jwk)),
      );
      return (await wallet.credential(session.tokens, body)).status;
    };
    expect(await named(() => ({ kid: '0', jwk: undefined }))).toBe(200);
    expect(await named(() => ({ kid: 'of-the-wallet', jwk: undefined }))).toBe(200);
    expect(await named((_key, thumbprint) => ({ kid: thumbprint, jwk: undefined }))).toBe(200);
    expect(await named(({ jwk }) => ({ jwk }))).toBe(200);
    expect(await named(() => ({ kid: '1', jwk: undefined }))).toBe(400);
  });

  it('AMB-09 an attestation inside a proof needs no nonce of its own', async () => {
    const session = await redeem('attested', { offered: [PID_SD_JWT] });
    const wallet = new AttestedWallet(session.wallet.issuer, provider);
    const body = await wallet.attestedRequest(PID_SD_JWT, [await newKey()], { claims: { nonce: undefined } });
    expect((await wallet.credential(session.tokens, body)).status).toBe(200);
  });

  it('AMB-10 attested keys are JWKs; a DID among them is refused', async () => {
    const session = await redeem('attested', { offered: [PID_SD_JWT] });
    const wallet = new AttestedWallet(session.wallet.issuer, provider);
    const attested_keys = ['did:jwk:eyJrdHkiOiJFQyJ9'];
    const body = await wallet.attestedRequest(PID_SD_JWT, [await newKey()], { claims: { attested_keys } });
    expectRefused(await wallet.credential(session.tokens, body), 400, 'invalid_proof');
  });

  it('AMB-11 the iss of an anonymous proof is taken, and noted', async () => {
    const session = await redeem();
    const { wallet, backOffice, id } = session;
    const key = await newKey();
    const iss = keyOf(makeJwkDidKey(key.jwk as never));
    expect((await ask(session, [await wallet.proof(key, await wallet.nonce(), { claims: { iss } })])).status).toBe(200);
    const { data } = await backOffice.untilLogged(id, (one) => one.message === 'Holder proofs verified');
    expect(data).toMatchObject({ note: expect.stringContaining('iss of the proof') });
  });
});

describe('what a request means', () => {
  it('AMB-05 that a configuration exists is asked before anything else of it', async () => {
    const { wallet, tokens } = await redeem();
    for (const more of [{}, { proofs: 'nonsense' }, { credential_response_encryption: {} }]) {
      const body = { credential_configuration_id: 'nobody-knows', ...more };
      expectRefused(await wallet.authorized('/credential', tokens, body), 400, 'unknown_credential_configuration');
    }
  });

  it('AMB-06 AMB-34 a known configuration the token does not cover is 403, no token is 401, both with challenge and body', async () => {
    const { wallet, tokens } = await redeem();
    const body = { credential_configuration_id: PID_SD_JWT };
    expectRefused(await wallet.authorized('/credential', tokens, body), 403, 'insufficient_scope');
    const headers = { 'content-type': 'application/json' };
    const url = `${wallet.issuer}/credential`;
    expectRefused(await send(url, { method: 'POST', headers, body: JSON.stringify(body) }), 401, 'invalid_token');
    const forged = { ...headers, authorization: 'Bearer forged' };
    expectRefused(await send(url, { method: 'POST', headers: forged, body: '{}' }), 401, 'invalid_token');
  });

  it('AMB-13 what was answered is answered again to the identical request, and to no other', async () => {
    const session = await redeem();
    const { wallet } = session;
    const nonce = await wallet.nonce();
    const jwt = await wallet.proof(await newKey(), nonce);
    const first = await ask(session, [jwt]);
    expect((await ask(session, [jwt])).body).toEqual(first.body);
    expectRefused(await ask(session, [await wallet.proof(await newKey(), nonce)]), 400, 'invalid_nonce');
  });

  it('AMB-17 identifiers stand in authorization_details, and only for who asked by them', async () => {
    const { offer, wallet } = await openSession(stack, { more: { issuer: 'plain' } });
    const details = JSON.stringify([{ type: 'openid_credential', credential_configuration_id: AV }]);
    const asked = await wallet.redeem(offer, { authorization_details: details });
    expect(asked.authorization_details?.[0]?.credential_identifiers).toHaveLength(1);
    expect(asked).not.toHaveProperty('credential_identifiers');
    const { tokens } = await redeem();
    expect(tokens).not.toHaveProperty('authorization_details');
  });

  it('AMB-20 a configuration without a scope is got by authorization_details', async () => {
    const more = { issuer: 'coded', grants: { authorization_code: true } };
    const { offer } = await openSession(stack, { more });
    const wallet = new CodeWallet(offer.credential_issuer);
    const authorization_details = JSON.stringify([{ type: 'openid_credential', credential_configuration_id: AV }]);
    const { code = '' } = await wallet.authorize({ issuer_state: issuerStateOf(offer), authorization_details });
    const tokens = await wallet.redeemed(code);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });

  it('AMB-35 a wrong transaction code is invalid_grant, and the code is still good', async () => {
    const { offer, wallet, created } = await openSession(stack, { more: { issuer: 'plain', tx_code: { length: 6 } } });
    const form = { grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(offer) };
    const wrong = created.tx_code === '000000' ? '000001' : '000000';
    expectRefused(await wallet.token({ ...form, tx_code: wrong }), 400, 'invalid_grant');
    expect((await wallet.token({ ...form, tx_code: created.tx_code ?? '' })).status).toBe(200);
  });
});

describe('waiting and afterwards', () => {
  it('AMB-12 AMB-36 a transaction outlives the token it was begun with; its interval is a whole number', async () => {
    const { wallet, tokens, transactionId, backOffice, id } = await deferSession(stack, { more: { issuer: 'brief' } });
    // Twenty polls in ten seconds are the most that are answered.
    const slowly = [20_000, 700] as const;
    await eventually(
      async () => expectRefused(await wallet.collect(tokens, transactionId), 401, 'invalid_token'),
      ...slowly,
    );
    const pending = await wallet.collect(await wallet.refresh(tokens), transactionId);
    expect([pending.status, Number.isInteger(pending.body.interval)]).toEqual([202, true]);
    await backOffice.supply(id, AV, DATASETS[AV]);
    const collected = async () => (await wallet.collect(await wallet.refresh(tokens), transactionId)).status;
    await eventually(async () => expect(await collected()).toBe(200), ...slowly);
  });

  it('AMB-14 a credential that was accepted may be reported deleted later', async () => {
    const { wallet, tokens } = await redeem();
    const { body } = await wallet.requestCredential(tokens, AV);
    for (const event of ['credential_accepted', 'credential_deleted'])
      expect((await wallet.notify(tokens, body.notification_id ?? '', event)).status).toBe(204);
  });
});

describe('DPoP and attestations', () => {
  it('AMB-15 the DPoP nonce of the nonce endpoint is good at the token and the credential endpoint', async () => {
    const { offer, wallet: plain } = await openSession(stack, { dpop: true, more: { issuer: 'nonced' } });
    const wallet = new AttestedWallet(plain.issuer, provider, plain.options);
    const { headers, body } = await send<{ c_nonce: string }>(`${wallet.issuer}/nonce`, { method: 'POST' });
    wallet.dpopNonce = headers.get('dpop-nonce') ?? '';
    const tokens = await wallet.redeem(offer);
    const proofs = { jwt: [await wallet.proof(await newKey(), body.c_nonce)] };
    const answer = await wallet.credential(tokens, { credential_configuration_id: AV, proofs });
    expect(answer.status).toBe(200);
  });

  it('AMB-25 the DPoP scheme opens the credential endpoint', async () => {
    const { wallet, tokens } = await redeem('plain', { dpop: true });
    expect(tokens.token_type).toBe('DPoP');
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  });

  it.each([
    ['of -07, with iss', { iss: 'https://wallet.example/type' }],
    ['with iss and exp', { iss: 'https://wallet.example/type', exp: Math.floor(Date.now() / 1000) + 300 }],
    ['of -08 and later, with neither', {}],
  ])('AMB-21 AMB-22 a proof of possession %s is taken, beside DPoP with another key', async (_name, claims) => {
    const { offer, wallet: plain } = await openSession(stack, {
      offered: [PID_SD_JWT],
      dpop: true,
      more: { issuer: 'attested' },
    });
    const wallet = new AttestedWallet(plain.issuer, provider, {
      ...plain.options,
      instance: await WalletInstance.create(),
    });
    const headers = await wallet.attestationHeaders({ claims });
    const form = { grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(offer) };
    const { status, body } = await wallet.token(form, headers);
    expect([status, body.token_type]).toEqual([200, 'DPoP']);
  });
});

describe('encryption', () => {
  it('AMB-24 alg of the response may stand in the key or beside it', async () => {
    const { wallet: plain, tokens } = await redeem('sealed');
    const wallet = EncryptingWallet.of(plain);
    const key = await newResponseKey();
    const { alg, ...jwk } = key.jwk;
    for (const encryption of [
      { jwk: key.jwk, enc: 'A128GCM' },
      { jwk, alg, enc: 'A128GCM' },
    ]) {
      const body = {
        ...(await wallet.credentialRequest(tokens, AV, [await newKey()])),
        credential_response_encryption: encryption,
      };
      const answer = await wallet.sendSealed('/credential', tokens, body);
      expect((await EncryptingWallet.open<CredentialAnswer>(answer, key)).body.credentials).toHaveLength(1);
    }
  });

  it('AMB-37 AMB-38 a pending answer is encrypted, an error is not', async () => {
    const { wallet: plain, tokens } = await redeem('sealed', { supplied: [] });
    const wallet = EncryptingWallet.of(plain);
    const key = await newResponseKey();
    const asked = { ...(await wallet.credentialRequest(tokens, AV, [await newKey()])), ...encryptedTo(key) };
    const pending = await wallet.sendSealed('/credential', tokens, asked);
    expect([pending.status, pending.headers.get('content-type')]).toEqual([202, 'application/jwt']);
    expect((await EncryptingWallet.open<CredentialAnswer>(pending, key)).body.transaction_id).toBeDefined();
    const wrong = { ...asked, proofs: { jwt: [await wallet.proof(await newKey(), undefined)] } };
    expectRefused(await wallet.sendSealed('/credential', tokens, wrong), 400, 'invalid_proof');
  });
});

describe('what is issued', () => {
  it('AMB-26 AMB-27 AMB-28 AMB-29 an mdoc is IssuerSigned, signed by a v3 certificate while it is valid, with the algorithm of its curve', async () => {
    const { wallet, tokens } = await redeem();
    const { body } = await wallet.requestCredential(tokens, AV);
    const { issuerSigned, issuerAuth, mso } = readIssuerSigned(body.credentials?.[0]?.credential ?? '', AV);
    expect([...issuerSigned.keys()].sort()).toEqual(['issuerAuth', 'nameSpaces']);
    expect(issuerAuth[0].toString('hex')).toBe('a10126');
    const chain = issuerAuth[1].get(33) as Buffer | Buffer[];
    const der = Array.isArray(chain) ? (chain[0] as Buffer) : chain;
    const certificate = new X509Certificate(der);
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    // The version stands first in what is signed: [0] INTEGER 2 is the third.
    expect(der.subarray(0, 20).toString('hex')).toContain('a003020102');
    const signed = Date.parse(String(validityTexts(mso)['signed']));
    expect(signed).toBeGreaterThanOrEqual(Date.parse(certificate.validFrom));
    expect(signed).toBeLessThan(Date.parse(certificate.validTo));
  });

  it('AMB-28 AMB-33 an SD-JWT VC names the algorithm of its key, and times of a batch single no credential out', async () => {
    const { wallet, tokens } = await redeem('plain', { offered: [PID_SD_JWT] });
    const { body } = await wallet.requestCredential(tokens, PID_SD_JWT, [await newKey(), await newKey()]);
    const read = (body.credentials ?? []).map(({ credential }) => readSdJwt(credential));
    expect(read).toHaveLength(2);
    for (const { payload } of read) {
      for (const name of ['iat', 'exp', 'nbf'])
        if (payload[name] !== undefined) expect(Number(payload[name]) % 3600).toBe(0);
      expect(payload['exp']).toBe(read[0]?.payload['exp']);
    }
    const { alg, x5c = [] } = decodeProtectedHeader(body.credentials?.[0]?.credential.split('~')[0] ?? '');
    const leaf = new X509Certificate(Buffer.from(x5c[0] ?? '', 'base64'));
    expect([alg, leaf.publicKey.asymmetricKeyDetails?.namedCurve]).toEqual(['ES256', 'prime256v1']);
  });
});
