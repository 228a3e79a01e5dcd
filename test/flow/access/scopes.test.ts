/** Who may call what: every operation of the OpenAPI document, and two back offices that share an installation. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BackOffice } from '../../support/back-office.js';
import { readInbox } from '../../support/back-office-hands.js';
import { type BorrowedStack, borrowStack } from '../../support/borrowed-stack.js';
import { Administrator, type MadeKey } from '../../support/callers.js';
import { AV, datasetsOf } from '../../support/datasets.js';
import { eventually } from '../../support/eventually.js';
import { shippedIssuer, writeIssuersFile } from '../../support/issuers-file.js';
import { send, Wallet } from '../../support/wallet.js';

type Document = {
  paths: Record<string, Record<string, { security: { key?: string[] }[]; responses: Record<string, unknown> }>>;
};
/** `scopes`: any of them will do. */
type Operation = { method: string; path: string; scopes: string[]; answers: string[] };

function revocable(): Record<string, unknown> {
  return { [AV]: { ...shippedIssuer().credential_configurations[AV], status: { bits: 1 } } };
}

let stack: BorrowedStack;
let admin: Administrator;
let operations: Operation[];
beforeAll(async () => {
  stack = await borrowStack(writeIssuersFile({ id: 'a', credential_configurations: revocable() }, { id: 'b' }));
  admin = new Administrator(stack);
  const { paths } = await admin.get<Document>('/openapi.json');
  operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, { security }]) => security.length > 0)
      .map(([method, { security, responses }]) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{\w+\}/g, 'x'),
        scopes: security.flatMap(({ key }) => key ?? []),
        answers: Object.keys(responses),
      })),
  );
});
afterAll(() => stack?.stop());

const refusalOf = ({ status, body }: { status: number; body: any }) => ({ status, reason: body?.reason });
/** The shape of nothing: a request that is refused for its key must not have been read that far. */
const call = (office: BackOffice, { method, path }: Operation, headers: Record<string, string> = {}) =>
  office.call(method, path, method === 'GET' || method === 'DELETE' ? undefined : {}, headers);

describe('every operation of the private API', () => {
  it('is in the document with its scope and the refusals that all have', () => {
    expect(operations.length).toBeGreaterThan(25);
    for (const one of operations) {
      expect(one.scopes, `${one.method} ${one.path}`).not.toEqual([]);
      expect(one.answers).toEqual(expect.arrayContaining(['401', '403', '429']));
    }
  });

  it('is refused without a key, with a wrong one, and with one that lacks the scope', async () => {
    const [revealing, reading] = [await admin.hire(['claims:reveal']), await admin.hire(['sessions:read'])];
    for (const one of operations) {
      const what = `${one.method} ${one.path}`;
      expect(refusalOf(await call(admin, one, { authorization: '' })), what).toEqual({
        status: 401,
        reason: 'api_key_missing',
      });
      const refused = await call(one.scopes.includes('claims:reveal') ? reading : revealing, one);
      expect({ ...refusalOf(refused), expected: refused.body.expected }, what).toEqual({
        status: 403,
        reason: 'api_scope_missing',
        expected: one.scopes.join(' or '),
      });
    }
  });

  it('is open to a key that has just its scope', async () => {
    const offices = new Map<string, BackOffice>();
    const each = operations.flatMap((one) => one.scopes.map((scope) => ({ ...one, scope })));
    for (const one of each) {
      const office = offices.get(one.scope) ?? (await admin.hire([one.scope]));
      offices.set(one.scope, office);
      const { status } = await call(office, one);
      expect([401, 403, 429, 500], `${one.method} ${one.path}`).not.toContain(status);
    }
  });

  it('answers a 401 with how to authenticate', async () => {
    const { headers } = await admin.call('GET', '/sessions', undefined, { authorization: '' });
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect((await admin.call('GET', '/sessions')).headers.get('www-authenticate')).toBeNull();
  });
});

