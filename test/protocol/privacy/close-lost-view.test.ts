/** The record of a session whose workflow is gone says what the workflow would have said at its end. */
import { describe, expect, it } from 'vitest';
import { closeLostView } from '../../../protocol/privacy/close-lost-view.js';
import type { DeliverableView, IssuanceState, IssuanceView, SessionView } from '../../../protocol/session-view.js';

const issuance = (state: IssuanceState): IssuanceView => ({
  requestId: `request-${state}`,
  state,
  keys: 1,
  requestedAt: 1,
  wasDeferred: true,
  ...(state === 'deferred' ? { deferredUntil: 9000 } : { deliveredAt: 2, redeliverUntil: 3 }),
});
function lost(status: SessionView['status'], change: Partial<DeliverableView>, ...states: IssuanceState[]) {
  const view: SessionView = {
    sessionId: 's',
    issuer: 'i',
    configurationVersion: '1',
    grantType: 'pre-authorized_code',
    status,
    isOpen: true,
    createdAt: 1,
    offer: { expiresAt: 2, renewals: 0, isRedeemed: true },
    deliverables: [{ configurationId: 'c', claims: 'awaiting', issuances: states.map(issuance), ...change }],
    problems: [],
    events: [{ seq: 1, type: 'offer_created', at: 1 }],
  };
  return closeLostView(view, 10_000);
}

describe('a record that is closed from outside', () => {
  it.each([
    ['expired', 'a wallet waited for its first credential', lost('credential_deferred', {}, 'deferred')],
    ['expired', 'nobody came', lost('offer_created', {})],
    ['credential_accepted', 'a wallet waited for more', lost('credential_deferred', {}, 'accepted', 'deferred')],
    [
      'credential_issued',
      'its claims were ready',
      lost('claims_ready', { claims: 'released' }, 'delivered', 'deferred'),
    ],
  ])('says %s where %s', (status, _when, view) => {
    expect(view).toMatchObject({ status, isOpen: false });
    expect(view.deliverables[0]?.issuances.some(({ state }) => state === 'deferred')).toBe(false);
  });

  it('asks no back office any more', () => {
    const pull = { state: 'asking', since: 1, questions: 2 } as const;
    const view = lost('credential_deferred', { pull }, 'deferred');
    expect(view.deliverables[0]?.pull).toEqual({ ...pull, state: 'dropped' });
  });
});
