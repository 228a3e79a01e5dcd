/** Credentials with a status: reserved when issued, changed afterwards, seen by whoever fetches the list. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackOffice, type Refused } from '../support/back-office.js';
import { AV, DATASETS, PID_SD_JWT } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { expectRefused } from '../support/expect-refused.js';
import { payloadOf, type StatusReference, statusOfCredential } from '../support/issued-credential.js';
import { writeIssuersFile } from '../support/issuers-file.js';
import { redeemSession } from '../support/open-session.js';
import { type Stack, startStack } from '../support/stack.js';
import { judgeStatusLists } from '../support/status-verifier.js';
import { newKey, send } from '../support/wallet.js';
import { watchWorkflows } from '../support/workflow.js';

const JWT = 'application/statuslist+jwt';
const CWT = 'application/statuslist+cwt';
type Credential = { credential_id: string; status: string; revocable: boolean; credential_configuration_id: string };

let stack: Stack;
let backOffice: BackOffice;

beforeAll(async () => {
  const shipped = JSON.parse(readFileSync(new URL('../../config/issuers.json', import.meta.url), 'utf8')).issuers[0];
  const { [AV]: av, [PID_SD_JWT]: pid } = shipped.credential_configurations;
  const configurations = { [AV]: { ...av, status: {} }, [PID_SD_JWT]: { ...pid, status: { bits: 2 } }, plain: pid };
  const revocable = {
    id: 'revocable',
    credential_configurations: configurations,
    status_lists: { size: 1024, ttl: 120 },
    dpop_nonces: 'required',
  };
  const issuersFile = writeIssuersFile(revocable, { ...revocable, id: 'listening', revoke_on_notification: true });
  stack = await startStack({ issuersFile });
  backOffice = new BackOffice(stack);
});
afterAll(() => stack.stop());

async function issue(configurationId: string, keys = 1, more: Record<string, unknown> = {}) {
  const claims = { [configurationId]: DATASETS[configurationId] ?? DATASETS[PID_SD_JWT] };
  const session = await redeemSession(stack, { offered: [configurationId], supplied: [], more: { claims, ...more } });
  const holders = await Promise.all(Array.from({ length: keys }, () => newKey()));
  const { status, body } = await session.wallet.requestCredential(session.tokens, configurationId, holders);
  expect(status, JSON.stringify(body)).toBe(200);
  const credentials = (body.credentials ?? []).map((one) => one.credential);
  const { credentials: registered } = await backOffice.get<{ credentials: Credential[] }>(
    `/sessions/${session.id}/credentials`,
  );
  const notificationId = body.notification_id;
  return {
    ...session,
    notificationId,
    credentials,
    registered,
    places: credentials.map((one) => statusOfCredential(one)!),
  };
}

const act = (id: string, name: string) => backOffice.call<any>('POST', `/credentials/${id}/${name}`);

async function fetchList(uri: string, accept?: string) {
  const response = await fetch(uri, accept === undefined ? {} : { headers: { accept } });
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}

/** Both tokens, judged by an implementation that is not ours, and the value they agree on. */
async function readStatus({ uri, idx }: StatusReference) {
  const rootPem = readFileSync(join(stack.dataDir, 'pki', 'iaca-root.pem'), 'utf8');
  const [jwt, cwt] = [await fetchList(uri, JWT), await fetchList(uri, CWT)];
  const judged = judgeStatusLists(jwt.body.toString(), cwt.body, rootPem);
  expect([judged.jwt.error, judged.cwt.error]).toEqual([undefined, undefined]);
  expect(judged.cwt.set).toEqual(judged.jwt.set);
  expect(judged.jwt.claims.sub).toBe(uri);
  expect(judged.cwt.claims.sub).toBe(uri);
  return { value: judged.jwt.set[idx] ?? 0, ...judged.jwt };
}

