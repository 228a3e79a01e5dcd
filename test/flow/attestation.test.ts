/** Attested wallets and keys, and DPoP nonces, over the whole stack: each issuer of the file turns on something else. */

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSdJwt } from '../credentials/sd-jwt-vc/read-sd-jwt.js';
import type { Created } from '../support/back-office.js';
import { BackOffice } from '../support/back-office.js';
import { type BorrowedStack, borrowStack } from '../support/borrowed-stack.js';
import { datasetsOf, PID_SD_JWT } from '../support/datasets.js';
import { withDatabase } from '../support/everything-stored.js';
import { expectRefused } from '../support/expect-refused.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import { sendRaw } from '../support/raw-request.js';
import type { CredentialAnswer, WalletKey } from '../support/wallet.js';
import { newKey, PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';
import { pemOf, WalletInstance, WalletProvider } from '../support/wallet-attestation.js';
import { AttestedWallet } from '../support/wallet-attested.js';
import { Browser, CodeWallet, formOf, issuerStateOf, REDIRECT_URI, readRedirect } from '../support/wallet-authcode.js';

let stack: BorrowedStack;
let provider: WalletProvider;
let stranger: WalletProvider;
let backOffice: BackOffice;

const HIGH = { key_storage: ['iso_18045_high'] };

/** The issuer's configurations, with what the PID demands of keys. */
function pidDemanding(members: object): Record<string, unknown> {
  const { issuers } = JSON.parse(readFileSync('config/issuers.json', 'utf8'));
  const configurations = issuers[0].credential_configurations;
  return { ...configurations, [PID_SD_JWT]: { ...configurations[PID_SD_JWT], ...members } };
}

beforeAll(async () => {
  provider = await WalletProvider.create();
  stranger = await WalletProvider.create('Stranger');
  const file = join(mkdtempSync(join(tmpdir(), 'vouchsafe-anchors-')), 'root.pem');
  writeFileSync(file, pemOf(provider.root));
  const inPlace = { key_attestation: [pemOf(provider.root)], wallet_attestation: [pemOf(provider.root)] };
  const issuersFile = writeIssuersFile(
    { id: 'plain' },
    {
      id: 'open',
      attested_keys_once: true,
      batch_size: 3,
      trust_anchors: inPlace,
      client_authentication: ['none', 'attest_jwt_client_auth'],
      attestation_challenges: 'optional',
      credential_configurations: pidDemanding({ proof_types: ['jwt', 'attestation'] }),
    },
    { id: 'lenient', trust_anchors: inPlace },
    {
      id: 'coded',
      trust_anchors: inPlace,
      client_authentication: ['none', 'attest_jwt_client_auth'],
      attestation_challenges: 'off',
      authorization_code: { enabled: true, redirect_uri_patterns: [REDIRECT_URI] },
    },
    {
      id: 'strict',
      trust_anchors: { key_attestation: [file], wallet_attestation: [file] },
      client_authentication: ['attest_jwt_client_auth'],
      attested_proof_key: 'first',
      dpop_nonces: 'required',
      credential_configurations: pidDemanding({ key_attestations_required: HIGH }),
    },
  );
  stack = await borrowStack(issuersFile);
  backOffice = new BackOffice(stack);
});
afterAll(() => stack?.stop());

const create = (issuer: string, more: object = {}, supplied = true): Promise<Created> =>
  backOffice.create({
    issuer,
    credential_configuration_ids: [PID_SD_JWT],
    claims: supplied ? datasetsOf(PID_SD_JWT) : {},
    ...more,
  });
const walletFor = (created: Created, options: ConstructorParameters<typeof AttestedWallet>[2] = {}, of = provider) =>
  new AttestedWallet(created.credential_offer.credential_issuer, of, options);
const codeForm = (created: Created) => ({
  grant_type: PRE_AUTHORIZED,
  'pre-authorized_code': Wallet.codeOf(created.credential_offer),
});
const newKeys = (count: number): Promise<WalletKey[]> => Promise.all(Array.from({ length: count }, () => newKey()));
const boundKeys = ({ credentials = [] }: CredentialAnswer) =>
  credentials.map(({ credential }) => (readSdJwt(credential).payload['cnf'] as { jwk: JWK }).jwk.x);
const xOf = (keys: readonly WalletKey[]) => keys.map((one) => one.jwk.x);
const logged = async (id: string, message: string) =>
  (await backOffice.untilLogged(id, (one) => one.message === message)).data ?? {};
const lastReason = (id: string, reason: string) => backOffice.untilProblem(id, reason);

describe('key attestations', { timeout: 60_000 }, () => {
  async function redeemed(issuer = 'open', more: object = {}) {
    const created = await create(issuer, more);
    const wallet = walletFor(created);
    return { created, wallet, tokens: await wallet.redeem(created.credential_offer) };
  }

  it('PR-27 PR-28 issues one credential for each attested key, for one proof as for several', async () => {
    const { wallet, tokens } = await redeemed();
    const keys = await newKeys(3);
    const one = await wallet.credential(tokens, await wallet.attestedRequest(PID_SD_JWT, keys));
    expect([one.status, boundKeys(one.body)]).toEqual([200, xOf(keys)]);
    const others = await newKeys(3);
    const nonce = await wallet.nonce();
    const key_attestation = await provider.keyAttestation(others, { header: { typ: 'keyattestation+jwt' } });
    const jwt = await Promise.all(others.map((key) => wallet.proof(key, nonce, { header: { key_attestation } })));
    const all = await wallet.credential(tokens, { credential_configuration_id: PID_SD_JWT, proofs: { jwt } });
    expect([all.status, boundKeys(all.body)]).toEqual([200, xOf(others)]);
  });

  it('AMB-04 binds the first keys of an attestation that has more than the batch size, and says so', async () => {
    const { created, wallet, tokens } = await redeemed();
    const keys = await newKeys(5);
    const { status, body } = await wallet.credential(tokens, await wallet.attestedRequest(PID_SD_JWT, keys));
    expect([status, boundKeys(body)]).toEqual([200, xOf(keys.slice(0, 3))]);
    const note = await logged(created.session_id, 'More keys were attested than one request may bind');
    expect(note).toMatchObject({ batch_size: 3, keys_without_credential: 2 });
  });

  it('PR-24 PR-27 takes an attestation alone, with a nonce of ours in it', async () => {
    const { wallet, tokens } = await redeemed();
    const keys = await newKeys(2);
    const request = async (claims: object) => ({
      credential_configuration_id: PID_SD_JWT,
      proofs: { attestation: [await provider.keyAttestation(keys, { claims: { exp: undefined, ...claims } })] },
    });
    expectRefused(await wallet.credential(tokens, await request({})), 400, 'invalid_proof');
    expectRefused(await wallet.credential(tokens, await request({ nonce: 'stale' })), 400, 'invalid_nonce');
    const { status, body } = await wallet.credential(tokens, await request({ nonce: await wallet.nonce() }));
    expect([status, boundKeys(body)]).toEqual([200, xOf(keys)]);
  });

  it('PR-23 accepts a key attestation in a proof with a nonce of ours or none, and refuses a foreign one', async () => {
    const { wallet, tokens } = await redeemed();
    const keys = await newKeys(1);
    const request = async (nonce: string) => wallet.attestedRequest(PID_SD_JWT, keys, { claims: { nonce } });
    expectRefused(await wallet.credential(tokens, await request('foreign')), 400, 'invalid_nonce');
    expect((await wallet.credential(tokens, await request(await wallet.nonce()))).status).toBe(200);
  });

  it('PR-30 takes attested keys once, and an identical retry as the same request', async () => {
    const { created, wallet, tokens } = await redeemed();
    const keys = await newKeys(2);
    const body = await wallet.attestedRequest(PID_SD_JWT, keys);
    const first = await wallet.credential(tokens, body);
    const again = await wallet.credential(tokens, body);
    expect([first.status, again.status, again.body.credentials]).toEqual([200, 200, first.body.credentials]);
    const reused = await wallet.attestedRequest(PID_SD_JWT, [...(await newKeys(1)), keys[1] as WalletKey]);
    expectRefused(await wallet.credential(tokens, reused), 400, 'invalid_proof');
    await lastReason(created.session_id, 'key_attestation_used');
    // Their attestation expires, and with it the reason to keep them: a new one may attest them again.
    await withDatabase(stack, (db) =>
      db.collection('vault').updateMany({ sessionId: created.session_id }, { $set: { 'lapses.$[].at': 0 } }),
    );
    const renewed = await wallet.attestedRequest(PID_SD_JWT, [keys[1] as WalletKey]);
    expect((await wallet.credential(tokens, renewed)).status).toBe(200);
    expectRefused(
      await wallet.credential(tokens, await wallet.attestedRequest(PID_SD_JWT, [keys[1] as WalletKey])),
      400,
      'invalid_proof',
    );
    expect((await wallet.credential(tokens, body)).status).toBe(200);
  });

  it('CR-13 TK-16 takes attested keys again where the profile does not forbid it', async () => {
    const { wallet, tokens } = await redeemed('lenient');
    const keys = await newKeys(2);
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await wallet.credential(tokens, await wallet.attestedRequest(PID_SD_JWT, keys));
      expect([status, boundKeys(body)]).toEqual([200, xOf(keys)]);
    }
  });

  it('CE-20 uses nothing up for an attestation it refuses', async () => {
    const { created, wallet, tokens } = await redeemed();
    const keys = await newKeys(2);
    const nonce = await wallet.nonce();
    const bodyOf = async (key_attestation: string) => {
      const jwt = [await wallet.proof(keys[0] as WalletKey, nonce, { header: { key_attestation } })];
      return { credential_configuration_id: PID_SD_JWT, proofs: { jwt } };
    };
    expectRefused(
      await wallet.credential(tokens, await bodyOf(await stranger.keyAttestation(keys))),
      400,
      'invalid_proof',
    );
    await lastReason(created.session_id, 'key_attestation_untrusted');
    const good = await wallet.credential(tokens, await bodyOf(await provider.keyAttestation(keys)));
    expect(boundKeys(good.body)).toEqual(xOf(keys));
  });

  it('demands one where the session was made so, and only there', async () => {
    const demanding = await redeemed('open', { require_key_attestation: true });
    expectRefused(await demanding.wallet.requestCredential(demanding.tokens, PID_SD_JWT), 400, 'invalid_proof');
    await lastReason(demanding.created.session_id, 'key_attestation_required');
    const body = await demanding.wallet.attestedRequest(PID_SD_JWT, await newKeys(1));
    expect((await demanding.wallet.credential(demanding.tokens, body)).status).toBe(200);
    const free = await redeemed();
    expect((await free.wallet.requestCredential(free.tokens, PID_SD_JWT)).status).toBe(200);
  });

  it('refuses to make a session that demands what its issuer cannot verify', async () => {
    for (const more of [{ require_key_attestation: true }, { require_wallet_attestation: true }]) {
      const answer = await backOffice.call('POST', '/sessions', {
        issuer: 'plain',
        credential_configuration_ids: [PID_SD_JWT],
        ...more,
      });
      expect([answer.status, answer.body.provided]).toEqual([422, Object.keys(more)]);
    }
  });

  it('CM-16 AMB-07 publishes what is demanded, and nothing where nothing is', async () => {
    const proofTypes = async (id: string) => {
      const url = `${stack.publicUrl}/.well-known/openid-credential-issuer/${id}`;
      const { body } = await send<any>(url);
      return body.credential_configurations_supported[PID_SD_JWT].proof_types_supported;
    };
    const algorithms = { proof_signing_alg_values_supported: ['ES256'] };
    expect(await proofTypes('plain')).toEqual({ jwt: algorithms });
    expect(await proofTypes('open')).toEqual({
      jwt: algorithms,
      attestation: { ...algorithms, key_attestations_required: {} },
    });
    expect(await proofTypes('strict')).toEqual({ jwt: { ...algorithms, key_attestations_required: HIGH } });
  });
});

