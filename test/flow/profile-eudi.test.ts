/** Profile eudi with the example configuration: a whole PID in both formats, and its re-issuance. */

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader, importX509, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSdJwt } from '../credentials/sd-jwt-vc/read-sd-jwt.js';
import type { Created } from '../support/back-office.js';
import { BackOffice } from '../support/back-office.js';
import { type BorrowedStack, borrowStack } from '../support/borrowed-stack.js';
import { DATASETS, datasetsOf, PID_MDOC, PID_SD_JWT } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { exampleFile } from '../support/example-file.js';
import { expectRefused } from '../support/expect-refused.js';
import { readMdoc } from '../support/read-mdoc.js';
import type { Tokens } from '../support/wallet.js';
import { newKey, send } from '../support/wallet.js';
import { certify, derOf, pemOf, WalletProvider } from '../support/wallet-attestation.js';
import { AttestedWallet } from '../support/wallet-attested.js';
import { issuerStateOf } from '../support/wallet-authcode.js';
import { EudiWallet } from '../support/wallet-eudi.js';
import { serveStatusList } from '../support/wallet-status-list.js';

const SCOPES = 'eu.europa.ec.eudi.pid.1 urn:eudi:pid:1';
const PID_NAMESPACE = 'eu.europa.ec.eudi.pid.1';

let stack: BorrowedStack;
let backOffice: BackOffice;
let provider: WalletProvider;
let list: Awaited<ReturnType<typeof serveStatusList>>;
let accessCertificate: string;
beforeAll(async () => {
  provider = await WalletProvider.create();
  list = await serveStatusList(provider);
  const authority = await certify({ name: 'Access CA', ca: true });
  const access = await certify({ name: 'PID Provider', issuer: authority });
  accessCertificate = derOf(access);
  const folder = mkdtempSync(join(tmpdir(), 'vouchsafe-access-'));
  const [key, chain] = [join(folder, 'key.pem'), join(folder, 'chain.pem')];
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', access.keys.privateKey as never)).toString('base64');
  writeFileSync(key, `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`);
  writeFileSync(chain, pemOf(access));
  const anchors = [pemOf(provider.root)];
  const trust_anchors = { key_attestation: anchors, wallet_attestation: anchors };
  const issuersFile = exampleFile('eudi', { trust_anchors, access_certificate: { key, chain } });
  stack = await borrowStack(issuersFile);
  backOffice = new BackOffice(stack);
});
afterAll(async () => {
  list?.stop();
  await stack?.stop();
});

const create = (...supplied: string[]): Promise<Created> =>
  backOffice.create({
    credential_configuration_ids: [PID_MDOC, PID_SD_JWT],
    grants: { authorization_code: true },
    claims: datasetsOf(...supplied),
  });

async function authorized(created: Created): Promise<{ wallet: EudiWallet; tokens: Tokens }> {
  const wallet = await EudiWallet.create(stack.publicUrl, provider);
  return { wallet, tokens: await wallet.authorize(SCOPES, issuerStateOf(created.credential_offer)) };
}

