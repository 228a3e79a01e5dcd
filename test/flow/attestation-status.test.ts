/** The status of attestations over the whole stack: a wallet provider on loopback keeps the lists. */

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSdJwt } from '../credentials/sd-jwt-vc/read-sd-jwt.js';
import type { Created } from '../support/back-office.js';
import { BackOffice } from '../support/back-office.js';
import { type BorrowedStack, borrowStack } from '../support/borrowed-stack.js';
import { datasetsOf, PID_SD_JWT } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { expectRefused } from '../support/expect-refused.js';
import { shippedIssuer, writeIssuersFile } from '../support/issuers-file.js';
import { listCwt, listJwt } from '../support/status-provider.js';
import { trustList } from '../support/trust-list.js';
import { newKey, PRE_AUTHORIZED, Wallet } from '../support/wallet.js';
import { certify, pemOf, type TestAuthority, WalletInstance, WalletProvider } from '../support/wallet-attestation.js';
import { AttestedWallet } from '../support/wallet-attested.js';

let stack: BorrowedStack;
let lists: Server;
let base: string;
let provider: WalletProvider;
/** Of a list of wallet providers, at `/providers`. */
let operator: TestAuthority;
let backOffice: BackOffice;
const asked: string[] = [];
/** Entries of the list at `/followed`, which is for a second only. */
const followed: Record<number, number> = {};

const REVOKED = 5;
const entry = (idx: number, path = '/jwt') => ({ status_list: { idx, uri: base + path } });

