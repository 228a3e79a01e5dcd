/** What operators see and do with keys that allow less than everything. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../ports/caller.js';
import { makeRecord } from './fake-back-office.js';
import { formToken, type ServedConsole, serveConsole, Visitor } from './served-console.js';

const AGE = 'eu.europa.ec.av.1';
const READER: Caller = { id: 'key:reader', scopes: ['sessions:read'] };
const CLERK: Caller = { id: 'key:clerk', scopes: ['sessions:read', 'claims:write'] };
const FOREIGN: Caller = { id: 'key:foreign', scopes: ['admin'], issuer: 'other' };

let served: ServedConsole;
let visitor: Visitor;
beforeEach(async () => {
  served = await serveConsole();
  served.backOffice.records.set('s1', makeRecord('s1'));
  for (const [key, caller] of [
    ['reader-key', READER],
    ['clerk-key', CLERK],
    ['foreign-key', FOREIGN],
  ] as const)
    served.callers.set(key, caller);
  served.callers.set('writer-key', { id: 'key:writer', scopes: ['claims:write'] });
  visitor = new Visitor(served.url);
});
afterEach(() => served.close());

describe('a key that only reads', () => {
  beforeEach(() => visitor.logIn('reader-key'));

  it('sees sessions, and no form or button that acts', async () => {
    const list = await visitor.get('');
    expect(list.html).toContain('s1');
    expect(list.html).not.toContain('New session</a>');
    const { html } = await visitor.get('/sessions/s1');
    for (const act of ['/cancel', '/deny', '/renew', `/claims/${AGE}`]) expect(html).not.toContain(act);
    expect(html).not.toContain('Supply Claims');
  });

  it.each([
    '/sessions/new',
    '/sessions/s1/cancel',
    '/sessions/s1/renew',
    '/sessions/s1/deny',
    `/sessions/s1/claims/${AGE}`,
  ])('is refused at %s, asked for and posted, and the refusal is recorded', async (path) => {
    const token = formToken((await visitor.get('/sessions/s1')).html);
    expect((await visitor.get(path)).status).toBe(403);
    const posted = await visitor.post(path, { form_token: token });
    expect(posted.status).toBe(403);
    expect(posted.html).toContain('lacks the scope');
    expect(served.backOffice.calls).toEqual([]);
    expect(served.acts.slice(1)).toMatchObject([
      { caller: READER.id, outcome: 'refused', reason: 'api_scope_missing' },
    ]);
  });

  it.each(['/sessions/s1', '/sessions/s1/live/state'])('is shown no offer, which it could redeem: %s', async (path) => {
    const { html } = await visitor.get(path);
    expect(html).not.toContain('offer-of-s1');
    expect(html).toContain('it is shown to keys with sessions:write only');
    const other = new Visitor(served.url);
    await other.logIn();
    expect((await other.get(path)).html).toContain('credential_offers/offer-of-s1');
  });

  it('may log out', async () => {
    const token = formToken((await visitor.get('')).html);
    expect((await visitor.post('/logout', { form_token: token })).status).toBe(303);
  });
});

describe('a key for claims', () => {
  it('supplies and denies, does not cancel, and stands on the page with what it did', async () => {
    await visitor.logIn('clerk-key');
    const { html } = await visitor.get('/sessions/s1');
    expect(html).toContain('Supply Claims');
    expect(html).not.toContain('/cancel');
    const form_token = formToken(html);
    expect((await visitor.post('/sessions/s1/deny', { form_token })).status).toBe(303);
    expect((await visitor.post('/sessions/s1/cancel', { form_token })).status).toBe(403);
    expect(served.backOffice.calls).toEqual(['deny s1 all']);
    expect(served.acts[1]).toMatchObject({
      caller: CLERK.id,
      operation: 'POST /console/sessions/{id}/deny',
      act: 'claims.deny',
      session: 's1',
      outcome: 'done',
    });
    const page = (await visitor.get('/sessions/s1')).html;
    expect(page).toContain('claims.deny');
    expect(page).toContain(CLERK.id);
  });

  it('that cannot read sessions does not log in', async () => {
    const page = await visitor.logIn('writer-key');
    expect(page.status).toBe(403);
    expect((await visitor.get('')).status).toBe(303);
  });
});

it('a key of another issuer sees none of these sessions', async () => {
  await visitor.logIn('foreign-key');
  expect((await visitor.get('')).html).not.toContain('sessions/s1');
  const page = await visitor.get('/sessions/s1');
  const nowhere = await visitor.get('/sessions/s2');
  expect(page.status).toBe(404);
  expect(page.html).toBe(nowhere.html);
});

it('a key that is revoked logs its operator out, and one that is narrowed allows no more than it says', async () => {
  await visitor.logIn('clerk-key');
  served.callers.set('clerk-key', { ...CLERK, scopes: ['sessions:read'] });
  expect((await visitor.get('/sessions/s1/deny')).status).toBe(403);
  served.callers.delete('clerk-key');
  expect((await visitor.get('/sessions/s1')).status).toBe(303);
});