describe('issuing with a status', () => {
  it('SV-18 MD-21 ST-08 puts index and address of a list into both formats', async () => {
    for (const id of [AV, PID_SD_JWT]) {
      const { places } = await issue(id);
      expect(places).toEqual([{ idx: expect.any(Number), uri: expect.stringContaining('/revocable/status_lists/') }]);
      expect(places[0]!.idx).toBeGreaterThanOrEqual(0);
      expect((await readStatus(places[0]!)).value).toBe(0);
    }
  });

  it('CR-07 ST-10 ST-12 gives each credential of a batch its own index without a pattern, in one shared list', async () => {
    const { places } = await issue(PID_SD_JWT, 30);
    const indices = places.map((one) => one.idx);
    expect(new Set(indices).size).toBe(30);
    expect(new Set(places.map((one) => one.uri)).size).toBe(1);
    expect(new Set(indices.slice(1).map((idx, nth) => idx - indices[nth]!)).size).toBeGreaterThan(20);
    expect((await issue(PID_SD_JWT)).places[0]!.uri).toBe(places[0]!.uri);
  });

  it('ST-12 gives a credential that is issued anew in the same session an index of its own', async () => {
    const { wallet, tokens, places } = await issue(PID_SD_JWT);
    const { body } = await wallet.requestCredential(tokens, PID_SD_JWT, [await newKey()]);
    const anew = statusOfCredential(body.credentials?.[0]?.credential ?? '')!;
    expect(`${anew.uri} ${anew.idx}`).not.toBe(`${places[0]!.uri} ${places[0]!.idx}`);
  });

  it('leaves credentials of configurations without status as they were', async () => {
    const { credentials, registered } = await issue('plain');
    expect(payloadOf(credentials[0]!)).not.toHaveProperty('status');
    // A row serves a change of status, and there is none to change.
    expect(registered).toEqual([]);
  });

  it('ST-09 gives no index twice when the worker is killed in between', async () => {
    const before = await issue(AV, 10);
    await stack.kill('worker');
    await stack.start('worker');
    const after = await issue(AV, 10);
    const named = [...before.places, ...after.places].map(({ uri, idx }) => `${uri} ${idx}`);
    expect(new Set(named).size).toBe(20);
  });

  it('ST-09 answers a repeated request with the same index', async () => {
    const session = await redeemSession(stack, { offered: [PID_SD_JWT] });
    const request = await session.wallet.credentialRequest(session.tokens, PID_SD_JWT, [await newKey()]);
    const answers = [];
    for (let nth = 0; nth < 2; nth += 1)
      answers.push(await session.wallet.authorized<any>('/credential', session.tokens, request));
    const places = answers.map(({ body }) => statusOfCredential(body.credentials[0].credential));
    expect(places[1]).toEqual(places[0]);
    const { credentials } = await backOffice.get<{ credentials: Credential[] }>(`/sessions/${session.id}/credentials`);
    expect(credentials).toHaveLength(1);
  });
});

