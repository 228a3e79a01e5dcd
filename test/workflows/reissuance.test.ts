import { describe, expect, it } from 'vitest';
import {
  AV,
  claims,
  deliver,
  exchange,
  exchanged,
  newSession,
  PID,
  refreshing,
  refusedFor,
  request,
  SECOND,
  suppliedSession,
  supply,
  T0,
} from './fixtures.js';

const reissuable = { deliverables: [{ configurationId: AV, claims: claims('a'), reissues: 2 }] };
const later = T0 + 400 * SECOND;

describe('a credential that may be issued anew', () => {
  it('EU-16 gives a refresh token although all claims are there, and others do not', () => {
    expect(newSession(reissuable).exchangeToken(exchange(), T0)).toMatchObject({
      isRefreshable: true,
      hasAllClaims: true,
    });
    expect(suppliedSession().exchangeToken(exchange(), T0)).toMatchObject({ isRefreshable: false });
    const two = { deliverables: [...reissuable.deliverables, { configurationId: PID, claims: claims('b') }] };
    expect(newSession(two).exchangeToken(exchange({ configurationIds: [PID] }), T0).isRefreshable).toBe(false);
  });

  it('EU-16 keeps its session open as long as the refresh token lives, and then ends it without a fault', () => {
    const session = exchanged(newSession(reissuable));
    deliver(session, session.requestCredential(request(), T0), T0);
    session.passDeadlines(T0 + 3599 * SECOND);
    expect(session.isOpen).toBe(true);
    session.passDeadlines(T0 + 3600 * SECOND);
    expect([session.isOpen, session.status]).toEqual([false, 'credential_issued']);
  });

  it('EU-16 is issued to the refreshed token, as often as its configuration says and no oftener', () => {
    const session = exchanged(newSession({ ...reissuable, policy: { maxIssuances: 1 } }));
    deliver(session, session.requestCredential(request('request-1'), T0), T0);
    session.refreshToken(refreshing({ accessExpiresAt: T0 + 3000 * SECOND }), later);
    for (const id of ['request-2', 'request-3'])
      deliver(session, session.requestCredential(request(id, { accessDigest: 'access-1' }), later), later);
    const fourth = request('request-4', { accessDigest: 'access-1' });
    expect(refusedFor(() => session.requestCredential(fourth, later))).toBe('issuance_cap_reached');
  });

  it('EU-16 takes corrected claims after the first issue, where others are final', () => {
    const session = exchanged(newSession(reissuable));
    deliver(session, session.requestCredential(request(), T0), T0);
    expect(supply(session, AV, claims('b'), T0)).toBe('corrected');
    const next = session.requestCredential(request('request-2'), T0);
    expect(next.kind === 'sign' && next.dataset).toEqual(claims('b'));
    const final = exchanged(suppliedSession());
    deliver(final, final.requestCredential(request(), T0), T0);
    expect(refusedFor(() => supply(final, AV, claims('b'), T0))).toBe('claims_after_issue');
  });

  it('EU-16 says so in its view, and others say nothing', () => {
    expect(newSession(reissuable).view().deliverables).toMatchObject([{ isReissuable: true }]);
    expect(suppliedSession().view().deliverables[0]).not.toHaveProperty('isReissuable');
  });

  it('EU-16 can be denied from then on; what was issued stays issued', () => {
    const session = exchanged(newSession(reissuable));
    deliver(session, session.requestCredential(request(), T0), T0);
    session.denyClaims(AV, T0);
    expect(refusedFor(() => session.requestCredential(request('request-2'), T0))).toBe('credential_denied');
    expect(session.status).toBe('credential_issued');
  });

  it('EU-16 is handed over again although its claims are being corrected and nobody may be told to wait', () => {
    const start = { deliverables: [{ ...reissuable.deliverables[0], configurationId: AV, requiresRelease: true }] };
    const session = newSession({ ...start, policy: { isDeferralOff: true } });
    session.releaseClaims({ by: 'clerk' }, T0);
    deliver(exchanged(session), session.requestCredential(request(), T0), T0);
    supply(session, AV, claims('b'), T0);
    expect(session.requestCredential(request(), T0).kind).toBe('redeliver');
    expect(refusedFor(() => session.requestCredential(request('request-2'), T0))).toBe('deferral_unavailable');
  });

  it('a denial while it is being signed ends a waiting request when the signing fails', () => {
    const session = exchanged(newSession({ deliverables: [{ configurationId: AV, reissues: 2 }] }));
    session.requestCredential(request(), T0);
    supply(session, AV, claims('a'), T0);
    const step = session.requestCredential(request(), T0);
    if (step.kind !== 'sign') throw new Error(`It came to ${step.kind}`);
    const { rollBack } = session.deliver(step.deliverable, step.issuance, T0);
    session.denyClaims(AV, T0);
    rollBack();
    expect(session.view().deliverables[0]?.issuances[0]?.state).toBe('denied');
  });
});
