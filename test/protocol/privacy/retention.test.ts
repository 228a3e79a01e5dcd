import { describe, expect, it } from 'vitest';
import { anonymiseView } from '../../../protocol/privacy/anonymise-view.js';
import { findClaimsEnd } from '../../../protocol/privacy/find-claims-end.js';
import { zRetention } from '../../../protocol/privacy/z-retention.js';
import type { IssuanceView, SessionEventType, SessionView } from '../../../protocol/session-view.js';

const issued = (change: Partial<IssuanceView> = {}): IssuanceView => ({
  requestId: 'digest-of-a-request',
  state: 'delivered',
  keys: 1,
  requestedAt: 900,
  wasDeferred: false,
  deliveredAt: 1000,
  redeliverUntil: 61_000,
  ...change,
});

function viewWith(issuances: readonly IssuanceView[], change: Partial<SessionView> = {}): SessionView {
  return {
    sessionId: 's',
    issuer: 'i',
    configurationVersion: '1',
    grantType: 'pre-authorized_code',
    status: 'credential_issued',
    isOpen: true,
    createdAt: 1,
    clientId: 'wallet-of-somebody',
    offer: { expiresAt: 2, renewals: 0, isRedeemed: true },
    deliverables: [{ configurationId: 'c', claims: 'released', claimsDigest: 'digest-of-claims', issuances }],
    problems: [],
    events: [
      { seq: 1, type: 'authorization_requested', at: 1, details: { client_id: 'wallet-of-somebody' } },
      { seq: 2, type: 'credential_issued', at: 1000, details: { configuration: 'c', credentials: 1 } },
    ],
    ...change,
  };
}

describe('claims have done their duty', () => {
  const own = { configurationId: 'c', digest: 'digest-of-claims' };
  const { deliveredAt: _deliveredAt, redeliverUntil: _redeliverUntil, ...asked } = issued();
  const waiting: IssuanceView = { ...asked, state: 'deferred' };
  it.each([
    ['on_issue', [issued()], 1000],
    ['on_issue', [issued(), issued({ deliveredAt: 5000 })], 5000],
    ['on_issue', [], undefined],
    ['on_issue', [issued(), waiting], undefined],
    ['after_redelivery', [issued()], 61_000],
    ['after_redelivery', [issued(), issued({ deliveredAt: 5000, redeliverUntil: 65_000 })], 65_000],
    ['session_end', [issued()], undefined],
    [10, [issued()], 11_000],
  ] as const)('%s of %j: %s', (rule, issuances, end) => {
    expect(findClaimsEnd(rule, viewWith(issuances), own)).toBe(end);
  });

  const following = (...types: SessionEventType[]) => {
    const events = ['credential_issued' as const, ...types].map((type, index) => ({
      seq: index + 1,
      type,
      at: 1000,
      details: { configuration: 'c' },
    }));
    return viewWith([issued()], { events });
  };
  it.each(['on_issue', 'after_redelivery', 10] as const)(
    'EU-16 %s: not while corrected claims have been issued to nobody',
    (rule) => {
      for (const news of ['claims_supplied', 'claims_corrected', 'claims_released'] as const)
        expect(findClaimsEnd(rule, following(news), own)).toBeUndefined();
      expect(findClaimsEnd(rule, following('claims_corrected', 'credential_issued'), own)).toBeDefined();
    },
  );

  it('when they are not the session’s own: those from before the delivery, and never those that came after it', () => {
    const view = following('claims_corrected');
    const other = { configurationId: 'c', digest: 'digest-of-others' };
    expect(findClaimsEnd('on_issue', view, { ...other, storedAt: 900 })).toBe(1000);
    expect(findClaimsEnd('on_issue', view, { ...other, storedAt: 1001 })).toBeUndefined();
  });

  it('at once when they were denied, or the session is over', () => {
    const denied = viewWith([], { deliverables: [{ configurationId: 'c', claims: 'denied', issuances: [] }] });
    expect(findClaimsEnd('on_issue', denied, own)).toBe(0);
    expect(findClaimsEnd('session_end', viewWith([], { isOpen: false }), own)).toBe(0);
  });
});

describe('an anonymised view', () => {
  const view = anonymiseView(viewWith([issued()]));

  it('says nothing of client, requests and claims', () => {
    for (const word of ['wallet-of-somebody', 'digest-of-a-request', 'digest-of-claims'])
      expect(JSON.stringify(view)).not.toContain(word);
  });

  it('still says what happened, and when', () => {
    expect(view.events.map(({ seq, type, at }) => [seq, type, at])).toEqual([
      [1, 'authorization_requested', 1],
      [2, 'credential_issued', 1000],
    ]);
    expect(view.events[1]?.details).toEqual({ configuration: 'c', credentials: 1 });
    expect(view.deliverables[0]?.issuances[0]).toMatchObject({ state: 'delivered', keys: 1, deliveredAt: 1000 });
  });

  it('is the same when it is anonymised again', () => {
    expect(anonymiseView(view)).toEqual(view);
  });
});

describe('the rules', () => {
  it('have defaults that keep claims to the end of their session and nothing personal for ever', () => {
    expect(zRetention.parse({})).toMatchObject({ claims: 'session_end', anonymise_after: 2_592_000 });
  });

  it('refuse to delete before they anonymise', () => {
    expect(zRetention.safeParse({ anonymise_after: 100, delete_after: 99 }).success).toBe(false);
  });
});