describe('a change of status', () => {
  it('ST-07 ST-13 is in the list at the next fetch, in the events and in the log, and revocation is final', async () => {
    const { id, places, registered } = await issue(PID_SD_JWT, 3);
    const { credential_id } = registered[0]!;
    const steps: [string, string, number][] = [
      ['suspend', 'suspended', 2],
      ['reinstate', 'valid', 0],
      ['revoke', 'revoked', 1],
    ];
    // Rows are in no order of the batch, so the place is found by what changes.
    const sums: number[] = [];
    for (const [name, status] of steps) {
      const answer = await act(credential_id, name);
      expect([answer.status, answer.body]).toEqual([200, { credential_id, status, outcome: 'changed' }]);
      const { set } = await readStatus(places[0]!);
      sums.push(places.reduce((sum, { idx }) => sum + (set[idx] ?? 0), 0));
    }
    expect(sums).toEqual(steps.map(([, , value]) => value));
    for (const name of ['suspend', 'reinstate']) {
      const refused = await act(credential_id, name);
      expect([refused.status, refused.body.reason]).toEqual([409, 'credential_revoked']);
    }
    expect((await act(credential_id, 'revoke')).body.outcome).toBe('unchanged');
    await eventually(async () => {
      const types = (await backOffice.eventTypes(id)).slice(-3);
      expect(types).toEqual(['credential_suspended', 'credential_reinstated', 'credential_revoked']);
      const messages = (await backOffice.logs(id)).map((one) => one.message);
      expect(messages).toContain('Credential revoked by the back office');
    });
  });

  it('ST-13 refuses suspension where there is one bit', async () => {
    const { registered } = await issue(AV);
    const refused = await act(registered[0]!.credential_id, 'suspend');
    expect([refused.status, refused.body.reason]).toEqual([409, 'suspension_unsupported']);
  });

  it('ST-20 revokes all credentials of a subject and nobody else’s', async () => {
    const mine = [
      await issue(PID_SD_JWT, 2, { subject_id: 'subject-1' }),
      await issue(AV, 1, { subject_id: 'subject-1' }),
    ];
    const other = await issue(PID_SD_JWT, 1, { subject_id: 'subject-2' });
    const { status, body } = await backOffice.call<any>('POST', '/credentials/revoke', { subject_id: 'subject-1' });
    expect(status).toBe(200);
    expect(body.credentials.map((one: any) => one.outcome)).toEqual(['changed', 'changed', 'changed']);
    for (const place of mine.flatMap((one) => one.places)) expect((await readStatus(place)).value).toBe(1);
    expect((await readStatus(other.places[0]!)).value).toBe(0);
  });

  it('can be asked for through Temporal', async () => {
    const { places, registered } = await issue(AV);
    const { client, close } = await watchWorkflows(stack);
    const { credential_id } = registered[0]!;
    const options = { workflowId: `credential-status:${credential_id}`, taskQueue: 'issuance' };
    await client.workflow.execute('credentialStatus', { ...options, args: [{ credential_id, status: 'revoked' }] });
    await close();
    expect((await readStatus(places[0]!)).value).toBe(1);
  });

  it('two at once of different credentials are both in the list', async () => {
    const { places, registered } = await issue(PID_SD_JWT, 8);
    const answers = await Promise.all(registered.map((one) => act(one.credential_id, 'revoke')));
    expect(answers.map(({ status }) => status)).toEqual(registered.map(() => 200));
    const { set } = await readStatus(places[0]!);
    expect(places.map(({ idx }) => set[idx])).toEqual(places.map(() => 1));
  });

  it('of a credential that does not exist is refused', async () => {
    const refused = await backOffice.call<Refused>('POST', '/credentials/nobody/revoke');
    expect([refused.status, refused.body.reason]).toEqual([404, 'credential_unknown']);
  });
});

