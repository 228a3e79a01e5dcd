/** What is kept of acts: the audit record, the answers of idempotent requests, and conditions on claims. */

import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../../console/served-console.js';
import type { BackOffice } from '../../support/back-office.js';
import { type BorrowedStack, borrowStack } from '../../support/borrowed-stack.js';
import { Administrator, type AuditAnswer, type ClaimsState } from '../../support/callers.js';
import { AV, datasetsOf, PID_SD_JWT } from '../../support/datasets.js';
import { eventually } from '../../support/eventually.js';
import { writeIssuersFile } from '../../support/issuers-file.js';
import type { Answer } from '../../support/wallet.js';

let stack: BorrowedStack;
let admin: Administrator;
let clerk: BackOffice & { readonly keyId: string };
beforeAll(async () => {
  stack = await borrowStack(writeIssuersFile({ id: 'a' }, { id: 'b' }));
  admin = new Administrator(stack);
  clerk = await admin.hire(['sessions:write', 'sessions:read', 'claims:write'], 'b');
});
afterAll(() => stack?.stop());

const waiting = async (...offered: string[]) =>
  (await clerk.create({ credential_configuration_ids: offered.length === 0 ? [AV] : offered })).session_id;
const replayed = ({ headers }: Answer<any>) => headers.get('idempotency-replayed');
const YES = { age_over_18: true };
const NO = { age_over_18: false };

async function documents(collection: string): Promise<any[]> {
  const client = new MongoClient(stack.mongodbUri);
  try {
    return await client.db('vouchsafe').collection(collection).find().toArray();
  } finally {
    await client.close();
  }
}

/** As they were before now: refused, and of nobody. */
async function plantActs(session: string, count: number): Promise<void> {
  const client = new MongoClient(stack.mongodbUri);
  const refused = { caller: 'key:other', operation: 'POST /x', outcome: 'refused', status: 409, requestId: 'r' };
  const rows = Array.from({ length: count }, (_, nth) => {
    const at = Date.now() - count + nth;
    return { _id: ulid(at) as never, at, session, act: 'session.cancel', address: '127.0.0.1', ...refused };
  });
  try {
    await client.db('vouchsafe').collection('audit').insertMany(rows);
  } finally {
    await client.close();
  }
}