describe('a PID', { timeout: 90_000 }, () => {
  it('EU-01 EU-08 EU-11 EU-12 EU-18 is issued in both formats to an attested wallet and its attested keys', async () => {
    const created = await create(PID_MDOC, PID_SD_JWT);
    expect(created.credential_offer_deep_links).toHaveLength(2);
    const { wallet, tokens } = await authorized(created);
    expect(tokens.token_type).toBe('DPoP');
    const mdoc = await wallet.issued(tokens, PID_MDOC, 3);
    const [one] = mdoc.body.credentials ?? [];
    expect([mdoc.status, mdoc.body.credentials?.length]).toEqual([200, 3]);
    const read = readMdoc(one?.credential ?? '', PID_NAMESPACE);
    expect(read.docType).toBe(PID_NAMESPACE);
    expect(read.status).toBeDefined();
    const nonce = await wallet.nonce();
    const keys = [await newKey(), await newKey()];
    const attestation = [await provider.keyAttestation(keys, { claims: { nonce } })];
    const body = { credential_configuration_id: PID_SD_JWT, proofs: { attestation } };
    const sdJwt = await wallet.credential(tokens, body);
    expect([sdJwt.status, sdJwt.body.credentials?.length]).toEqual([200, 2]);
    const { payload } = readSdJwt(sdJwt.body.credentials?.[0]?.credential ?? '');
    expect(payload).toMatchObject({ vct: 'urn:eudi:pid:1', status: { status_list: {} }, cnf: { jwk: {} } });
  });

  it('EU-12 is refused to keys that live elsewhere, and where another than the first signs', async () => {
    const { wallet, tokens } = await authorized(await create(PID_MDOC, PID_SD_JWT));
    const weak = await wallet.issued(tokens, PID_MDOC, 1, { claims: { key_storage: ['iso_18045_moderate'] } });
    expectRefused(weak, 400, 'invalid_proof');
    const [first, second] = [await newKey(), await newKey()];
    const key_attestation = await provider.keyAttestation([first, second]);
    const header = { key_attestation, kid: '1', jwk: undefined };
    const jwt = [await wallet.proof(second, await wallet.nonce(), { header })];
    expectRefused(
      await wallet.credential(tokens, { credential_configuration_id: PID_MDOC, proofs: { jwt } }),
      400,
      'invalid_proof',
    );
  });

  it('EU-08 is refused to a wallet without an attestation, at the push and at the token', async () => {
    const bare = new AttestedWallet(stack.publicUrl, provider, { clientId: 'bare', dpop: await newKey() });
    const url = `${stack.publicUrl}/par`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(await bare.dpopHeader('POST', url)) };
    const pushed = await send<{ error: string }>(url, {
      method: 'POST',
      headers,
      body: 'response_type=code&client_id=bare',
    });
    expect([pushed.status, pushed.body.error]).toEqual([400, 'invalid_client']);
    const { wallet, tokens } = await authorized(await create(PID_MDOC, PID_SD_JWT));
    bare.dpopNonce = wallet.dpopNonce;
    const refreshed = await bare.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' });
    expectRefused(refreshed, 400, 'invalid_client');
  });

  it('EU-15 is issued in batches no larger than its policy says', async () => {
    const { wallet, tokens } = await authorized(await create(PID_MDOC, PID_SD_JWT));
    const many = await wallet.issued(tokens, PID_MDOC, 12);
    // AMB-04: of more attested keys than that, the first are taken.
    expect([many.status, many.body.credentials?.length]).toEqual([200, 10]);
  });
});

describe('the life of a PID', { timeout: 90_000 }, () => {
  const DAY = 86_400;
  const seconds = () => Math.floor(Date.now() / 1000);
  const statusUntil = (exp: number) => ({ status: { status_list: { idx: 1, uri: list.uri } }, exp });
  const lifeOf = (credential = '') => Number(readSdJwt(credential).payload['exp']);

  it('EU-13 ends before the status of the wallet and of the keys’ storage, whichever is first', async () => {
    const created = await create(PID_MDOC, PID_SD_JWT);
    const wallet = await EudiWallet.create(stack.publicUrl, provider);
    wallet.walletClaims = { client_status: statusUntil(seconds() + 6 * DAY) };
    const tokens = await wallet.authorize(SCOPES, issuerStateOf(created.credential_offer));
    const byWallet = await wallet.issued(tokens, PID_SD_JWT, 1);
    const first = lifeOf(byWallet.body.credentials?.[0]?.credential);
    expect(first).toBeLessThan(seconds() + 6 * DAY);
    expect(first).toBeGreaterThan(seconds() + 4 * DAY);
    const claims = { key_storage_status: statusUntil(seconds() + 3 * DAY) };
    const byKeys = await wallet.issued(tokens, PID_SD_JWT, 1, { claims });
    expect(lifeOf(byKeys.body.credentials?.[0]?.credential)).toBeLessThan(seconds() + 3 * DAY);
    const mdoc = await wallet.issued(tokens, PID_MDOC, 1, { claims });
    const { validUntil = '' } = readMdoc(mdoc.body.credentials?.[0]?.credential ?? '', PID_NAMESPACE).validity;
    expect(Date.parse(validUntil) / 1000).toBeLessThan(seconds() + 3 * DAY);
  });

  it('EU-13 does not begin where that status is over', async () => {
    const { wallet, tokens } = await authorized(await create(PID_MDOC, PID_SD_JWT));
    const over = await wallet.issued(tokens, PID_SD_JWT, 1, {
      claims: { key_storage_status: statusUntil(seconds() - 60) },
    });
    expectRefused(over, 400, 'invalid_proof');
    expect((await wallet.issued(tokens, PID_SD_JWT, 1)).status).toBe(200);
  });
});