describe('API keys', () => {
  it('are shown once, listed without their secret, rotated with an overlap and revoked', async () => {
    const made = await admin.makeKey({ scopes: ['sessions:read'], issuer: 'a', name: 'the clerk' });
    const office = admin.withKey(made.api_key);
    expect((await office.call('GET', '/sessions')).status).toBe(200);
    const listed = await admin.call('GET', '/api-keys');
    expect(JSON.stringify(listed.body)).toContain(made.id);
    expect(JSON.stringify(listed.body)).not.toContain(made.api_key.split('_').slice(2).join('_'));
    await eventually(async () =>
      expect((await admin.get<MadeKey>(`/api-keys/${made.id}`)).last_used_at).not.toBeNull(),
    );
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const rotated = await admin.call<MadeKey>('POST', `/api-keys/${made.id}/rotate`, { old_valid_until: until });
    expect(rotated.status).toBe(200);
    for (const key of [made.api_key, rotated.body.api_key])
      expect((await admin.withKey(key).call('GET', '/sessions')).status).toBe(200);
    expect((await admin.call('DELETE', `/api-keys/${made.id}`)).status).toBe(204);
    for (const key of [made.api_key, rotated.body.api_key])
      expect(refusalOf(await admin.withKey(key).call('GET', '/sessions'))).toEqual({
        status: 401,
        reason: 'api_key_expired',
      });
  });

  it('are not made for an issuer that is not configured, nor with a scope there is not', async () => {
    for (const body of [{ scopes: ['admin'], issuer: 'c' }, { scopes: ['everything'] }, { scopes: [] }])
      expect((await admin.call('POST', '/api-keys', { name: 'x', ...body })).status).toBe(400);
  });
});