describe('the audit record', () => {
  it('has a row for each act: who, what, on what, with which outcome, under which request', async () => {
    const id = await waiting();
    const supplied = await clerk.supply(id, AV, YES);
    await clerk.supply(id, AV, { age_over_18: 'perhaps' });
    await clerk.renew(id);
    await clerk.deny(id, AV);
    await clerk.supply(id, AV, YES);
    await clerk.cancel(id);
    const rows = await admin.audit({ session: id });
    expect(rows.map(({ act, outcome, reason }) => [act, outcome, reason])).toEqual([
      ['session.create', 'done', null],
      ['claims.supply', 'done', null],
      ['claims.supply', 'refused', 'claims_invalid'],
      ['offer.renew', 'done', null],
      ['claims.deny', 'done', null],
      ['claims.supply', 'refused', 'claims_denied'],
      ['session.cancel', 'done', null],
    ]);
    for (const row of rows) expect(row).toMatchObject({ caller: `key:${clerk.keyId}`, issuer: 'b', session_id: id });
    expect(rows[1]).toMatchObject({
      operation: 'PUT /sessions/{id}/claims/{configurationId}',
      status: 200,
      credential_configuration_ids: [AV],
      request_id: supplied.headers.get('x-request-id'),
    });
    expect(rows[1]?.address).toMatch(/127\.0\.0\.1|::1/);
  });

  it('has a row for what a caller may not do, and none for reading', async () => {
    const reader = await admin.hire(['sessions:read'], 'b');
    const id = await waiting();
    await reader.session(id);
    await reader.cancel(id);
    const rows = await admin.audit({ caller: `key:${reader.keyId}` });
    expect(rows.map(({ operation, reason, act }) => [operation, reason, act])).toEqual([
      ['POST /sessions/{id}/cancel', 'api_scope_missing', null],
    ]);
  });

  it('has rows for the keys that are made, changed and revoked, and never a key', async () => {
    const made = await admin.makeKey({ scopes: ['sessions:read'] });
    await admin.call('PATCH', `/api-keys/${made.id}`, { name: 'renamed' });
    const rotated = await admin.call<any>('POST', `/api-keys/${made.id}/rotate`);
    await admin.call('DELETE', `/api-keys/${made.id}`);
    const rows = (await admin.audit({ caller: 'admin-key' })).filter((one) => one.api_key_id === made.id);
    expect(rows.map((one) => one.act)).toEqual([
      'api_key.create',
      'api_key.change',
      'api_key.rotate',
      'api_key.revoke',
    ]);
    const kept = JSON.stringify([
      await documents('audit'),
      await documents('api_keys'),
      await documents('idempotency'),
    ]);
    for (const key of [made.api_key, rotated.body.api_key])
      expect(kept).not.toContain(key.split('_').slice(2).join('_'));
  });

  it('shows the administrators of an issuer what became of its webhooks, whoever did it', async () => {
    const headOfB = await admin.hire(['admin'], 'b');
    const url = 'http://127.0.0.1:9/';
    const { body: made } = await admin.call<any>('POST', '/webhooks', { url, issuer: 'b', enabled: false });
    await admin.call('PATCH', `/webhooks/${made.id}`, { url: `${url}elsewhere` });
    await admin.call('POST', `/webhooks/${made.id}/rotate-secret`, {});
    await admin.call('DELETE', `/webhooks/${made.id}`);
    const { audit } = await headOfB.get<{ audit: AuditAnswer[] }>('/audit?caller=admin-key&limit=1000');
    const rows = audit.filter((one) => one.object_id === made.id);
    expect(rows.map(({ act, issuer, outcome }) => [act, issuer, outcome])).toEqual([
      ['webhook.create', 'b', 'done'],
      ['webhook.change', 'b', 'done'],
      ['webhook.rotate_secret', 'b', 'done'],
      ['webhook.delete', 'b', 'done'],
    ]);
  });

  it('names the bulk job that was made and cancelled', async () => {
    const line = JSON.stringify({ credential_configuration_ids: [AV], key: randomUUID() });
    const { body: job } = await clerk.call<any>('POST', '/bulk/sessions', line, {
      'content-type': 'application/x-ndjson',
    });
    await clerk.call('POST', `/bulk/${job.bulk_id}/cancel`);
    const rows = (await admin.audit({ caller: `key:${clerk.keyId}` })).filter((one) => one.object_id === job.bulk_id);
    expect(rows.map(({ act, issuer }) => [act, issuer])).toEqual([
      ['bulk.create', 'b'],
      ['bulk.cancel', 'b'],
    ]);
  });

  it('shows the newest acts on the page of a session, and who supplied its claims, however many there are', async () => {
    const id = await waiting();
    await plantActs(id, 1500);
    await clerk.supply(id, AV, YES);
    const { body } = await clerk.call<{ claims: ClaimsState[] }>('GET', `/sessions/${id}/claims`);
    expect(body.claims[0]?.last_act).toMatchObject({ act: 'claims.supply', by: `key:${clerk.keyId}` });
    const visitor = new Visitor(`${stack.privateUrl}/console`);
    await visitor.logIn(stack.adminKey);
    const { html } = await visitor.get(`/sessions/${id}`);
    const acts = html.slice(html.indexOf('id="acts"'));
    expect(acts.indexOf('claims.supply')).toBeGreaterThan(-1);
    expect(acts.indexOf('claims.supply')).toBeLessThan(acts.indexOf('session.cancel'));
  });

  it('is read from where one stopped', async () => {
    const all = await admin.audit({});
    const rest = await admin.audit({ after: all[1]?.id ?? '' });
    expect(rest.map((one) => one.id).slice(0, 5)).toEqual(all.slice(2, 7).map((one) => one.id));
  });
});

