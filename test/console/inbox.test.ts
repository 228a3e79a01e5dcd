import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRecord, START } from './fake-back-office.js';
import { formToken, type ServedConsole, serveConsole, Visitor } from './served-console.js';

const AV = 'eu.europa.ec.av.1';
let served: ServedConsole;
let visitor: Visitor;
beforeEach(async () => {
  served = await serveConsole();
  visitor = new Visitor(served.url);
  await visitor.logIn();
});
afterEach(() => served.close());

const held = () => [
  {
    configurationId: AV,
    claims: 'supplied' as const,
    claimsDigest: 'abcdefghijklmnop',
    requiresRelease: true,
    issuances: [],
  },
];

describe('the inbox', () => {
  it('shows what waits, until when, and the way to the claims form', async () => {
    served.backOffice.records.set(
      's1',
      makeRecord('s1', { reference: 'case 7' }, { offer: { expiresAt: START, renewals: 0, isRedeemed: false } }),
    );
    const { status, html } = await visitor.get('/inbox');
    expect(status).toBe(200);
    for (const text of ['overdue', 'Take it on', `#claims-of-${AV}`, '/console/sessions/s1/deny'])
      expect(html).toContain(text);
  });

  it('says of what is being asked of a back office that it may come by itself', async () => {
    const asked = { state: 'asking' as const, since: START, questions: 1 };
    const deliverables = [{ configurationId: AV, claims: 'awaiting' as const, pull: asked, issuances: [] }];
    served.backOffice.records.set('s1', makeRecord('s1'));
    const sentence = 'A back office is being asked for them';
    expect((await visitor.get('/inbox')).html).not.toContain(sentence);
    served.backOffice.records.set('s1', makeRecord('s1', {}, { deliverables }));
    expect((await visitor.get('/inbox')).html).toContain(sentence);
    expect((await visitor.get('/sessions/s1')).html).toContain(`${sentence}, begun`);
  });

  it('a session that asked in vain says how often, and why it was given up', async () => {
    const pull = { state: 'given_up' as const, since: START, questions: 3, reason: 'pull_refused' };
    const deliverables = [{ configurationId: AV, claims: 'awaiting' as const, pull, issuances: [] }];
    served.backOffice.records.set('s1', makeRecord('s1', {}, { deliverables }));
    const { html } = await visitor.get('/sessions/s1');
    for (const text of ['A back office was asked in vain', '3 questions', 'pull_refused']) expect(html).toContain(text);
    expect((await visitor.get('/inbox')).html).not.toContain('is being asked');
  });

  it('is empty when nothing waits', async () => {
    expect((await visitor.get('/inbox')).html).toContain('Nothing waits');
  });

  it('lets an operator take an item on and give it up', async () => {
    served.backOffice.records.set('s1', makeRecord('s1'));
    const page = await visitor.get('/inbox');
    const form_token = formToken(page.html);
    expect((await visitor.post(`/inbox/s1/${AV}/claim`, { form_token })).status).toBe(303);
    expect((await visitor.get('/inbox')).html).toContain('Give it up');
    await visitor.post(`/inbox/s1/${AV}/unclaim`, { form_token });
    expect((await visitor.get('/inbox')).html).toContain('Take it on');
  });

  it('says of an empty page what it is a page of, and leads back to the first of the same', async () => {
    for (const [query, sentence] of [
      ['?claimed_by=me', 'You have taken nothing on'],
      ['?claimed_by=nobody', 'that nobody has taken on'],
      ['?issuer=default', 'shown by this filter'],
      ['?after=x', 'Nothing less urgent waits'],
    ] as const) {
      const { html } = await visitor.get(`/inbox${query}`);
      expect(html).toContain(sentence);
      expect(html).not.toContain('Nothing waits for the back office');
    }
    const { html } = await visitor.get('/inbox?claimed_by=nobody&after=x');
    expect(html).toContain('href="/console/inbox?claimed_by=nobody">First page');
  });

  it('shows the same items again after an act', async () => {
    served.backOffice.records.set('s1', makeRecord('s1'));
    const { html } = await visitor.get('/inbox?issuer=default&claimed_by=nobody');
    const path = `/inbox/s1/${AV}/claim?issuer=default&claimed_by=nobody`;
    expect(html).toContain(`action="/console${path.replaceAll('&', '&amp;')}"`);
    const taken = await visitor.post(path, { form_token: formToken(html) });
    expect(taken.headers.get('location')).toBe('/console/inbox?issuer=default&claimed_by=nobody');
  });

  it('lets its holder keep an item longer', async () => {
    served.backOffice.records.set('s1', makeRecord('s1'));
    const form_token = formToken((await visitor.get('/inbox')).html);
    await visitor.post(`/inbox/s1/${AV}/claim`, { form_token });
    const { html } = await visitor.get('/inbox');
    expect(html).toMatch(new RegExp(`action="/console/inbox/s1/${AV}/claim".*Keep it longer`));
    expect(html).toContain(`formaction="/console/inbox/s1/${AV}/unclaim"`);
    expect((await visitor.post(`/inbox/s1/${AV}/claim`, { form_token })).status).toBe(303);
  });

  it('leaves what another has taken on to them', async () => {
    served.callers.set('clerk-key', { id: 'key:clerk', scopes: ['sessions:read', 'claims:write'] });
    served.backOffice.records.set('s1', makeRecord('s1'));
    const form_token = formToken((await visitor.get('/inbox')).html);
    await visitor.post(`/inbox/s1/${AV}/claim`, { form_token });
    const clerk = new Visitor(served.url);
    await clerk.logIn('clerk-key');
    const { html } = await clerk.get('/inbox');
    expect(html).toContain('admin-key, until');
    for (const text of ['Take it on', 'Keep it longer', 'Give it up']) expect(html).not.toContain(text);
  });
});

describe('claims that wait for a release', () => {
  it('are released from the session’s page, the very ones that are shown', async () => {
    served.backOffice.records.set('s1', makeRecord('s1', {}, { deliverables: held() }));
    const page = await visitor.get('/sessions/s1');
    expect(page.html).toContain(`/sessions/s1/release?configuration=${AV}&amp;digest=abcdefghijkl`);
    const question = await visitor.get(`/sessions/s1/release?configuration=${AV}&digest=abcdefghijkl`);
    expect(question.html).toContain('Release the claims for');
    const form_token = formToken(question.html);
    await visitor.post(`/sessions/s1/release?configuration=${AV}&digest=abcdefghijkl`, { form_token });
    expect(served.backOffice.calls).toEqual([`release s1 ${AV}`]);
  });
});