describe('a key of one issuer', () => {
  const ALL = ['sessions:write', 'sessions:read', 'claims:write', 'claims:release', 'credentials:status'];
  let ofA: BackOffice;
  let ofB: BackOffice;
  beforeAll(async () => {
    ofA = await admin.hire(ALL, 'a');
    ofB = await admin.hire(ALL, 'b');
  });
  const offer = { credential_configuration_ids: [AV], claims: datasetsOf(AV) };

  it('makes sessions of its own issuer without naming it, and of no other', async () => {
    const created = await ofB.create(offer);
    expect((await ofB.session(created.session_id)).issuer).toBe('b');
    for (const issuer of ['a', `${stack.publicUrl}/a`, 'nobody'])
      expect(refusalOf(await ofB.call('POST', '/sessions', { ...offer, issuer })), issuer).toEqual({
        status: 403,
        reason: 'api_scope_missing',
      });
    for (const issuer of ['b', `${stack.publicUrl}/b`])
      expect((await ofB.call('POST', '/sessions', { ...offer, issuer })).status, issuer).toBe(201);
  });

  it('neither sees nor touches a session of another: everything is answered as if it were not there', async () => {
    const { session_id: id } = await ofA.create({ credential_configuration_ids: [AV] });
    const tries: [string, string, unknown?][] = [
      ['GET', `/sessions/${id}`],
      ['GET', `/sessions/${id}?consistent=true`],
      ['GET', `/sessions/${id}/events`],
      ['GET', `/sessions/${id}/logs`],
      ['GET', `/sessions/${id}/claims`],
      ['GET', `/sessions/${id}/claims/${AV}`],
      ['GET', `/sessions/${id}/credentials`],
      ['PUT', `/sessions/${id}/claims`, datasetsOf(AV)],
      ['PUT', `/sessions/${id}/claims/${AV}`, datasetsOf(AV)[AV]],
      ['POST', `/sessions/${id}/claims/${AV}/deny`],
      ['POST', `/sessions/${id}/deny`],
      ['POST', `/sessions/${id}/claims/${AV}/release`],
      ['POST', `/sessions/${id}/release`],
      ['POST', `/sessions/${id}/cancel`],
      ['POST', `/sessions/${id}/renew-offer`],
      ['POST', '/claims', { session_id: id, credential_configuration_id: AV, claims: datasetsOf(AV)[AV] }],
    ];
    for (const [method, path, body] of tries) {
      const foreign = await ofB.call(method, path, body);
      const nowhere = await ofB.call(
        method,
        path.replace(id, 'x'),
        typeof body === 'object' && body !== null && 'session_id' in body ? { ...body, session_id: 'x' } : body,
      );
      expect(refusalOf(foreign), `${method} ${path}`).toEqual({ status: 404, reason: 'session_unknown' });
      expect(foreign.body).toEqual(nowhere.body);
    }
    expect((await ofA.session(id)).status).toBe('offer_created');
    expect(await ofA.eventTypes(id)).toEqual(['offer_created']);
  });

  it('reads the log of its own session, the whole of it and nothing else', async () => {
    const { session_id: id, credential_offer_uri: uri } = await ofB.create(offer);
    const issuer = uri.slice(0, uri.lastIndexOf('/credential_offers/'));
    expect((await send(`${issuer}/credential_offers/${'A'.repeat(22)}`)).status).toBe(404);
    expect((await send(uri)).status).toBe(200);
    await eventually(async () => {
      const own = await ofB.logs(id);
      expect(own.map((one) => one.message)).toEqual(
        expect.arrayContaining(['Credential offer made', 'Credential offer fetched by the wallet']),
      );
      expect(own.filter((one) => one.level === 'error')).toEqual([]);
      expect(own).toEqual(await admin.logs(id));
    });
  });

  it('that only reads is given no way to the offer', async () => {
    const reader = await admin.hire(['sessions:read'], 'b');
    const { session_id: id, credential_offer_uri: uri } = await ofB.create(offer);
    await send(uri);
    await eventually(async () =>
      expect((await reader.logs(id)).map((one) => one.endpoint)).toContain('/credential_offers'),
    );
    const told = [await reader.session(id), await reader.events(id), await reader.logs(id)];
    expect(JSON.stringify(told)).not.toContain(uri.split('/').at(-1));
  });

  it('has an inbox of its own, and takes on nothing of another', async () => {
    const deferred = { credential_configuration_ids: [AV] };
    const mine = await ofB.create(deferred);
    const theirs = await ofA.create(deferred);
    const inbox = (query: Record<string, string> = {}) => readInbox(ofB, query);
    const ids = (await inbox()).map((one) => one.session_id);
    expect(ids).toContain(mine.session_id);
    expect(ids).not.toContain(theirs.session_id);
    expect(await inbox({ issuer: 'a' })).toEqual([]);
    expect((await inbox({ issuer: `${stack.publicUrl}/b` })).map((one) => one.session_id)).toEqual(ids);
    const claim = (id: string) => ofB.call('POST', `/inbox/${id}/${AV}/claim`, {});
    expect(refusalOf(await claim(theirs.session_id))).toEqual({ status: 404, reason: 'inbox_item_unknown' });
    expect((await claim(theirs.session_id)).body).toEqual((await claim('x')).body);
    expect((await claim(mine.session_id)).status).toBe(200);
  });

  it('lists its own sessions only, whatever it filters by', async () => {
    const mine = await ofB.create(offer);
    const theirs = await ofA.create(offer);
    const list = async (query: string) =>
      (await ofB.get<{ sessions: { session_id: string; issuer: string }[] }>(`/sessions?limit=200${query}`)).sessions;
    const all = await list('');
    expect(all.map((one) => one.session_id)).toContain(mine.session_id);
    expect(all.map((one) => one.session_id)).not.toContain(theirs.session_id);
    expect(new Set(all.map((one) => one.issuer))).toEqual(new Set(['b']));
    expect(await list('&issuer=a')).toEqual([]);
  });

  it('does not revoke what another issuer issued, by its id or by its subject', async () => {
    const created = await ofA.create({ ...offer, subject_id: '4711' });
    const wallet = new Wallet(created.credential_offer.credential_issuer);
    const tokens = await wallet.redeem(created.credential_offer);
    expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
    const { credentials } = await ofA.get<{ credentials: { credential_id: string; status: string }[] }>(
      `/sessions/${created.session_id}/credentials`,
    );
    const [credential] = credentials;
    const path = `/credentials/${credential?.credential_id}`;
    expect(refusalOf(await ofB.call('GET', path))).toEqual({ status: 404, reason: 'credential_unknown' });
    expect(refusalOf(await ofB.call('POST', `${path}/revoke`))).toEqual({ status: 404, reason: 'credential_unknown' });
    expect((await ofB.call('POST', '/credentials/revoke', { subject_id: '4711' })).body).toEqual({ credentials: [] });
    expect((await ofB.call('POST', '/credentials/revoke', { subject_id: '4711', issuer: 'a' })).status).toBe(403);
    expect((await ofA.get<{ status: string }>(path)).status).toBe('valid');
  });

  it('with all scopes manages the keys and reads the audit record of its own issuer only', async () => {
    const headOfB = await admin.hire(['admin'], 'b');
    const made = await headOfB.call<MadeKey>('POST', '/api-keys', { name: 'clerk of b', scopes: ['sessions:read'] });
    expect(made.body.issuer).toBe('b');
    expect((await headOfB.call('POST', '/api-keys', { name: 'x', scopes: ['admin'], issuer: 'a' })).status).toBe(403);
    const { api_keys } = await headOfB.get<{ api_keys: MadeKey[] }>('/api-keys');
    expect(new Set(api_keys.map((one) => one.issuer))).toEqual(new Set(['b']));
    const { audit } = await headOfB.get<{ audit: { issuer: string }[] }>('/audit');
    expect(new Set(audit.map((one) => one.issuer))).toEqual(new Set(['b']));
  });
});
