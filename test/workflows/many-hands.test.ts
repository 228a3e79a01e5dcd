/** Several deliverables, several people, and time between them. */
import { describe, expect, it } from 'vitest';
import type { Session } from '../../workflows/issuance-session/session.js';
import {
  AV,
  claims,
  deliver,
  eventsOf,
  exchange,
  exchanged,
  newSession,
  PID,
  refreshing,
  refusedFor,
  request,
  SECOND,
  supply,
  T0,
} from './fixtures.js';

const HELD = { deliverables: [{ configurationId: AV, requiresRelease: true }] };
const SHARED = {
  deliverables: [
    { configurationId: AV, dataset: 'person' },
    { configurationId: PID, dataset: 'person' },
  ],
};
const both = { deliverables: [{ configurationId: AV }, { configurationId: PID }] };
const claimsOf = (session: Session) => session.view().deliverables.map((one) => one.claims);

describe('claims that have to be released', () => {
  it('wait for another than who supplied them, and nothing is issued before', () => {
    const session = exchanged(newSession(HELD));
    expect(supply(session, AV, claims('a'), T0, 'anna')).toBe('supplied');
    expect(session.requestCredential(request(), T0)).toMatchObject({ kind: 'deferred' });
    expect(session.status).toBe('credential_deferred');
    expect(refusedFor(() => session.releaseClaims({ configurationId: AV, by: 'anna' }, T0))).toBe(
      'release_by_supplier',
    );
    expect(claimsOf(session)).toEqual(['supplied']);
    expect(session.releaseClaims({ configurationId: AV, by: 'bert' }, T0)).toEqual([AV]);
    expect(session.status).toBe('claims_ready');
    expect(eventsOf(session).slice(-4)).toEqual([
      'claims_supplied',
      'credential_requested',
      'credential_deferred',
      'claims_released',
    ]);
    expect(session.collectDeferred({ requestId: 'request-1', accessDigest: 'access-0' }, T0).kind).toBe('sign');
  });

  it('are released once: a repeat is no news', () => {
    const session = newSession(HELD);
    supply(session, AV, claims('a'), T0, 'anna');
    session.releaseClaims({ configurationId: AV, by: 'bert' }, T0);
    const before = session.view();
    expect(session.releaseClaims({ configurationId: AV, by: 'bert' }, T0)).toEqual([]);
    expect(session.releaseClaims({ by: 'bert' }, T0)).toEqual([]);
    expect(session.view()).toEqual(before);
  });

  it('need another release once they were corrected, by another than who corrected them', () => {
    const session = newSession(HELD);
    supply(session, AV, claims('a'), T0, 'anna');
    session.releaseClaims({ configurationId: AV, by: 'bert' }, T0);
    expect(supply(session, AV, claims('b'), T0, 'bert')).toBe('corrected');
    expect(claimsOf(session)).toEqual(['supplied']);
    expect(refusedFor(() => session.releaseClaims({ configurationId: AV, by: 'bert' }, T0))).toBe(
      'release_by_supplier',
    );
    expect(session.releaseClaims({ configurationId: AV, by: 'anna' }, T0)).toEqual([AV]);
  });

  it('stay their first supplier’s when the same are supplied again', () => {
    const session = newSession(HELD);
    supply(session, AV, claims('a'), T0, 'anna');
    expect(supply(session, AV, claims('a'), T0, 'bert')).toBe('unchanged');
    expect(refusedFor(() => session.releaseClaims({ by: 'anna' }, T0))).toBe('release_by_supplier');
    expect(session.releaseClaims({ by: 'bert' }, T0)).toEqual([AV]);
  });

  it('that a session begins with are their creator’s, who cannot release them', () => {
    const session = newSession({
      deliverables: [{ configurationId: AV, claims: claims('a'), requiresRelease: true }],
      suppliedBy: 'anna',
    });
    expect(claimsOf(session)).toEqual(['supplied']);
    expect(refusedFor(() => session.releaseClaims({ by: 'anna' }, T0))).toBe('release_by_supplier');
  });

  it.each([
    [
      'that are not there',
      (one: Session) => one.releaseClaims({ configurationId: AV, by: 'b' }, T0),
      'claims_not_supplied',
    ],
    ['of which none are there', (one: Session) => one.releaseClaims({ by: 'b' }, T0), 'claims_not_supplied'],
    [
      'that are not offered',
      (one: Session) => one.releaseClaims({ configurationId: PID, by: 'b' }, T0),
      'configuration_not_offered',
    ],
    [
      'that were corrected since they were looked at',
      (one: Session) => {
        supply(one, AV, claims('a'), T0, 'anna');
        one.releaseClaims({ configurationId: AV, by: 'b', digest: 'digest-other' }, T0);
      },
      'claims_changed',
    ],
    [
      'that were denied',
      (one: Session) => {
        supply(one, AV, claims('a'), T0, 'anna');
        one.denyClaims(AV, T0);
        one.releaseClaims({ configurationId: AV, by: 'b' }, T0);
      },
      'claims_denied',
    ],
  ] as const)('%s are not released', (_what, act, reason) => {
    expect(refusedFor(() => act(newSession(HELD)))).toBe(reason);
  });

  it('can be denied before and after their release', () => {
    for (const isReleased of [false, true]) {
      const session = exchanged(newSession(HELD));
      session.requestCredential(request(), T0);
      supply(session, AV, claims('a'), T0, 'anna');
      if (isReleased) session.releaseClaims({ by: 'bert' }, T0);
      session.denyClaims(AV, T0);
      expect(session.status).toBe('denied');
    }
  });

  it('give the wallet a refresh token even when they are released: they may be corrected, and wait again', () => {
    const session = newSession(HELD);
    supply(session, AV, claims('a'), T0, 'anna');
    session.releaseClaims({ by: 'bert' }, T0);
    expect(session.exchangeToken(exchange(), T0)).toMatchObject({ isRefreshable: true, hasAllClaims: true });
  });
});

