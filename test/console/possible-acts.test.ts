/** What an operator is offered to do with a session: what its workflow would take, and nothing that it always refuses. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliverableView, SessionView } from '../../protocol/session-view.js';
import { makeRecord, START } from './fake-back-office.js';
import { type ServedConsole, serveConsole, Visitor } from './served-console.js';

const AGE = 'eu.europa.ec.av.1';
const PID = 'eu.europa.ec.eudi.pid_mdoc';
const OFFER = { expiresAt: START, renewals: 0, isRedeemed: false };
const LATER = { ...OFFER, expiresAt: START + 3_600_000 };

let served: ServedConsole;
let visitor: Visitor;
beforeEach(async () => {
  served = await serveConsole();
  visitor = new Visitor(served.url);
  await visitor.logIn();
});
afterEach(() => served.close());

type RecordChange = Parameters<typeof makeRecord>[1];

async function show(view: Partial<SessionView>, record: RecordChange = {}): Promise<string> {
  served.backOffice.records.set('s1', makeRecord('s1', record, view));
  return (await visitor.get('/sessions/s1')).html;
}

function delivered(change: Partial<DeliverableView> = {}): DeliverableView {
  const requestedAt = START;
  const one = { requestId: 'r', state: 'delivered', keys: 1, requestedAt, wasDeferred: false } as const;
  return { configurationId: AGE, claims: 'released', issuances: [one], ...change };
}
const awaiting: DeliverableView = { configurationId: PID, claims: 'awaiting', issuances: [] };

describe('a credential that was delivered', () => {
  it('EU-16 has its claims corrected or denied where it may be issued anew', async () => {
    const html = await show({ deliverables: [delivered({ isReissuable: true })] });
    for (const text of ['Correct claims', 'Replace claims', `/s1/deny?configuration=${AGE}"`, '/s1/deny"'])
      expect(html).toContain(text);
  });

  it('has not where it is final', async () => {
    const html = await show({ deliverables: [delivered(), awaiting] });
    expect(html).toContain(`/s1/deny?configuration=${PID}"`);
    for (const text of ['Correct claims', 'Replace claims', `/s1/deny?configuration=${AGE}"`, '/s1/deny"'])
      expect(html).not.toContain(text);
  });

  it('has its corrected claims released, also where the record is older than the mark of what may be issued anew', async () => {
    const held = { claims: 'supplied' as const, claimsDigest: 'abcdefghijklmnop', requiresRelease: true };
    for (const isReissuable of [{}, { isReissuable: true as const }]) {
      const html = await show({ deliverables: [delivered({ ...held, ...isReissuable })] });
      expect(html).toContain(`/s1/release?configuration=${AGE}&amp;digest=abcdefghijkl"`);
    }
    expect(await show({ deliverables: [delivered(held)], isOpen: false })).not.toContain('/s1/release');
  });
});

describe('an offer', () => {
  it.each<[string, readonly DeliverableView[], RecordChange, boolean]>([
    ['can be renewed while something of it is left', [delivered(), awaiting], {}, true],
    ['cannot be renewed once all was issued', [delivered()], {}, false],
    ['cannot be renewed where the rest was denied', [delivered(), { ...awaiting, claims: 'denied' }], {}, false],
    ['cannot be renewed where there was none, as the wallet began', [awaiting], { grants: [] }, false],
  ])('%s', async (_rule, deliverables, record, isRenewable) => {
    const html = await show({ deliverables }, record);
    expect(html.includes('/s1/renew"')).toBe(isRenewable);
  });

  it.each<[string, Partial<SessionView>, string]>([
    ['cancelled', { status: 'cancelled', isOpen: false, offer: LATER }, 'fetched 0 times, no longer valid'],
    ['denied and over', { status: 'denied', isOpen: false, offer: OFFER }, 'fetched 0 times, expired <time'],
    ['expired', { status: 'expired', isOpen: false, offer: OFFER }, 'fetched 0 times, expired <time'],
    ['redeemed', { offer: { ...OFFER, isRedeemed: true } }, 'fetched 0 times, redeemed'],
    ['valid', { offer: { ...LATER, renewals: 2 } }, 'fetched 0 times, renewed 2 times, valid until <time'],
  ])('that is %s says so', async (which, view, words) => {
    const html = await show(view);
    expect(html).toContain(words);
    expect(html.includes('valid until')).toBe(which === 'valid');
  });

  it('that ran out while its session goes on is to be renewed, where it can be', async () => {
    Object.assign(served.backOffice, { presentOffer: () => undefined });
    const html = await show({ offer: OFFER });
    expect(html).toContain('fetched 0 times, expired <time');
    expect(html).toContain('Renew it to go on.');
    const denied = await show({ offer: OFFER, deliverables: [{ ...awaiting, claims: 'denied' }] });
    expect(denied).toContain('The offer has expired');
    expect(denied).not.toContain('Renew it');
  });

  it('is not spoken of where the wallet began by itself', async () => {
    Object.assign(served.backOffice, { presentOffer: () => undefined });
    for (const isRedeemed of [false, true]) {
      const view = { status: 'authorization_requested', offer: { ...OFFER, isRedeemed } } as const;
      const html = await show(view, { grants: [] });
      expect(html).toContain('There is none: the wallet began by itself.');
      for (const text of ['expired', 'redeemed', 'fetched 0 times', 'Renew']) expect(html).not.toContain(text);
    }
  });
});
