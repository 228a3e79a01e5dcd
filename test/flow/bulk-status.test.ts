/** Many credentials at once: by certificate, key, time, configuration and subject; counted first; durable. */
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { BackOffice, type Refused } from '../support/back-office.js';
import { AV, DATASETS, PID_SD_JWT } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { type StatusReference, statusOfCredential } from '../support/issued-credential.js';
import { shippedIssuer, writeIssuersFile } from '../support/issuers-file.js';
import { redeemSession } from '../support/open-session.js';
import { startReceiver } from '../support/receiver.js';
import { type Stack, startStack } from '../support/stack.js';
import { judgeStatusLists } from '../support/status-verifier.js';
import { newKey } from '../support/wallet.js';
import { watchWorkflows } from '../support/workflow.js';

type Act = {
  bulk_id: string;
  state: string;
  changed: number;
  found: { matched: number; changeable: number; unchanged: number; refused: number };
};

let stack: Stack;
let backOffice: BackOffice;

beforeAll(async () => {
  const { [AV]: av, [PID_SD_JWT]: pid } = shippedIssuer().credential_configurations;
  const configurations = { [AV]: { ...av, status: {} }, [PID_SD_JWT]: { ...pid, status: { bits: 2 } } };
  const own = { batch_size: 100, status_lists: { size: 4096, ttl: 120 } };
  const issuersFile = writeIssuersFile(
    { id: 'one', credential_configurations: configurations, ...own },
    { id: 'two', credential_configurations: configurations, ...own },
  );
  stack = await startStack({ issuersFile });
  backOffice = new BackOffice(stack);
});
afterAll(() => stack.stop());

async function issue(configurationId: string, keys = 1, more: Record<string, unknown> = {}) {
  const claims = { [configurationId]: DATASETS[configurationId] };
  const session = await redeemSession(stack, { offered: [configurationId], supplied: [], more: { claims, ...more } });
  const holders = await Promise.all(Array.from({ length: keys }, () => newKey()));
  const { status, body } = await session.wallet.requestCredential(session.tokens, configurationId, holders);
  expect(status, JSON.stringify(body)).toBe(200);
  const credentials = (body.credentials ?? []).map((one) => one.credential);
  return { ...session, credentials, places: credentials.map((one) => statusOfCredential(one)!) };
}

/** What the list says of each, by an implementation that is not ours. */
async function valuesOf(places: readonly StatusReference[]): Promise<number[]> {
  const rootPem = readFileSync(join(stack.dataDir, 'pki', 'iaca-root.pem'), 'utf8');
  const fetchAs = async (uri: string, accept: string) =>
    Buffer.from(await (await fetch(uri, { headers: { accept } })).arrayBuffer());
  const values = new Map<string, Record<number, number>>();
  for (const uri of new Set(places.map((one) => one.uri))) {
    const [jwt, cwt] = [
      await fetchAs(uri, 'application/statuslist+jwt'),
      await fetchAs(uri, 'application/statuslist+cwt'),
    ];
    const judged = judgeStatusLists(jwt.toString(), cwt, rootPem);
    expect(judged.jwt.error).toBeUndefined();
    values.set(uri, judged.jwt.set);
  }
  return places.map(({ uri, idx }) => values.get(uri)?.[idx] ?? 0);
}

const start = (body: object, query = '', headers: Record<string, string> = {}) =>
  backOffice.call<Act & Refused>('POST', `/credentials/bulk${query}`, body, headers);

async function finished(id: string): Promise<Act> {
  let act: Act | undefined;
  await eventually(async () => {
    act = await backOffice.get<Act>(`/credentials/bulk/${id}`);
    expect(act.state).toBe('done');
  }, 60_000);
  return act!;
}

async function run(body: object): Promise<Act> {
  const { status, body: act } = await start(body);
  expect(status, JSON.stringify(act)).toBe(202);
  return finished(act.bulk_id);
}