describe('one dataset for several credentials', () => {
  const datasets = (first: string, second: string) => [
    { configurationId: AV, claims: claims(first) },
    { configurationId: PID, claims: claims(second), isShared: true },
  ];

  it('is supplied for all at once', () => {
    const session = newSession(SHARED);
    expect(session.supplyClaims({ datasets: datasets('a', 'a') }, T0)).toEqual({ [AV]: 'supplied', [PID]: 'supplied' });
    expect(claimsOf(session)).toEqual(['released', 'released']);
  });

  it('is never two different datasets', () => {
    const session = newSession(SHARED);
    expect(refusedFor(() => session.supplyClaims({ datasets: datasets('a', 'b') }, T0))).toBe('dataset_conflict');
    expect(refusedFor(() => supply(session, AV, claims('a'), T0))).toBe('dataset_conflict');
    expect(claimsOf(session)).toEqual(['awaiting', 'awaiting']);
  });

  it('is not corrected for one once the other was issued', () => {
    const session = newSession(SHARED);
    session.supplyClaims({ datasets: datasets('a', 'a') }, T0);
    exchanged(session);
    deliver(session, session.requestCredential(request(), T0), T0);
    expect(refusedFor(() => session.supplyClaims({ datasets: datasets('b', 'b') }, T0))).toBe('claims_after_issue');
    expect(session.supplyClaims({ datasets: datasets('a', 'a') }, T0)).toEqual({
      [AV]: 'unchanged',
      [PID]: 'unchanged',
    });
  });

  it('leaves out a credential that was denied', () => {
    const session = newSession(SHARED);
    session.denyClaims(PID, T0);
    expect(session.supplyClaims({ datasets: datasets('a', 'a') }, T0)).toEqual({ [AV]: 'supplied' });
    expect(claimsOf(session)).toEqual(['released', 'denied']);
  });

  it('is released for all at once', () => {
    const deliverables = SHARED.deliverables.map((one) => ({ ...one, requiresRelease: true }));
    const session = newSession({ deliverables });
    session.supplyClaims({ datasets: datasets('a', 'a'), by: 'anna' }, T0);
    expect(session.releaseClaims({ configurationId: PID, by: 'bert' }, T0)).toEqual([AV, PID]);
  });
});

