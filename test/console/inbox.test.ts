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