describe('issuing anew', { timeout: 90_000 }, () => {
  it('EU-16 gives the same wallet new credentials for new keys, with the claims as they are then', async () => {
    const created = await create(PID_MDOC, PID_SD_JWT);
    const { wallet, tokens } = await authorized(created);
    expect(tokens.refresh_token).toEqual(expect.any(String));
    const first = await wallet.issued(tokens, PID_SD_JWT, 2);
    await wallet.notify(tokens, first.body.notification_id ?? '');
    const again = await wallet.refreshed(tokens);
    const second = await wallet.issued(again, PID_SD_JWT, 2);
    expect([first.status, second.status]).toEqual([200, 200]);
    const jwks = [first, second].flatMap(({ body }) =>
      (body.credentials ?? []).map(
        ({ credential }) => (readSdJwt(credential).payload['cnf'] as { jwk: { x: string } }).jwk.x,
      ),
    );
    expect(new Set(jwks).size).toBe(4);
    const moved = { ...DATASETS[PID_SD_JWT], family_name: 'Weber' };
    expect((await backOffice.supply(created.session_id, PID_SD_JWT, moved)).body.outcome).toBe('corrected');
    const third = await wallet.issued(await wallet.refreshed(again), PID_SD_JWT, 1);
    expect(third.body.credentials?.[0]?.credential).toBeDefined();
    const names = (third.body.credentials?.[0]?.credential ?? '')
      .split('~')
      .slice(1, -1)
      .map((one) => JSON.parse(Buffer.from(one, 'base64url').toString()));
    expect(names.find((one) => one[1] === 'family_name')?.[2]).toBe('Weber');
    const { is_open, status } = await backOffice.session(created.session_id);
    expect([is_open, status]).toEqual([true, 'credential_issued']);
  });

  it('EU-16 takes each key attestation once, however the wallet came', async () => {
    const { wallet, tokens } = await authorized(await create(PID_MDOC, PID_SD_JWT));
    const { keys } = await wallet.issued(tokens, PID_SD_JWT, 1);
    expectRefused(await wallet.ask(await wallet.refreshed(tokens), PID_SD_JWT, keys), 400, 'invalid_proof');
  });

  it('EU-16 refuses the refresh token of one wallet to another', async () => {
    const { tokens } = await authorized(await create(PID_MDOC, PID_SD_JWT));
    const other = await EudiWallet.create(stack.publicUrl, provider);
    await expect(other.refreshed(tokens)).rejects.toThrow('invalid_grant');
  });

  it('EU-16 ends when the back office denies it', async () => {
    const created = await create(PID_MDOC, PID_SD_JWT);
    const { wallet, tokens } = await authorized(created);
    await wallet.issued(tokens, PID_SD_JWT, 1);
    expect((await backOffice.deny(created.session_id, PID_SD_JWT)).status).toBe(204);
    const refused = await wallet.issued(await wallet.refreshed(tokens), PID_SD_JWT, 1);
    expectRefused(refused, 400, 'credential_request_denied');
  });
});