/** `/jwt` and `/cwt` are the same list, `/slow` never answers, anything else is not there. */
async function serveList({ url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
  asked.push(url);
  const content = { uri: base + url, set: { [REVOKED]: 1 } };
  if (url === '/slow') return;
  if (url === '/providers') return void response.end(await trustList(operator, [provider.root]));
  if (url === '/jwt')
    response.setHeader('content-type', 'application/statuslist+jwt').end(await listJwt(provider, content));
  else if (url === '/cwt')
    response.setHeader('content-type', 'application/statuslist+cwt').end(await listCwt(provider, content));
  else if (url === '/followed') {
    const body = await listJwt(provider, { ...content, set: followed }, { claims: { ttl: 1 } });
    response.setHeader('content-type', 'application/statuslist+jwt').end(body);
  } else response.writeHead(404).end();
}

/** The shipped PID, with a status of its own. */
function withStatus(): Record<string, unknown> {
  const pid = shippedIssuer().credential_configurations[PID_SD_JWT];
  return { [PID_SD_JWT]: { ...pid, status: { bits: 1 } } };
}

beforeAll(async () => {
  provider = await WalletProvider.create();
  operator = await certify({ name: 'Scheme operator' });
  lists = createServer((request, response) => void serveList(request, response));
  await new Promise<void>((resolve) => lists.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(lists.address() as AddressInfo).port}`;
  const anchors = [pemOf(provider.root)];
  const attested = {
    trust_anchors: { key_attestation: anchors, wallet_attestation: anchors },
    client_authentication: ['none', 'attest_jwt_client_auth'],
    attestation_challenges: 'optional',
  };
  const issuersFile = writeIssuersFile(
    { id: 'strict', ...attested, attestation_status: 'require', attestation_status_unknown: 'refuse' },
    { id: 'lenient', ...attested, attestation_status: 'check' },
    { id: 'plain', ...attested },
    {
      ...attested,
      id: 'listing',
      trust_anchors: undefined,
      trust_lists: [
        { url: `${base}/providers`, signers: [pemOf(operator)] },
        { url: `${base}/gone`, signers: [pemOf(operator)] },
      ],
    },
    {
      id: 'following',
      ...attested,
      attestation_status: 'check',
      follow_attestation_status: true,
      attestation_recheck_interval: 5,
      credential_configurations: withStatus(),
    },
  );
  stack = await borrowStack(issuersFile);
  backOffice = new BackOffice(stack);
});
afterAll(async () => {
  lists?.closeAllConnections();
  lists?.close();
  await stack?.stop();
});

const create = (issuer: string): Promise<Created> =>
  backOffice.create({ issuer, credential_configuration_ids: [PID_SD_JWT], claims: datasetsOf(PID_SD_JWT) });
const lastReason = (id: string, reason: string) => backOffice.untilProblem(id, reason);

async function begin(issuer: string, by = provider) {
  const created = await create(issuer);
  const instance = await WalletInstance.create();
  const wallet = new AttestedWallet(created.credential_offer.credential_issuer, by, { instance });
  const form = { grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(created.credential_offer) };
  const token = async (claims: object) =>
    wallet.token(form, await wallet.attestationHeaders({}, { claims: { ...claims } }));
  return { created, wallet, token };
}

it('EU-10 who is on a followed list is believed, who is not is told which lists could not be had', async () => {
  const { token } = await begin('listing');
  expect((await token({})).status).toBe(200);
  const stranger = await begin('listing', await WalletProvider.create('Stranger'));
  expectRefused(await stranger.token({}), 400, 'invalid_client');
  await lastReason(stranger.created.session_id, 'wallet_attestation_untrusted');
  await eventually(async () => {
    const logs = await backOffice.logs(stranger.created.session_id);
    expect(JSON.stringify(logs)).toContain(`${base}/gone: its server answers 404`);
  });
  const metrics = await (await fetch(`${stack.privateUrl}/metrics`)).text();
  expect(metrics).toContain(`vouchsafe_trust_list_usable{url="${base}/providers"} 1`);
  expect(metrics).toContain(`vouchsafe_trust_list_usable{url="${base}/gone"} 0`);
});

describe('the status of a wallet attestation', { timeout: 60_000 }, () => {
  it('WA-09 EU-10 decides at the token endpoint, and the code is unused by what was refused', async () => {
    const { created, token } = await begin('strict');
    expectRefused(await token({ status: entry(REVOKED) }), 400, 'invalid_client');
    await lastReason(created.session_id, 'wallet_attestation_revoked');
    expectRefused(await token({ client_status: { status: entry(REVOKED, '/cwt'), exp: 4e9 } }), 400, 'invalid_client');
    expectRefused(await token({}), 400, 'invalid_client');
    await lastReason(created.session_id, 'wallet_attestation_status_missing');
    const gone = await token({ status: entry(1, '/gone') });
    expectRefused(gone, 503, 'temporarily_unavailable');
    expect(gone.headers.get('retry-after')).toBe('1');
    expect((await token({ status: entry(4) })).status).toBe(200);
    const shown = await eventually(async () => {
      const logs = JSON.stringify(await backOffice.logs(created.session_id));
      expect(logs).toContain('Status of the wallet attestation is valid');
      return logs;
    });
    expect(shown).toContain('wallet_attestation_status_unavailable');
    expect(shown).not.toContain('"idx"');
  });

  it('WA-09 keeps no wallet waiting for a provider that does not answer', async () => {
    const { token } = await begin('strict');
    const began = Date.now();
    expectRefused(await token({ status: entry(1, '/slow') }), 503, 'temporarily_unavailable');
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  it('WA-09 goes on without a list where the issuer is lenient, and looks nothing up where it is plain', async () => {
    const lenient = await begin('lenient');
    expectRefused(await lenient.token({ status: entry(REVOKED) }), 400, 'invalid_client');
    expect((await lenient.token({ status: entry(1, '/gone') })).status).toBe(200);
    const plain = await begin('plain');
    expect((await plain.token({ status: entry(REVOKED, '/never-asked') })).status).toBe(200);
    expect(asked).not.toContain('/never-asked');
  });
});

it('PR-30 EU-10 refuses keys of a revoked key store, and uses neither nonce nor keys up', async () => {
  const { created, wallet, token } = await begin('strict');
  const { body: tokens } = await token({ status: entry(1) });
  const keys = [await newKey(), await newKey()];
  const nonce = await wallet.nonce();
  const request = async (claims: object) => {
    const key_attestation = await provider.keyAttestation(keys, { claims: { ...claims } });
    const proof = await wallet.proof(keys[0] ?? (await newKey()), nonce, { header: { key_attestation } });
    return wallet.credential(tokens, { credential_configuration_id: PID_SD_JWT, proofs: { jwt: [proof] } });
  };
  const kept = (idx: number) => ({ key_storage_status: { status: entry(idx), exp: 4e9 } });
  expectRefused(await request(kept(REVOKED)), 400, 'invalid_proof');
  await lastReason(created.session_id, 'key_attestation_revoked');
  expectRefused(await request({}), 400, 'invalid_proof');
  await lastReason(created.session_id, 'key_attestation_status_missing');
  const issued = await request(kept(3));
  expect([issued.status, issued.body.credentials?.length]).toEqual([200, 2]);
});

it('EU-13 ends a credential before the status of its wallet, and revokes it with the wallet', async () => {
  const { created, wallet, token } = await begin('following');
  const keptUntil = Math.floor(Date.now() / 1000) + 30 * 86_400;
  const { body: tokens } = await token({ client_status: { status: entry(9, '/followed'), exp: keptUntil } });
  const issued = await wallet.requestCredential(tokens, PID_SD_JWT);
  expect(issued.status).toBe(200);
  const { payload } = readSdJwt(issued.body.credentials?.[0]?.credential ?? '');
  expect(payload['exp']).toBeLessThan(keptUntil);
  expect(payload['exp']).toBeGreaterThan(keptUntil - 3 * 86_400);
  const statusOf = async () => {
    const path = `/sessions/${created.session_id}/credentials`;
    return (await backOffice.get<{ credentials: { status: string }[] }>(path)).credentials.map((one) => one.status);
  };
  const before = asked.filter((path) => path === '/followed').length;
  await eventually(
    async () => expect(asked.filter((path) => path === '/followed').length).toBeGreaterThan(before),
    30_000,
  );
  expect(await statusOf()).toEqual(['valid']);
  followed[9] = 1;
  await eventually(async () => expect(await statusOf()).toEqual(['revoked']), 40_000);
  await eventually(async () =>
    expect((await backOffice.events(created.session_id)).map((one) => one.type)).toContain('credential_revoked'),
  );
}, 120_000);