describe('an act upon many credentials', () => {
  it('ST-20 by certificate and by key revokes what they signed, after a dry run that changes nothing', async () => {
    const receiver = await startReceiver();
    onTestFinished(receiver.close);
    const told = { url: receiver.url, issuer: 'one', event_types: ['credential_revoked'] };
    expect((await backOffice.call('POST', '/webhooks', told)).status).toBe(201);
    const mine = await issue(PID_SD_JWT, 3, { issuer: 'one' });
    const others = await issue(PID_SD_JWT, 1, { issuer: 'two' });
    const header = JSON.parse(Buffer.from(mine.credentials[0]!.split('.')[0]!, 'base64url').toString());
    const der = Buffer.from(header.x5c[0], 'base64');
    const certificate = createHash('sha256').update(der).digest('base64url');
    const asked = { act: 'revoke', issuer: 'one', certificate };
    const counted = await start(asked, '?dry_run=true');
    expect([counted.status, counted.body]).toEqual([
      200,
      { dry_run: true, found: { matched: 3, changeable: 3, unchanged: 0, refused: 0 } },
    ]);
    expect(await valuesOf(mine.places)).toEqual([0, 0, 0]);
    const done = await run({ ...asked, reason: 'key lost' });
    expect(done.changed).toBe(3);
    expect(await valuesOf([...mine.places, ...others.places])).toEqual([1, 1, 1, 0]);
    await eventually(async () => expect(await backOffice.eventTypes(mine.id)).toContain('credential_revoked'));
    // Each of them, and once: an act upon many is one change of each.
    const { credentials } = await backOffice.get<{ credentials: any[] }>(`/sessions/${mine.id}/credentials`);
    const revoked = credentials.map((one) => one.credential_id).toSorted();
    await eventually(() => expect(receiver.received).toHaveLength(3), 20_000);
    expect(receiver.received.map((one) => one.body.data.credential_id).toSorted()).toEqual(revoked);
    const { events } = await backOffice.get<{ events: any[] }>('/events?issuer=one&types=credential_revoked');
    expect(events.map((one) => one.data.credential_id).toSorted()).toEqual(revoked);

    const { crv, kty, x, y } = new X509Certificate(der).publicKey.export({ format: 'jwk' });
    const key_id = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
    const again = await start({ act: 'revoke', issuer: 'one', key_id }, '?dry_run=true');
    expect(again.body.found).toEqual({ matched: 3, changeable: 0, unchanged: 3, refused: 0 });
  });

  it('ST-13 by time and configuration suspends and reinstates, and leaves what has one bit or is revoked', async () => {
    const after = new Date().toISOString();
    const pid = await issue(PID_SD_JWT, 2, { issuer: 'two' });
    const av = await issue(AV, 1, { issuer: 'two' });
    const selected = { issuer: 'two', issued_after: after };
    const counted = await start({ act: 'suspend', ...selected }, '?dry_run=true');
    expect(counted.body.found).toEqual({ matched: 3, changeable: 2, unchanged: 0, refused: 1 });
    await run({ act: 'suspend', ...selected });
    expect(await valuesOf([...pid.places, ...av.places])).toEqual([2, 2, 0]);
    await run({ act: 'reinstate', ...selected, credential_configuration_id: PID_SD_JWT });
    expect(await valuesOf(pid.places)).toEqual([0, 0]);
    const before = await start(
      { act: 'revoke', issuer: 'two', issued_before: '2020-01-01T00:00:00Z' },
      '?dry_run=true',
    );
    expect(before.body.found.matched).toBe(0);
  });

  it('ST-20 by subject leaves what is issued to the same person later', async () => {
    const mine = await issue(PID_SD_JWT, 1, { issuer: 'one', subject_id: 'person-1' });
    const other = await issue(PID_SD_JWT, 1, { issuer: 'one', subject_id: 'person-2' });
    expect((await run({ act: 'revoke', issuer: 'one', subject_id: 'person-1' })).changed).toBe(1);
    const later = await issue(PID_SD_JWT, 1, { issuer: 'one', subject_id: 'person-1' });
    expect(await valuesOf([...mine.places, ...other.places, ...later.places])).toEqual([1, 0, 0]);
  });

  it('is started once under one idempotency key, and refused for another content', async () => {
    const headers = { 'idempotency-key': 'bulk-1' };
    const asked = { act: 'revoke', issuer: 'one', issued_before: '2020-01-01T00:00:00Z' };
    const [first, second] = [await start(asked, '', headers), await start(asked, '', headers)];
    expect([first.status, second.status, second.body.bulk_id]).toEqual([202, 202, first.body.bulk_id]);
    const other = await start({ ...asked, act: 'suspend' }, '', headers);
    expect([other.status, other.body.reason]).toEqual([409, 'idempotency_conflict']);
  });

  it('that selects nothing in particular is refused, and one nobody knows is not found', async () => {
    const refused = await start({ act: 'revoke', issuer: 'one' });
    expect([refused.status, refused.body.reason]).toEqual([400, 'body_invalid']);
    const unknown = await backOffice.call<Refused>('GET', '/credentials/bulk/nobody');
    expect([unknown.status, unknown.body.reason]).toEqual([404, 'bulk_act_unknown']);
  });

  it('ST-07 ST-09 survives a worker that is killed in the middle: all of it is changed, in few signatures', async () => {
    const sessions = [];
    for (let nth = 0; nth < 5; nth += 1)
      sessions.push(await issue(PID_SD_JWT, 100, { issuer: 'two', subject_id: 'many' }));
    const places = sessions.flatMap((one) => one.places);
    const { body: act } = await start({ act: 'revoke', issuer: 'two', subject_id: 'many' });
    await eventually(
      async () => {
        const { changed } = await backOffice.get<Act>(`/credentials/bulk/${act.bulk_id}`);
        expect(changed).toBeGreaterThan(0);
      },
      30_000,
      5,
    );
    await stack.kill('worker');
    const midway = await backOffice.get<Act>(`/credentials/bulk/${act.bulk_id}`);
    await stack.start('worker');
    const done = await finished(act.bulk_id);
    expect(midway.state).toBe('running');
    expect(done.changed).toBe(500);
    expect(await valuesOf(places)).toEqual(places.map(() => 1));
    const { client, close } = await watchWorkflows(stack);
    const handle = client.workflow.getHandle(`credential-status-bulk:${act.bulk_id}`);
    expect(await handle.query('bulkProgress')).toMatchObject({ state: 'done', changed: 500, pages: 4 });
    const { events } = await handle.fetchHistory();
    await close();
    expect(events?.length).toBeLessThan(40);
  }, 120_000);
});