describe('several datasets at once', () => {
  it('are all taken or none', () => {
    const session = newSession(both);
    session.denyClaims(PID, T0);
    const datasets = [
      { configurationId: AV, claims: claims('a') },
      { configurationId: PID, claims: claims('b') },
    ];
    expect(refusedFor(() => session.supplyClaims({ datasets }, T0))).toBe('claims_denied');
    expect(claimsOf(session)).toEqual(['awaiting', 'denied']);
    expect(eventsOf(session)).not.toContain('claims_supplied');
  });
});

describe('the deferral limit', () => {
  it('DE-15 ends a transaction that waited too long, while the session goes on', () => {
    const session = exchanged(newSession({ policy: { deferralLimit: 100 } }));
    session.requestCredential(request(), T0);
    expect(session.nextDeadline()).toBe(T0 + 100 * SECOND);
    expect(session.passDeadlines(T0 + 100 * SECOND)).toBe(true);
    expect(session.view()).toMatchObject({
      isOpen: true,
      status: 'token_exchanged',
      deliverables: [{ issuances: [{ state: 'denied', endedBy: 'deferral_limit' }] }],
    });
    expect(eventsOf(session).at(-1)).toBe('deferral_expired');
    const collect = () => session.collectDeferred({ requestId: 'request-1', accessDigest: 'access-0' }, T0);
    expect(refusedFor(collect)).toBe('transaction_expired');
    supply(session, AV, claims('a'), T0 + 101 * SECOND);
    expect(refusedFor(collect)).toBe('transaction_expired');
    expect(session.requestCredential(request('request-2'), T0 + 102 * SECOND).kind).toBe('sign');
  });

  it('is no limit for claims that came in time', () => {
    const session = exchanged(newSession({ policy: { deferralLimit: 100 } }));
    session.requestCredential(request(), T0);
    supply(session, AV, claims('a'), T0 + 99 * SECOND);
    session.passDeadlines(T0 + 200 * SECOND);
    const step = session.collectDeferred({ requestId: 'request-1', accessDigest: 'access-0' }, T0 + 200 * SECOND);
    expect(step.kind).toBe('sign');
  });

  it('keeps a session whose only token is dead, as long as somebody may still supply', () => {
    const session = exchanged(newSession({ policy: { deferralLimit: 7200 } }));
    session.requestCredential(request(), T0);
    session.passDeadlines(T0 + 3600 * SECOND);
    expect(session.isOpen).toBe(true);
    session.passDeadlines(T0 + 7200 * SECOND);
    expect(session.view()).toMatchObject({ isOpen: false, status: 'expired' });
    expect(eventsOf(session).slice(-2)).toEqual(['deferral_expired', 'session_expired']);
  });
});