describe('Idempotency-Key', () => {
  const under = (key: string) => ({ 'idempotency-key': key });

  it('makes one offer of a renewal that is repeated, and gives the transaction code once', async () => {
    const created = await clerk.create({ credential_configuration_ids: [AV], tx_code: true });
    const path = `/sessions/${created.session_id}/renew-offer`;
    const key = randomUUID();
    const first = await clerk.call<any>('POST', path, {}, under(key));
    const again = await clerk.call<any>('POST', path, {}, under(key));
    expect([first.status, replayed(first)]).toEqual([200, null]);
    expect([again.status, replayed(again)]).toEqual([200, 'true']);
    const { tx_code, ...rest } = first.body;
    expect(tx_code).toMatch(/^\d{6}$/);
    expect(again.body).toEqual({ ...rest, tx_code_already_given: true });
    expect((await clerk.session(created.session_id)).offer.renewals).toBe(1);
    const code = first.body.credential_offer.grants['urn:ietf:params:oauth:grant-type:pre-authorized_code'];
    expect(JSON.stringify(await documents('idempotency'))).not.toContain(code['pre-authorized_code']);
  });

  it('answers a session that is made twice as replayed', async () => {
    const body = { credential_configuration_ids: [AV] };
    const key = randomUUID();
    const first = await clerk.call<any>('POST', '/sessions', body, under(key));
    const again = await clerk.call<any>('POST', '/sessions', body, under(key));
    expect([first.status, replayed(first), again.status, replayed(again)]).toEqual([201, null, 201, 'true']);
    expect(again.body.session_id).toBe(first.body.session_id);
    const rows = await admin.audit({ session: first.body.session_id });
    expect(rows.map((one) => [one.act, one.replayed])).toEqual([
      ['session.create', false],
      ['session.create', true],
    ]);
  });

  it('is one caller’s own: another under the same key makes another session', async () => {
    const colleague = await admin.hire(['sessions:write'], 'b');
    const body = { credential_configuration_ids: [AV] };
    const key = randomUUID();
    const [first, other] = [
      await clerk.call<any>('POST', '/sessions', body, under(key)),
      await colleague.call<any>('POST', '/sessions', { ...body, reference: 'mine' }, under(key)),
    ];
    expect([first.status, other.status]).toEqual([201, 201]);
    expect(other.body.session_id).not.toBe(first.body.session_id);
  });

  it('makes one API key, shown once', async () => {
    const key = randomUUID();
    const body = { name: 'once', scopes: ['sessions:read'] };
    const [first, again] = [
      await admin.call<any>('POST', '/api-keys', body, under(key)),
      await admin.call<any>('POST', '/api-keys', body, under(key)),
    ];
    expect(again.body).toMatchObject({ id: first.body.id, api_key_already_given: true });
    expect(again.body.api_key).toBeUndefined();
    expect(replayed(again)).toBe('true');
    expect(again.headers.get('location')).toBe(`/api-keys/${first.body.id}`);
  });

  it('is refused for another request: another body, another address', async () => {
    const [id, other] = [await waiting(), await waiting()];
    const key = randomUUID();
    const body = { session_id: id, credential_configuration_id: AV, claims: YES };
    expect((await clerk.call('POST', '/claims', body, under(key))).status).toBe(201);
    for (const [path, changed] of [
      ['/claims', { ...body, claims: NO }],
      [`/sessions/${other}/cancel`, undefined],
    ] as const) {
      const refused = await clerk.call<any>('POST', path, changed, under(key));
      expect([refused.status, refused.body.reason]).toEqual([409, 'idempotency_conflict']);
    }
    expect((await clerk.session(other)).is_open).toBe(true);
  });

  it('answers requests at the same time with one result, or with how long to wait', async () => {
    const id = await waiting();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => clerk.call<any>('POST', `/sessions/${id}/renew-offer`, {}, under(key))),
    );
    expect((await clerk.session(id)).offer.renewals).toBe(1);
    expect(answers.filter((one) => one.status === 200 && replayed(one) === null)).toHaveLength(1);
    for (const one of answers.filter(({ status }) => status !== 200)) {
      expect([one.status, one.body.reason]).toEqual([409, 'idempotency_in_progress']);
      expect(one.headers.get('retry-after')).toBe('1');
    }
    const later = await clerk.call('POST', `/sessions/${id}/renew-offer`, {}, under(key));
    expect([later.status, replayed(later)]).toEqual([200, 'true']);
  });

  it('of a refused request is free for the corrected one', async () => {
    const id = await waiting();
    const key = randomUUID();
    const claims = (value: unknown) => ({
      session_id: id,
      credential_configuration_id: AV,
      claims: { age_over_18: value },
    });
    expect((await clerk.call('POST', '/claims', claims('perhaps'), under(key))).status).toBe(422);
    expect((await clerk.call('POST', '/claims', claims(true), under(key))).status).toBe(201);
  });

  it('that a dead process left reserved is taken over after a minute', async () => {
    const id = await waiting();
    const key = randomUUID();
    await clerk.call('POST', `/sessions/${id}/cancel`, undefined, under(key));
    const client = new MongoClient(stack.mongodbUri);
    const requests = client.db('vouchsafe').collection('idempotency');
    const [row] = await requests.find().sort({ heldUntil: -1 }).limit(1).toArray();
    // As it stands when the process died between the act and its answer.
    await requests.updateOne({ _id: row!._id }, { $unset: { answer: '' }, $set: { holder: 'a process that died' } });
    const early = await clerk.call<any>('POST', `/sessions/${id}/cancel`, undefined, under(key));
    expect([early.status, early.body.reason]).toEqual([409, 'idempotency_in_progress']);
    await requests.updateOne({ _id: row!._id }, { $set: { heldUntil: Date.now() - 1 } });
    await client.close();
    const late = await clerk.call<any>('POST', `/sessions/${id}/cancel`, undefined, under(key));
    // It was cancelled the first time, and nothing else can be done to it.
    expect([late.status, late.body.reason]).toEqual([409, 'session_closed']);
    expect((await clerk.session(id)).status).toBe('cancelled');
  });

  it.each(['', 'a b', 'x'.repeat(256), 'ü'])('is refused when it is none: %j', async (key) => {
    const id = await waiting();
    const refused = await clerk.call<any>(
      'POST',
      `/sessions/${id}/deny`,
      undefined,
      under(encodeURI(key) === key ? key : Buffer.from(key).toString('latin1')),
    );
    expect([refused.status, refused.body.reason]).toEqual([400, 'idempotency_key_invalid']);
    expect((await clerk.session(id)).status).toBe('offer_created');
  });
});