describe('the signed metadata of an EUDI issuer', { timeout: 60_000 }, () => {
  const fetchSigned = () =>
    eventually(async () => {
      const headers = { accept: 'application/jwt, application/json' };
      const answer = await send<string>(`${stack.publicUrl}/.well-known/openid-credential-issuer`, { headers });
      if (answer.headers.get('content-type') !== 'application/jwt') throw new Error('Not signed yet');
      return answer.body;
    });

  it('EU-09 EU-19 is signed with the access certificate, and says whose it is and since when', async () => {
    const jwt = await fetchSigned();
    const header = decodeProtectedHeader(jwt);
    expect(header).toMatchObject({ typ: 'openidvci-issuer-metadata+jwt', x5c: [accessCertificate] });
    const pem = `-----BEGIN CERTIFICATE-----\n${accessCertificate}\n-----END CERTIFICATE-----`;
    const { payload } = await jwtVerify(jwt, await importX509(pem, 'ES256'));
    expect(payload).toMatchObject({ sub: stack.publicUrl, iat: expect.any(Number) });
  });

  it('EU-09 EU-14 EU-15 says what the unsigned one says', async () => {
    const { body } = await send<object>(`${stack.publicUrl}/.well-known/openid-credential-issuer`);
    expect(decodeJwt(await fetchSigned())).toMatchObject(body);
    expect(body).toMatchObject({ preferred_client_status_period: 7_776_000 });
  });
});

describe('the EUDI library insists', { timeout: 60_000 }, () => {
  const wellKnown = (name: string) => send(`${stack.publicUrl}/.well-known/${name}`);

  it('EU-19 on the two documents at their inserted addresses, as application/json', async () => {
    for (const name of ['openid-credential-issuer', 'oauth-authorization-server']) {
      const { status, headers } = await wellKnown(name);
      expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    }
  });

  it('EU-19 on members of its own in every answer: a nonce, a challenge, a pushed request, a token', async () => {
    const nonce = await send(`${stack.publicUrl}/nonce`, { method: 'POST' });
    expect(nonce.body).toMatchObject({ c_nonce: expect.any(String) });
    const challenge = await send(`${stack.publicUrl}/challenge`, { method: 'POST' });
    expect(challenge.body).toMatchObject({ attestation_challenge: expect.any(String) });
    const { tokens } = await authorized(await create(PID_MDOC, PID_SD_JWT));
    expect(tokens).toMatchObject({
      access_token: expect.any(String),
      token_type: 'DPoP',
      expires_in: expect.any(Number),
    });
  });

  it('EU-19 on one DPoP nonce: asked for with 400 by the server, with 401 and a challenge by the resource', async () => {
    const wallet = await EudiWallet.create(stack.publicUrl, provider);
    const created = await create(PID_MDOC, PID_SD_JWT);
    const tokens = await wallet.authorize(SCOPES, issuerStateOf(created.credential_offer));
    wallet.dpopNonce = undefined;
    const asked = await wallet.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' });
    expect(asked).toMatchObject({ status: 400, body: { error: 'use_dpop_nonce' } });
    expect(asked.headers.get('dpop-nonce')).not.toBeNull();
    const refused = await wallet.credential(tokens, { credential_configuration_id: PID_MDOC });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/DPoP.*error="use_dpop_nonce"/);
    expect(refused.headers.get('dpop-nonce')).not.toBeNull();
    expect(refused.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('EU-19 on JSON in every error of the credential, deferred and notification endpoints', async () => {
    const json = { 'content-type': 'application/json' };
    for (const path of ['/credential', '/deferred_credential', '/notification']) {
      const { status, headers, body } = await send<{ error: string }>(`${stack.publicUrl}${path}`, {
        method: 'POST',
        headers: json,
        body: '{}',
      });
      expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([401, 'application/json']);
      expect(body.error).toEqual(expect.any(String));
    }
  });

  it('EU-19 on deferred answers that mix no members and keep their transaction', async () => {
    const created = await create(PID_MDOC);
    const { wallet, tokens } = await authorized(created);
    const pending = await wallet.issued(tokens, PID_SD_JWT, 2);
    expect(pending.status).toBe(202);
    expect(Object.keys(pending.body).sort()).toEqual(['interval', 'transaction_id']);
    expect(Number.isInteger(pending.body.interval)).toBe(true);
    const transaction = pending.body.transaction_id ?? '';
    const again = await wallet.collect(tokens, transaction);
    expect(again.body.transaction_id).toBe(transaction);
    await backOffice.supply(created.session_id, PID_SD_JWT, DATASETS[PID_SD_JWT]);
    const { status, body } = await wallet.collect(tokens, transaction);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['credentials', 'notification_id']);
    for (const one of body.credentials ?? []) expect(one.credential).toEqual(expect.any(String));
  });
});