describe('wallet attestations', { timeout: 60_000 }, () => {
  it('WA-02 WA-03 WA-11 authenticates with the proofs of all drafts, and logs the wallet', async () => {
    const drafts = [
      { iss: 'https://wallet.example/type', nbf: 1 },
      { exp: 9_999_999_999, iss: 'https://wallet.example/type' },
      {},
    ];
    for (const claims of drafts) {
      const created = await create('open');
      const wallet = walletFor(created, { instance: await WalletInstance.create() });
      const { status } = await wallet.token(codeForm(created), await wallet.attestationHeaders({ claims }));
      expect(status).toBe(200);
      expect(await logged(created.session_id, 'Wallet attestation verified')).toMatchObject({
        client_id: 'https://wallet.example/type',
        wallet_name: 'Test Wallet',
        wallet_version: '3.1',
      });
      expect((await backOffice.session(created.session_id)).client_id).toBe('https://wallet.example/type');
    }
  });

  it('TK-05 WA-01 refuses what is wrong with them and leaves the code unused', async () => {
    const created = await create('open', { require_wallet_attestation: true });
    const instance = await WalletInstance.create();
    const wallet = walletFor(created, { instance });
    const good = await wallet.attestationHeaders();
    const refused = async (headers: Record<string, string>, reason: string, form: object = {}) => {
      const plain = new Wallet(wallet.issuer);
      expectRefused(await plain.token({ ...codeForm(created), ...form }, headers), 400, 'invalid_client');
      await lastReason(created.session_id, reason);
    };
    await refused({}, 'wallet_attestation_required');
    await refused(
      { 'OAuth-Client-Attestation': good['OAuth-Client-Attestation'] ?? '' },
      'wallet_attestation_incomplete',
    );
    await refused(
      await walletFor(created, { instance }, stranger).attestationHeaders(),
      'wallet_attestation_untrusted',
    );
    await refused(
      await wallet.attestationHeaders({ claims: { aud: `${wallet.issuer}/token` } }),
      'wallet_pop_audience',
    );
    await refused(good, 'wallet_attestation_client_mismatch', { client_id: 'another' });
    const other = await walletFor(created, { instance: await WalletInstance.create() }).attestationHeaders();
    await refused(
      { ...good, 'OAuth-Client-Attestation-PoP': other['OAuth-Client-Attestation-PoP'] ?? '' },
      'wallet_pop_signature',
    );
    expect((await new Wallet(wallet.issuer).token(codeForm(created), good)).status).toBe(200);
  });

  it('WA-01 refuses either header sent twice', async () => {
    const created = await create('open');
    const wallet = walletFor(created, { instance: await WalletInstance.create() });
    const { 'OAuth-Client-Attestation': attestation = '', 'OAuth-Client-Attestation-PoP': pop = '' } =
      await wallet.attestationHeaders();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'OAuth-Client-Attestation': attestation,
      'OAuth-Client-Attestation-PoP': [pop, pop],
    };
    const body = new URLSearchParams(codeForm(created)).toString();
    const answer = await sendRaw(`${wallet.issuer}/token`, { method: 'POST', headers, body });
    expect([answer.status, JSON.parse(answer.text).error]).toEqual([400, 'invalid_client']);
  });

  it('WA-06 refuses a proof that was used, and takes the attestation again with a new one', async () => {
    const created = await create('open', {}, false);
    const wallet = walletFor(created, { instance: await WalletInstance.create() });
    const headers = await wallet.attestationHeaders();
    const plain = new Wallet(wallet.issuer);
    const tokens = (await plain.token(codeForm(created), headers)).body;
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    expectRefused(await plain.token(form, headers), 400, 'invalid_client');
    await lastReason(created.session_id, 'wallet_pop_replayed');
    const pop = (await wallet.attestationHeaders())['OAuth-Client-Attestation-PoP'] ?? '';
    expect((await plain.token(form, { ...headers, 'OAuth-Client-Attestation-PoP': pop })).status).toBe(200);
  });

  it('TK-15 WA-08 binds the refresh token to the instance, not to the type of wallet', async () => {
    const created = await create('open', {}, false);
    const wallet = walletFor(created, { instance: await WalletInstance.create() });
    const tokens = await wallet.redeem(created.credential_offer);
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    const sibling = walletFor(created, { instance: await WalletInstance.create() });
    expectRefused(await sibling.token(form), 400, 'invalid_grant');
    expectRefused(await new Wallet(wallet.issuer).token(form), 400, 'invalid_client');
    const refreshed = await wallet.token(form);
    // TK-14: bound to a key, it is not rotated.
    expect([refreshed.status, refreshed.body.refresh_token]).toEqual([200, undefined]);
    expect((await wallet.token(form)).status).toBe(200);
  });

  it('DP-14 TK-15 goes on with another DPoP key, the instance being the same, and not without one', async () => {
    const created = await create('open', {}, false);
    const instance = await WalletInstance.create();
    const before = walletFor(created, { instance, dpop: await newKey() });
    const tokens = await before.redeem(created.credential_offer);
    const keys = await newKeys(1);
    const waiting = await before.credential(tokens, await before.credentialRequest(tokens, PID_SD_JWT, keys));
    expect(waiting.status).toBe(202);
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    const strangers = [{ instance }, { instance: await WalletInstance.create(), dpop: await newKey() }];
    for (const stranger of strangers)
      expectRefused(await walletFor(created, stranger).token(form), 400, 'invalid_grant');
    const after = walletFor(created, { instance, dpop: await newKey() });
    const { body: refreshed, status } = await after.token(form);
    expect([status, refreshed.token_type]).toEqual([200, 'DPoP']);
    expectRefused(await before.authorized('/deferred_credential', refreshed, {}), 401, 'invalid_token');
    await backOffice.supply(created.session_id, PID_SD_JWT, datasetsOf(PID_SD_JWT)[PID_SD_JWT]);
    const asked = { transaction_id: waiting.body.transaction_id };
    const collected = await after.authorized<CredentialAnswer>('/deferred_credential', refreshed, asked);
    expect(boundKeys(collected.body)).toEqual(xOf(keys));
  });

  it('DP-14 an attestation does not free a refresh token that was given to a public client', async () => {
    const created = await create('open', {}, false);
    const tokens = await walletFor(created, { dpop: await newKey() }).redeem(created.credential_offer);
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
    const thief = walletFor(created, { instance: await WalletInstance.create(), dpop: await newKey() });
    expectRefused(await thief.token(form), 400, 'invalid_grant');
  });

  it('PR-10 holds an authenticated client to its client_id in the iss of its proofs', async () => {
    const created = await create('open');
    const wallet = walletFor(created, { instance: await WalletInstance.create() });
    const tokens = await wallet.redeem(created.credential_offer);
    const nonce = await wallet.nonce();
    const request = async (iss: string) => {
      const proofs = { jwt: [await wallet.proof(await newKey(), nonce, { claims: { iss } })] };
      return wallet.credential(tokens, { credential_configuration_id: PID_SD_JWT, proofs });
    };
    expectRefused(await request('did:key:z6Mk'), 400, 'invalid_proof');
    expect((await request('https://wallet.example/type')).status).toBe(200);
  });

  it('AM-05 WA-12 publishes the method, its algorithms and the endpoint only where they are served', async () => {
    const metadata = async (id: string) =>
      (await send<Record<string, unknown>>(`${stack.publicUrl}/.well-known/oauth-authorization-server/${id}`)).body;
    const algorithms = ['ES256', 'ES384', 'ES512'];
    expect(await metadata('strict')).toMatchObject({
      token_endpoint_auth_methods_supported: ['attest_jwt_client_auth'],
      client_attestation_signing_alg_values_supported: algorithms,
      client_attestation_pop_signing_alg_values_supported: algorithms,
      challenge_endpoint: `${stack.publicUrl}/strict/challenge`,
      'pre-authorized_grant_anonymous_access_supported': false,
    });
    const plain = await metadata('plain');
    expect(plain.token_endpoint_auth_methods_supported).toEqual(['none']);
    expect(Object.keys(plain).filter((name) => /attestation|challenge_endpoint/.test(name))).toEqual([]);
    expect((await send(`${stack.publicUrl}/plain/challenge`, { method: 'POST' })).status).toBe(404);
    const got = await send(`${stack.publicUrl}/strict/challenge`);
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('challenges and DPoP nonces', { timeout: 60_000 }, () => {
  const strictWallet = async (created: Created) =>
    walletFor(created, { instance: await WalletInstance.create(), dpop: await newKey() });

  it('WA-07 DP-09 DP-12 TK-05 asks for a challenge, then for a nonce, and the code is unused all the while', async () => {
    const created = await create('strict');
    const wallet = await strictWallet(created);
    const first = await wallet.token(codeForm(created));
    expectRefused(first, 400, 'use_attestation_challenge');
    wallet.challenge = first.headers.get('oauth-client-attestation-challenge') ?? '';
    const second = await wallet.token(codeForm(created));
    expectRefused(second, 400, 'use_dpop_nonce');
    wallet.dpopNonce = second.headers.get('dpop-nonce') ?? '';
    // The same challenge again, with another jti: single use would lock out the wallets that do this.
    const third = await wallet.token(codeForm(created));
    expect([third.status, third.body.token_type]).toEqual([200, 'DPoP']);
    expect(third.headers.get('dpop-nonce')).toMatch(/^[\w-]{40,}$/);
    // How a wallet learns a nonce is no problem of its session; what secrets it sent stands in no log.
    await logged(created.session_id, 'Access token issued');
    expect((await backOffice.session(created.session_id)).problem).toBeNull();
    const logs = JSON.stringify(await backOffice.logs(created.session_id));
    for (const secret of [wallet.challenge, wallet.dpopNonce, third.body.access_token, 'eyJ'])
      expect(logs).not.toContain(secret);
  });

  it('shows an operator the wallet that does not understand a nonce', async () => {
    const created = await create('strict');
    const wallet = await strictWallet(created);
    wallet.challenge = (await wallet.fetchChallenge()).body.attestation_challenge;
    for (const _ of [1, 2]) expectRefused(await wallet.token(codeForm(created)), 400, 'use_dpop_nonce');
    await lastReason(created.session_id, 'use_dpop_nonce');
  });

  it('WA-07 refuses a challenge of another issuer, and serves its own at the endpoint', async () => {
    const created = await create('strict');
    const wallet = await strictWallet(created);
    const own = await wallet.fetchChallenge();
    expect([own.status, Object.keys(own.body), own.headers.get('cache-control')]).toEqual([
      200,
      ['attestation_challenge'],
      'no-store',
    ]);
    const foreign = await send<{ attestation_challenge: string }>(`${stack.publicUrl}/open/challenge`, {
      method: 'POST',
    });
    wallet.challenge = foreign.body.attestation_challenge;
    expectRefused(await wallet.token(codeForm(created)), 400, 'use_attestation_challenge');
    wallet.challenge = own.body.attestation_challenge;
    expectRefused(await wallet.token(codeForm(created)), 400, 'use_dpop_nonce');
  });

  it('DP-09 DP-10 DP-11 DP-12 asks for a nonce at the protected endpoints before anything is used up', async () => {
    const created = await create('strict');
    const wallet = await strictWallet(created);
    wallet.challenge = (await wallet.fetchChallenge()).body.attestation_challenge;
    const nonces = await send(`${wallet.issuer}/nonce`, { method: 'POST' });
    wallet.dpopNonce = nonces.headers.get('dpop-nonce') ?? '';
    const tokens = await wallet.redeem(created.credential_offer);
    const body = await wallet.attestedRequest(PID_SD_JWT, await newKeys(2));
    wallet.dpopNonce = undefined;
    const asked = await wallet.credential(tokens, body);
    expectRefused(asked, 401, 'use_dpop_nonce');
    expect(asked.headers.get('www-authenticate')).toMatch(/^DPoP algs="[^"]+", error="use_dpop_nonce"/);
    expect(asked.headers.get('www-authenticate')).not.toContain('Bearer');
    wallet.dpopNonce = asked.headers.get('dpop-nonce') ?? '';
    const issued = await wallet.credential(tokens, body);
    expect([issued.status, issued.body.credentials?.length]).toEqual([200, 2]);
    // The older nonce still counts: two requests at once may carry the same.
    const id = issued.body.notification_id ?? '';
    const both = await Promise.all([wallet.notify(tokens, id), wallet.notify(tokens, id)]);
    expect(both.map((one) => one.status)).toEqual([204, 204]);
    wallet.dpopNonce = undefined;
    expectRefused(await wallet.notify(tokens, id), 401, 'use_dpop_nonce');
    expectRefused(await wallet.collect(tokens, 'x'), 401, 'use_dpop_nonce');
  });

  it('PR-22 PR-26 enforces what the strict issuer demands of keys', async () => {
    const created = await create('strict');
    const wallet = await strictWallet(created);
    wallet.challenge = (await wallet.fetchChallenge()).body.attestation_challenge;
    wallet.dpopNonce = (await send(`${wallet.issuer}/nonce`, { method: 'POST' })).headers.get('dpop-nonce') ?? '';
    const tokens = await wallet.redeem(created.credential_offer);
    expectRefused(await wallet.requestCredential(tokens, PID_SD_JWT), 400, 'invalid_proof');
    const keys = await newKeys(2);
    const weak = await wallet.attestedRequest(PID_SD_JWT, keys, { claims: { key_storage: ['iso_18045_basic'] } });
    expectRefused(await wallet.credential(tokens, weak), 400, 'invalid_proof');
    await lastReason(created.session_id, 'key_attestation_levels');
    const second = await wallet.attestedRequest(PID_SD_JWT, keys, { claims: { attested_keys: xOfReversed(keys) } }, {});
    expectRefused(await wallet.credential(tokens, second), 400, 'invalid_proof');
    await lastReason(created.session_id, 'key_attestation_foreign_key');
    expect((await wallet.credential(tokens, await wallet.attestedRequest(PID_SD_JWT, keys))).status).toBe(200);
  });

  it('AM-04 takes no client without attestation there, and gives no nonce where none is asked', async () => {
    const created = await create('strict');
    expectRefused(await new Wallet(`${stack.publicUrl}/strict`).token(codeForm(created)), 400, 'invalid_client');
    const plain = await send(`${stack.publicUrl}/plain/nonce`, { method: 'POST' });
    expect([plain.headers.get('dpop-nonce'), plain.headers.get('oauth-client-attestation-challenge')]).toEqual([
      null,
      null,
    ]);
  });
});

function xOfReversed(keys: readonly WalletKey[]): JWK[] {
  return [...keys].reverse().map((one) => one.jwk);
}

describe('an authorization code', () => {
  it('AZ-11 AZ-25 WA-08 is for the wallet instance that asked for it, and no other of the same type', async () => {
    const created = await create('coded', { grants: { authorization_code: true } });
    const issuer = created.credential_offer.credential_issuer;
    const [instance, other] = [await WalletInstance.create(), await WalletInstance.create()];
    const headersOf = (one: WalletInstance) =>
      new AttestedWallet(issuer, provider, { instance: one }).attestationHeaders(
        {},
        { claims: { wallet_name: 'Attested One' } },
      );
    const wallet = new CodeWallet(issuer, { clientId: 'https://wallet.example/type' });
    const form = formOf(await wallet.request({ issuer_state: issuerStateOf(created.credential_offer) }));
    const pushed = await wallet.pushForm(form, await headersOf(instance));
    const browser = new Browser();
    expect((await browser.open(wallet.authorizeUrl(pushed.body.request_uri))).text).toContain('Attested One');
    const { code = '' } = readRedirect(await browser.decide('allow'));
    const parameters = {
      grant_type: 'authorization_code',
      code,
      code_verifier: wallet.verifier,
      redirect_uri: REDIRECT_URI,
    };
    expectRefused(await wallet.token(parameters), 400, 'invalid_client');
    expectRefused(await wallet.token(parameters, await headersOf(other)), 400, 'invalid_grant');
    expect((await wallet.token(parameters, await headersOf(instance))).status).toBe(200);
  });
});