describe('conditions on claims', () => {
  const put = (id: string, claims: unknown, headers: Record<string, string>) =>
    clerk.call<any>('PUT', `/sessions/${id}/claims/${AV}`, claims, headers);
  const tagOf = async (id: string, configuration = '') =>
    (await clerk.call('GET', `/sessions/${id}/claims${configuration}`)).headers.get('etag') ?? '';

  it('GET answers states, digests, who and when, and never a value', async () => {
    const id = await waiting(AV, PID_SD_JWT);
    await clerk.supply(id, AV, YES);
    const { body, headers } = await clerk.call<{ claims: ClaimsState[] }>('GET', `/sessions/${id}/claims`);
    expect(headers.get('etag')).toMatch(/^"[\w-]+"$/);
    expect(body.claims).toMatchObject([
      {
        credential_configuration_id: AV,
        state: 'released',
        last_act: { act: 'claims.supply', by: `key:${clerk.keyId}` },
      },
      { credential_configuration_id: PID_SD_JWT, state: 'awaiting', digest: null, last_act: null },
    ]);
    expect(JSON.stringify(body)).not.toContain('age_over_18');
  });

  it('GET says who denied, one or all', async () => {
    const id = await waiting(AV, PID_SD_JWT);
    const manager = await admin.hire(['claims:write'], 'b');
    await manager.call('POST', `/sessions/${id}/claims/${AV}/deny`);
    await clerk.call('POST', `/sessions/${id}/deny`);
    await expect
      .poll(async () => {
        const { body } = await clerk.call<{ claims: ClaimsState[] }>('GET', `/sessions/${id}/claims`);
        return body.claims.map((one) => one.last_act?.by);
      })
      .toEqual([`key:${manager.keyId}`, `key:${clerk.keyId}`]);
  });

  it('If-None-Match: * is for the first supply only', async () => {
    const id = await waiting();
    expect((await put(id, YES, { 'if-none-match': '*' })).status).toBe(200);
    const refused = await put(id, NO, { 'if-none-match': '*' });
    expect([refused.status, refused.body.reason]).toEqual([412, 'claims_precondition_failed']);
    expect(refused.body.expected).toBe('no claims yet');
    expect(`"${refused.body.provided}"`).toBe(await tagOf(id, `/${AV}`));
  });

  it('If-Match lets a correction through that was made for the present claims, and no other', async () => {
    const id = await waiting();
    const first = await put(id, YES, {});
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toBe(await tagOf(id, `/${AV}`));
    const corrected = await put(id, NO, { 'if-match': tag });
    expect([corrected.status, corrected.body.outcome]).toEqual([200, 'corrected']);
    const stale = await put(id, { age_over_18: true, age_over_65: true }, { 'if-match': tag });
    expect([stale.status, stale.body.reason, `"${stale.body.provided}"`]).toEqual([
      412,
      'claims_precondition_failed',
      corrected.headers.get('etag'),
    ]);
    const repeated = await put(id, NO, { 'if-match': tag });
    expect([repeated.status, repeated.body.outcome]).toEqual([200, 'unchanged']);
  });

  it('of many corrections of the same claims at once, exactly one is taken', async () => {
    const id = await waiting();
    const tag = (await put(id, YES, {})).headers.get('etag') ?? '';
    const others = [NO, { age_over_18: true, age_over_65: true }, { age_over_18: true, age_over_65: false }];
    const answers = await Promise.all(others.map((claims) => put(id, claims, { 'if-match': tag })));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 412, 412]);
    const taken = answers.find((one) => one.status === 200);
    expect(await tagOf(id, `/${AV}`)).toBe(taken?.headers.get('etag'));
  });

  it('a denial under If-Match denies only what was read', async () => {
    const id = await waiting();
    const tag = (await put(id, YES, {})).headers.get('etag') ?? '';
    await put(id, NO, {});
    for (const path of [`/sessions/${id}/claims/${AV}/deny`, `/sessions/${id}/deny`]) {
      const refused = await clerk.call<any>('POST', path, undefined, { 'if-match': tag });
      expect([refused.status, refused.body.reason], path).toEqual([412, 'claims_precondition_failed']);
    }
    const ofAll = { 'if-match': await tagOf(id) };
    expect((await clerk.call('POST', `/sessions/${id}/deny`, undefined, ofAll)).status).toBe(204);
  });

  it('several at once are supplied under the tag of all together', async () => {
    const id = await waiting(AV, PID_SD_JWT);
    const before = await tagOf(id);
    const both = datasetsOf(AV, PID_SD_JWT);
    const supply = (claims: unknown, tag: string) =>
      clerk.call<any>('PUT', `/sessions/${id}/claims`, claims, { 'if-match': tag });
    expect((await supply(both, before)).body.outcomes).toEqual({ [AV]: 'supplied', [PID_SD_JWT]: 'supplied' });
    expect((await supply(both, before)).body.outcomes).toEqual({ [AV]: 'unchanged', [PID_SD_JWT]: 'unchanged' });
    expect((await supply({ [AV]: NO }, before)).status).toBe(412);
    expect((await supply({ [AV]: NO }, await tagOf(id))).body.outcomes).toEqual({ [AV]: 'corrected' });
  });

  it.each([{ 'if-match': 'unquoted' }, { 'if-match': '"a"', 'if-none-match': '*' }, { 'if-none-match': '"a"' }])(
    'a condition that is none is refused: %j',
    async (headers) => {
      const refused = await put(await waiting(), YES, headers as Record<string, string>);
      expect([refused.status, refused.body.reason]).toEqual([400, 'precondition_invalid']);
    },
  );
});

it('the last use of a key is noted', async () => {
  await eventually(async () => {
    const { last_used_at } = await admin.get<any>(`/api-keys/${clerk.keyId}`);
    expect(Date.parse(last_used_at)).toBeGreaterThan(Date.now() - 120_000);
  });
});
