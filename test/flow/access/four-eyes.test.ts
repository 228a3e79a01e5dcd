/** Claims that one key supplies and another releases, and the inbox that both work off. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { BackOffice } from '../../support/back-office.js';
import { readInbox, release } from '../../support/back-office-hands.js';
import { Administrator } from '../../support/callers.js';
import { AV } from '../../support/datasets.js';
import { deferSession } from '../../support/open-session.js';
import { sharedStack } from '../../support/stack.js';

const OF_AGE = { age_over_18: true };
const held = { more: { require_release: true } };
const stack = sharedStack();
let admin: Administrator;
let supplier: BackOffice & { readonly keyId: string };
let releaser: BackOffice & { readonly keyId: string };
beforeAll(async () => {
  admin = new Administrator(stack);
  supplier = await admin.hire(['sessions:read', 'claims:write', 'claims:release']);
  releaser = await admin.hire(['sessions:read', 'claims:release']);
});

const digestIn = async (id: string) =>
  (await admin.get<{ claims: { digest: string }[] }>(`/sessions/${id}/claims`)).claims[0]?.digest ?? '';
const claimItem = (office: BackOffice, id: string, method = 'POST') =>
  office.call(method, `/inbox/${id}/${AV}/claim`, method === 'POST' ? {} : undefined);

describe('four eyes with two API keys', () => {
  it('who supplied is refused to release, and the second key releases what it looked at', async () => {
    const { wallet, tokens, transactionId, id } = await deferSession(stack, held);
    expect((await supplier.supply(id, AV, OF_AGE)).status).toBe(200);
    expect(await release(supplier, id, AV)).toMatchObject({ status: 403, body: { error: 'release_by_supplier' } });
    expect((await wallet.collect(tokens, transactionId)).status).toBe(202);
    const path = `/sessions/${id}/claims/${AV}/release`;
    const stale = await releaser.call('POST', path, undefined, { 'if-match': '"another"' });
    expect({ status: stale.status, reason: stale.body.reason }).toEqual({
      status: 412,
      reason: 'claims_precondition_failed',
    });
    const done = await releaser.call('POST', path, undefined, { 'if-match': `"${await digestIn(id)}"` });
    expect(done).toMatchObject({ status: 200, body: { released: [AV] } });
    expect((await wallet.collect(tokens, transactionId)).status).toBe(200);
    const acts = (await admin.audit({ session: id })).filter((one) => one.act === 'claims.release');
    expect(acts.map(({ caller, outcome, reason }) => ({ caller, outcome, reason }))).toEqual([
      { caller: `key:${supplier.keyId}`, outcome: 'refused', reason: 'release_by_supplier' },
      { caller: `key:${releaser.keyId}`, outcome: 'refused', reason: 'claims_precondition_failed' },
      { caller: `key:${releaser.keyId}`, outcome: 'done', reason: null },
    ]);
  });

  it('a release of all is under the tag of the whole set', async () => {
    const { id } = await deferSession(stack, held);
    await supplier.supply(id, AV, OF_AGE);
    const { headers } = await admin.call('GET', `/sessions/${id}/claims`);
    await supplier.supply(id, AV, { age_over_18: false });
    const path = `/sessions/${id}/release`;
    const stale = await releaser.call('POST', path, undefined, { 'if-match': headers.get('etag') ?? '' });
    expect(stale.status).toBe(412);
    const present = (await admin.call('GET', `/sessions/${id}/claims`)).headers.get('etag') ?? '';
    expect((await releaser.call('POST', path, undefined, { 'if-match': present })).status).toBe(200);
  });

  it('a key that may only release cannot supply', async () => {
    const { id } = await deferSession(stack, held);
    expect(await releaser.supply(id, AV, OF_AGE)).toMatchObject({ status: 403, body: { reason: 'api_scope_missing' } });
  });
});

describe('the inbox of several keys', () => {
  it('is worked off by whoever supplies or releases, one at a time, and the record says who', async () => {
    const { id } = await deferSession(stack, held);
    const reader = await admin.hire(['sessions:read']);
    expect(await claimItem(reader, id)).toMatchObject({ status: 403, body: { reason: 'api_scope_missing' } });
    expect((await claimItem(releaser, id)).status).toBe(200);
    expect(await claimItem(supplier, id)).toMatchObject({ status: 409, body: { claimed_by: `key:${releaser.keyId}` } });
    expect((await claimItem(releaser, id, 'DELETE')).status).toBe(204);
    expect((await claimItem(supplier, id)).status).toBe(200);
    const mine = await readInbox(supplier, { claimed_by: 'me' });
    expect(mine.map((one) => one.session_id)).toContain(id);
    const acts = (await admin.audit({ session: id })).filter((one) => one.act?.startsWith('inbox.'));
    expect(acts.map(({ act, outcome }) => `${act} ${outcome}`)).toEqual([
      'inbox.claim done',
      'inbox.claim refused',
      'inbox.unclaim done',
      'inbox.claim done',
    ]);
  });
});