describe('the status list endpoint', () => {
  it('ST-05 ST-06 ST-07 answers by Accept, to any origin, cached no longer than the ttl', async () => {
    const [sdJwt, mdoc] = [(await issue(PID_SD_JWT)).places[0]!, (await issue(AV)).places[0]!];
    const typeOf = async (uri: string, accept?: string) => (await fetchList(uri, accept)).headers.get('content-type');
    expect([await typeOf(sdJwt.uri), await typeOf(mdoc.uri)]).toEqual([JWT, CWT]);
    expect([await typeOf(sdJwt.uri, CWT), await typeOf(mdoc.uri, JWT)]).toEqual([CWT, JWT]);
    expect(await typeOf(mdoc.uri, `${CWT};q=0.1, ${JWT};q=0.5`)).toBe(JWT);
    const { headers } = await fetchList(sdJwt.uri);
    expect(headers.get('vary')).toContain('Accept');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    const { claims, size } = await readStatus(sdJwt);
    expect(claims).toMatchObject({ ttl: 120 });
    expect(Number(/max-age=(\d+)/.exec(headers.get('cache-control') ?? '')?.[1])).toBeLessThanOrEqual(claims.ttl);
    expect(claims.exp).toBeGreaterThan(claims.iat + claims.ttl);
    expect(size).toBe(1024);
  });

  it('DP-10 keeps nonces out of what caches keep', async () => {
    const { uri } = (await issue(AV)).places[0]!;
    const nonceOf = ({ headers }: { headers: Headers }) => headers.get('dpop-nonce');
    const lists = `${stack.publicUrl}/revocable/status_lists`;
    const cached = [await fetchList(uri), await send(lists)];
    expect(cached.map(({ headers }) => headers.get('cache-control'))).toEqual(Array(2).fill('public, max-age=60'));
    expect(cached.map(nonceOf)).toEqual([null, null]);
    expect(nonceOf(await send(`${stack.publicUrl}/revocable/nonce`, { method: 'POST' }))).not.toBeNull();
  });

  it('ST-15 answers 501 for the past, and 404 for a list that is not there', async () => {
    const { uri } = (await issue(AV)).places[0]!;
    expectRefused(await send(`${uri}?time=1700000000`), 501, 'not_implemented');
    expectRefused(await send(`${uri}x`), 404, 'invalid_request');
  });

  it('ST-16 AM-07 lists all lists where the metadata says', async () => {
    const { uri } = (await issue(AV)).places[0]!;
    const metadata = await send<any>(`${stack.publicUrl}/.well-known/oauth-authorization-server/revocable`);
    const { status, headers, body } = await send<any>(metadata.body.status_list_aggregation_endpoint);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(body.status_lists).toContain(uri);
    expect((await readStatus({ uri, idx: 0 })).aggregation).toBe(metadata.body.status_list_aggregation_endpoint);
  });
});

describe('what a wallet reports', () => {
  const report = async ({ wallet, tokens, notificationId }: Awaited<ReturnType<typeof issue>>, event: string) => {
    const sent = await wallet.authorized('/notification', tokens, { notification_id: notificationId, event });
    expect(sent.status).toBe(204);
  };
  const valuesOf = async ({ places }: Awaited<ReturnType<typeof issue>>) =>
    (await Promise.all(places.map(readStatus))).map((one) => one.value);

  it('NO-09 revokes all of its response where the issuer says so, as an act of the wallet, which may ask anew', async () => {
    const issued = await issue(AV, 2, { issuer: 'listening' });
    const other = await issue(AV, 1, { issuer: 'listening' });
    await report(other, 'credential_accepted');
    await report(issued, 'credential_failure');
    await expect.poll(() => valuesOf(issued)).toEqual([1, 1]);
    // The list is published first, and the session told of it then.
    await eventually(async () => {
      const told = await backOffice.eventTypes(issued.id);
      expect(told.filter((type) => type === 'credential_revoked')).toHaveLength(2);
    });
    const { audit } = await backOffice.get<{ audit: Record<string, unknown>[] }>(`/audit?session=${issued.id}`);
    expect(audit.filter((row) => row['act'] === 'credential.revoke')).toEqual([
      expect.objectContaining({
        caller: 'wallet',
        operation: 'POST /notification',
        outcome: 'done',
        issuer: 'listening',
        credential_configuration_ids: [AV],
      }),
    ]);
    expect(await valuesOf(other)).toEqual([0]);
    const anew = await issued.wallet.requestCredential(issued.tokens, AV, [await newKey()]);
    expect(anew.status).toBe(200);
    const place = statusOfCredential(anew.body.credentials?.[0]?.credential ?? '')!;
    expect((await readStatus(place)).value).toBe(0);
  });

  it('NO-09 revokes nothing otherwise', async () => {
    const issued = await issue(AV);
    await report(issued, 'credential_deleted');
    await expect.poll(() => backOffice.eventTypes(issued.id)).toContain('credential_deleted');
    expect(await valuesOf(issued)).toEqual([0]);
  });
});