describe('claims that no token can collect', () => {
  const waiting = (change = {}) => {
    const session = exchanged(newSession({ policy: { deferralLimit: 7200 }, ...change }));
    session.requestCredential(request(), T0);
    return session;
  };
  const dead = (session: Session) => eventsOf(session).filter((one) => one === 'token_dead_claims_ready').length;

  it('because the token died after they came: an event at that moment, once, and a problem that says so', () => {
    const session = waiting();
    supply(session, AV, claims('a'), T0);
    expect(session.nextDeadline()).toBe(T0 + 3600 * SECOND);
    expect(dead(session)).toBe(0);
    expect(session.passDeadlines(T0 + 3600 * SECOND)).toBe(true);
    expect(session.passDeadlines(T0 + 3601 * SECOND)).toBe(false);
    expect(dead(session)).toBe(1);
    expect(session.view()).toMatchObject({
      isOpen: true,
      status: 'claims_ready',
      problems: [{ reason: 'token_dead_claims_ready' }],
    });
  });

  it('because they came after it: at once, and not again by a correction', () => {
    const session = waiting();
    supply(session, AV, claims('a'), T0 + 4000 * SECOND);
    supply(session, AV, claims('b'), T0 + 4001 * SECOND);
    expect(dead(session)).toBe(1);
  });

  it('because they were released after it', () => {
    const session = waiting(HELD);
    supply(session, AV, claims('a'), T0, 'anna');
    session.passDeadlines(T0 + 3600 * SECOND);
    expect(dead(session)).toBe(0);
    session.releaseClaims({ by: 'bert' }, T0 + 3700 * SECOND);
    expect(dead(session)).toBe(1);
  });

  it('are cured by a renewed offer: the problem is gone, the old transaction is not waited for', () => {
    const session = waiting();
    supply(session, AV, claims('a'), T0);
    const late = T0 + 4000 * SECOND;
    session.passDeadlines(late);
    session.renewOffer({ codeDigest: 'code-1', expiresAt: late + 600 * SECOND }, late);
    const renewed = { codeDigest: 'code-1', accessDigest: 'access-9', accessExpiresAt: late + 300 * SECOND };
    session.exchangeToken(exchange(renewed), late);
    expect(session.view()).toMatchObject({
      problems: [],
      deliverables: [{ issuances: [{ state: 'denied', endedBy: 'replaced' }] }],
    });
    deliver(session, session.requestCredential(request('request-2', { accessDigest: 'access-9' }), late), late);
    expect(session.status).toBe('credential_issued');
  });

  it('end with the session when nobody renews the offer', () => {
    const session = waiting();
    supply(session, AV, claims('a'), T0);
    session.passDeadlines(T0 + 3600 * SECOND);
    expect(session.nextDeadline()).toBe(T0 + (3600 + 7200) * SECOND);
    session.passDeadlines(T0 + (3600 + 7200) * SECOND);
    expect(session.view()).toMatchObject({ status: 'expired', isOpen: false, problems: [] });
  });

  it('are none where a refresh token lives', () => {
    const session = waiting();
    supply(session, AV, claims('a'), T0 + 400 * SECOND);
    expect(dead(session)).toBe(0);
    session.refreshToken(refreshing({ accessExpiresAt: T0 + 1000 * SECOND }), T0 + 500 * SECOND);
    const step = session.collectDeferred({ requestId: 'request-1', accessDigest: 'access-1' }, T0 + 500 * SECOND);
    expect(step.kind).toBe('sign');
  });
});

describe('a renewed offer', () => {
  it('is for what was not issued yet', () => {
    const session = exchanged(newSession(both));
    supply(session, AV, claims('a'), T0);
    deliver(session, session.requestCredential(request(), T0), T0);
    const renew = { codeDigest: 'code-1', expiresAt: T0 + 600 * SECOND };
    expect(refusedFor(() => session.renewOffer(renew, T0))).toBe('offer_not_renewable');
    session.renewOffer({ ...renew, configurationIds: [PID] }, T0);
    const wanted = exchange({ codeDigest: 'code-1', accessDigest: 'access-9', configurationIds: [AV] });
    expect(refusedFor(() => session.exchangeToken(wanted, T0))).toBe('authorization_details_not_granted');
    const { configurationIds: _, ...plain } = wanted;
    expect(session.exchangeToken(plain, T0).configurationIds).toEqual([PID]);
    expect(refusedFor(() => session.checkRequest(request('r', { accessDigest: 'access-9' }), T0))).toBe(
      'insufficient_scope',
    );
  });
});

describe('what waits for the back office', () => {
  it('stands in the view with who waits and until when, and leaves it when it is done', () => {
    const session = newSession({
      deliverables: [{ configurationId: AV, requiresRelease: true }, { configurationId: PID }],
    });
    expect(session.view().waiting).toEqual({
      dueAt: T0 + 600 * SECOND,
      items: [AV, PID].map((configurationId) => ({
        configurationId,
        waitsFor: 'claims',
        isWalletWaiting: false,
        since: T0,
        dueAt: T0 + 600 * SECOND,
      })),
    });
    exchanged(session);
    session.requestCredential(request(), T0 + 5 * SECOND);
    supply(session, AV, claims('a'), T0, 'anna');
    supply(session, PID, claims('b'), T0);
    const item = { configurationId: AV, waitsFor: 'release', isWalletWaiting: true, since: T0 + 5 * SECOND };
    expect(session.view().waiting?.items).toEqual([{ ...item, dueAt: T0 + 3600 * SECOND }]);
    session.releaseClaims({ by: 'bert' }, T0);
    expect(session.view()).not.toHaveProperty('waiting');
  });

  it('is nothing once the session is over', () => {
    const session = newSession();
    session.cancel(T0);
    expect(session.view()).not.toHaveProperty('waiting');
  });
});
