/** Later drafts of attestation-based client authentication, and keys named by did:web, over the whole stack. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:https';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportPKCS8 } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackOffice } from '../support/back-office.js';
import { datasetsOf, PID_SD_JWT } from '../support/datasets.js';
import { didDocument } from '../support/dids.js';
import { eventually } from '../support/eventually.js';
import { expectRefused } from '../support/expect-refused.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';
import type { WalletKey } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';
import { certify, pemOf, WalletInstance, WalletProvider } from '../support/wallet-attestation.js';
import { AttestedWallet } from '../support/wallet-attested.js';

let stack: Stack;
let host: Server;
let folder: string;
let did: string;
let provider: WalletProvider;
let backOffice: BackOffice;
let didKey: WalletKey;
let fetches = 0;

/** Serves the document of `did:web:localhost%3A<port>`, and a redirect to it for `…:moved`. */
async function openHost(): Promise<string> {
  const authority = await certify({ name: 'Authority of a test run', ca: true });
  const server = await certify({ name: 'localhost', issuer: authority, names: [{ type: 'dns', value: 'localhost' }] });
  host = createServer({ cert: pemOf(server), key: await exportPKCS8(server.keys.privateKey) }, (request, response) => {
    fetches += 1;
    if (request.url === '/.well-known/did.json') response.end(JSON.stringify(didDocument(did, didKey.jwk)));
    else if (request.url === '/moved/did.json') response.writeHead(302, { location: '/.well-known/did.json' }).end();
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  did = `did:web:localhost%3A${(host.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'vouchsafe-did-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, pemOf(authority));
  return caFile;
}

beforeAll(async () => {
  didKey = await newKey();
  const caFile = await openHost();
  provider = await WalletProvider.create();
  const attested = { trust_anchors: { wallet_attestation: [pemOf(provider.root)] } };
  const issuersFile = writeIssuersFile(
    {
      id: 'combined',
      ...attested,
      client_authentication: ['attest_jwt_client_auth_dpop'],
      dpop_nonces: 'required',
      attestation_max_age: 600,
    },
    {
      id: 'both',
      ...attested,
      client_authentication: ['none', 'attest_jwt_client_auth', 'attest_jwt_client_auth_dpop'],
      attestation_challenges: 'off',
      allow_dids: ['did:web'],
    },
    { id: 'plain', ...attested, client_authentication: ['attest_jwt_client_auth'], attestation_challenges: 'off' },
  );
  stack = await startStack({ issuersFile, env: { NODE_EXTRA_CA_CERTS: caFile } });
  backOffice = new BackOffice(stack);
});
afterAll(async () => {
  host?.closeAllConnections();
  host?.close();
  rmSync(folder, { recursive: true, force: true });
  await stack?.stop();
});

/** Without claims the wallet may have to wait, and is given a refresh token. */
async function begin(issuer: string, isSupplied = true) {
  const claims = isSupplied ? datasetsOf(PID_SD_JWT) : {};
  const created = await backOffice.create({ issuer, credential_configuration_ids: [PID_SD_JWT], claims });
  const form = { grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(created.credential_offer) };
  return { created, form, issuer: created.credential_offer.credential_issuer };
}
const lastReason = (id: string, reason: string) => backOffice.untilProblem(id, reason);

/** A wallet whose DPoP key is its instance key, or another. */
async function combinedWallet(issuer: string, dpop?: WalletKey) {
  const instance = await WalletInstance.create();
  return new AttestedWallet(issuer, provider, { instance, dpop: dpop ?? instance });
}
async function attestationAlone(wallet: AttestedWallet, claims: Record<string, unknown> = {}) {
  const headers = await wallet.attestationHeaders({}, { claims });
  return { 'OAuth-Client-Attestation': headers['OAuth-Client-Attestation'] ?? '' };
}
const tokenOf = async (wallet: AttestedWallet, form: Record<string, string>, headers: Record<string, string>) =>
  Wallet.prototype.token.call(wallet, form, headers);

describe('a DPoP proof that is the proof of possession too', { timeout: 60_000 }, () => {
  it('WA-12 WA-07 is asked for a challenge first, and then issues from code to credential', async () => {
    const { created, form, issuer } = await begin('combined');
    const wallet = await combinedWallet(issuer);
    const first = await tokenOf(wallet, form, await attestationAlone(wallet));
    expectRefused(first, 400, 'use_attestation_challenge');
    wallet.dpopNonce = first.headers.get('oauth-client-attestation-challenge') ?? '';
    const old = { iat: Math.floor(Date.now() / 1000) - 700 };
    expectRefused(await tokenOf(wallet, form, await attestationAlone(wallet, old)), 400, 'use_fresh_attestation');
    const granted = await tokenOf(wallet, form, await attestationAlone(wallet));
    expect([granted.status, granted.body.token_type]).toEqual([200, 'DPoP']);
    wallet.dpopNonce = granted.headers.get('dpop-nonce') ?? '';
    expect((await wallet.requestCredential(granted.body, PID_SD_JWT)).status).toBe(200);
    await eventually(async () =>
      expect(JSON.stringify(await backOffice.logs(created.session_id))).toContain('the DPoP proof'),
    );
  });

  it('WA-12 TK-15 binds the refresh token to the instance', async () => {
    const { form, issuer } = await begin('combined', false);
    const [wallet, sibling] = [await combinedWallet(issuer), await combinedWallet(issuer)];
    const nonces = await send(`${issuer}/nonce`, { method: 'POST' });
    wallet.dpopNonce = sibling.dpopNonce = nonces.headers.get('dpop-nonce') ?? '';
    const granted = await tokenOf(wallet, form, await attestationAlone(wallet));
    const refresh = { grant_type: 'refresh_token', refresh_token: granted.body.refresh_token ?? '' };
    expectRefused(await tokenOf(sibling, refresh, await attestationAlone(sibling)), 400, 'invalid_grant');
    expect((await tokenOf(wallet, refresh, await attestationAlone(wallet))).status).toBe(200);
  });

  it('WA-12 DP-13 must be by the attested key, may not be missing, and is used once', async () => {
    const { created, form, issuer } = await begin('both');
    const other = await combinedWallet(issuer, await newKey());
    expectRefused(await tokenOf(other, form, await attestationAlone(other)), 400, 'invalid_client');
    await lastReason(created.session_id, 'wallet_dpop_other_key');
    const bare = new AttestedWallet(issuer, provider, { instance: await WalletInstance.create() });
    expectRefused(await tokenOf(bare, form, await attestationAlone(bare)), 400, 'invalid_client');
    await lastReason(created.session_id, 'wallet_attestation_incomplete');
    // With a proof header of its own the DPoP key is independent, as before.
    expect((await other.token(form)).status).toBe(200);
  });

  it('WA-12 is no proof where the issuer does not take it, and the only one where it takes no other', async () => {
    const plain = await begin('plain');
    const wallet = await combinedWallet(plain.issuer);
    expectRefused(await tokenOf(wallet, plain.form, await attestationAlone(wallet)), 400, 'invalid_client');
    await lastReason(plain.created.session_id, 'wallet_attestation_incomplete');
    const combined = await begin('combined');
    const two = await combinedWallet(combined.issuer);
    expectRefused(await two.token(combined.form), 400, 'invalid_client');
    await lastReason(combined.created.session_id, 'wallet_pop_method');
  });

  it('WA-12 is in the metadata only where it is taken', async () => {
    const metadata = async (id: string) =>
      (await send<Record<string, unknown>>(`${stack.publicUrl}/.well-known/oauth-authorization-server/${id}`)).body;
    expect(await metadata('both')).toMatchObject({
      token_endpoint_auth_methods_supported: ['none', 'attest_jwt_client_auth', 'attest_jwt_client_auth_dpop'],
      client_attestation_pop_methods_supported: ['attestation_pop_jwt', 'dpop_combined', 'none'],
    });
    expect((await metadata('combined')).client_attestation_pop_methods_supported).toEqual(['dpop_combined']);
    expect(await metadata('plain')).not.toHaveProperty('client_attestation_pop_methods_supported');
  });

  it('WA-03 takes both JWTs in one header, as up to -07, and not three', async () => {
    const { form, issuer } = await begin('plain');
    const wallet = new AttestedWallet(issuer, provider, { instance: await WalletInstance.create() });
    const headers = await wallet.attestationHeaders();
    const joined = `${headers['OAuth-Client-Attestation']}~${headers['OAuth-Client-Attestation-PoP']}`;
    const three = await tokenOf(wallet, form, { 'OAuth-Client-Attestation': `${joined}~x` });
    expectRefused(three, 400, 'invalid_client');
    expect((await tokenOf(wallet, form, { 'OAuth-Client-Attestation': joined })).status).toBe(200);
  });
});

describe('a key named by did:web', { timeout: 60_000 }, () => {
  it('PR-05 is looked up once for a batch, without following redirects, and named in the metadata', async () => {
    const { created, issuer } = await begin('both');
    const wallet = new Wallet(issuer);
    const tokens = await wallet.redeem(created.credential_offer);
    const nonce = await wallet.nonce();
    const request = async (kid: string, signer = didKey) => ({
      credential_configuration_id: PID_SD_JWT,
      proofs: { jwt: [await wallet.proof(signer, nonce, { header: { jwk: undefined, kid } })] },
    });
    const ask = async (body: object) => wallet.authorized('/credential', tokens, body);
    expectRefused(await ask(await request(`${did}:moved#key-1`)), 400, 'invalid_proof');
    await lastReason(created.session_id, 'proof_did_unresolvable');
    expectRefused(await ask(await request('did:web:127.0.0.1#key-1')), 400, 'invalid_proof');
    expectRefused(await ask(await request(`${did}#key-1`, await newKey())), 400, 'invalid_proof');
    expect((await ask(await request(`${did}#key-1`))).status).toBe(200);
    expect(fetches).toBe(2);
    const { body } = await send<{
      credential_configurations_supported: Record<string, { cryptographic_binding_methods_supported: string[] }>;
    }>(`${stack.publicUrl}/.well-known/openid-credential-issuer/both`);
    const described = body.credential_configurations_supported[PID_SD_JWT];
    expect(described?.cryptographic_binding_methods_supported).toEqual(['jwk', 'did:web']);
  });

  it('PR-05 is not looked up where did:web is not among the methods', async () => {
    const { created, form, issuer } = await begin('plain');
    const wallet = new AttestedWallet(issuer, provider, { instance: await WalletInstance.create() });
    const { body: tokens } = await wallet.token(form);
    const before = fetches;
    const proof = await wallet.proof(didKey, await wallet.nonce(), { header: { jwk: undefined, kid: `${did}#key-1` } });
    const body = { credential_configuration_id: PID_SD_JWT, proofs: { jwt: [proof] } };
    expectRefused(await wallet.credential(tokens, body), 400, 'invalid_proof');
    await lastReason(created.session_id, 'proof_kid_unresolvable');
    expect(fetches).toBe(before);
  });
});
