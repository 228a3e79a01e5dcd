import { describe, expect, it } from 'vitest';
import { Session } from '../../workflows/issuance-session/session.js';
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
  startOf,
  suppliedSession,
  supply,
  T0,
} from './fixtures.js';

const both = { deliverables: [{ configurationId: AV }, { configurationId: PID }] };
const txCode = { offer: { txCodeDigest: 'right' } };

describe('the offer', () => {
  it('is created with the session', () => {
    const session = newSession(both);
    expect(session.view()).toMatchObject({
      status: 'offer_created',
      isOpen: true,
      offer: { expiresAt: T0 + 600 * SECOND, renewals: 0, isRedeemed: false },
      events: [
        { seq: 1, type: 'offer_created', at: T0, details: { credential_configuration_ids: [AV, PID], tx_code: false } },
      ],
    });
  });

  it('records the first three fetches and no more', () => {
    const session = newSession();
    expect([1, 2, 3, 4, 5].map((at) => session.retrieveOffer(T0 + at))).toEqual([true, true, true, false, false]);
    expect(eventsOf(session).filter((one) => one === 'offer_retrieved')).toHaveLength(3);
    expect(session.status).toBe('offer_retrieved');
  });

  it('can be renewed, which makes the code before it useless and the session live on', () => {
    const session = newSession(txCode);
    refusedFor(() => session.exchangeToken(exchange({ txCodeDigest: 'wrong' }), T0));
    session.renewOffer({ codeDigest: 'code-1', txCodeDigest: 'new', expiresAt: T0 + 900 * SECOND }, T0);
    expect(session.view().offer).toEqual({
      expiresAt: T0 + 900 * SECOND,
      renewals: 1,
      isRedeemed: false,
      txCodeAttemptsLeft: 3,
    });
    expect(refusedFor(() => session.exchangeToken(exchange({ txCodeDigest: 'right' }), T0))).toBe('code_superseded');
    session.exchangeToken(exchange({ codeDigest: 'code-1', txCodeDigest: 'new' }), T0 + 899 * SECOND);
    expect(eventsOf(session)).toContain('offer_renewed');
  });

  it('can be renewed after it was redeemed, and the new token ends the one before it', () => {
    const session = exchanged(suppliedSession());
    session.renewOffer({ codeDigest: 'code-1', expiresAt: T0 + 900 * SECOND }, T0);
    expect(refusedFor(() => session.checkRequest(request(), T0))).toBeUndefined();
    session.exchangeToken(exchange({ codeDigest: 'code-1', accessDigest: 'access-new' }), T0);
    expect(refusedFor(() => session.checkRequest(request(), T0))).toBe('access_token_revoked');
    expect(session.requestCredential(request('r', { accessDigest: 'access-new' }), T0).kind).toBe('sign');
  });

  it('cannot be renewed when everything was denied or the session is closed', () => {
    const denied = newSession();
    denied.denyClaims(undefined, T0);
    const renewal = { codeDigest: 'code-1', expiresAt: T0 + 900 * SECOND };
    expect(refusedFor(() => denied.renewOffer(renewal, T0))).toBe('offer_not_renewable');
    const cancelled = newSession();
    cancelled.cancel(T0);
    expect(refusedFor(() => cancelled.renewOffer(renewal, T0))).toBe('session_closed');
  });

  it('without a transaction code drops that of the offer before', () => {
    const session = newSession(txCode);
    session.renewOffer({ codeDigest: 'code-1', expiresAt: T0 + 900 * SECOND }, T0);
    expect(session.view().offer).not.toHaveProperty('txCodeAttemptsLeft');
    expect(refusedFor(() => session.exchangeToken(exchange({ codeDigest: 'code-1' }), T0))).toBeUndefined();
  });
});

describe('a code', () => {
  it('is redeemed once', () => {
    const session = suppliedSession();
    expect(session.exchangeToken(exchange({ clientId: 'wallet-dev' }), T0)).toEqual({
      configurationIds: [AV],
      isRefreshable: false,
      hasAllClaims: true,
    });
    expect(session.view()).toMatchObject({ status: 'token_exchanged', clientId: 'wallet-dev', isDpopBound: false });
    expect(refusedFor(() => session.exchangeToken(exchange({ accessDigest: 'other' }), T0))).toBe('code_used');
    expect(refusedFor(() => session.checkCode(exchange({ accessDigest: 'other' }), T0))).toBe('code_used');
    expect(refusedFor(() => session.checkRequest(request(), T0))).toBeUndefined();
  });

  it.each([
    ['of another offer', { codeDigest: 'foreign' }, 0, 'code_superseded'],
    ['a moment too late', {}, 600, 'code_expired'],
    ['for what was not offered', { configurationIds: [PID] }, 0, 'authorization_details_not_granted'],
  ] as const)('%s is refused and stays good', (_what, change, after, reason) => {
    const session = newSession();
    expect(refusedFor(() => session.exchangeToken(exchange(change), T0 + after * SECOND))).toBe(reason);
    expect(refusedFor(() => session.exchangeToken(exchange(), T0 + 600 * SECOND - 1))).toBeUndefined();
  });

  it('is refused without a DPoP key where one is required', () => {
    const session = newSession({ policy: { requireDpop: true } });
    expect(refusedFor(() => session.exchangeToken(exchange(), T0))).toBe('dpop_required');
    session.exchangeToken(exchange({ jkt: 'thumbprint' }), T0);
    expect(session.view().isDpopBound).toBe(true);
  });

  it('gives a token for less than was offered when less was asked for', () => {
    const session = newSession(both);
    expect(session.exchangeToken(exchange({ configurationIds: [PID] }), T0).configurationIds).toEqual([PID]);
    expect(refusedFor(() => session.requestCredential(request(), T0))).toBe('insufficient_scope');
  });

  it('gives a refresh token exactly where the wallet may have to wait for what it asked for', () => {
    const half = () =>
      newSession({ deliverables: [{ configurationId: AV, claims: claims('a') }, { configurationId: PID }] });
    expect(half().exchangeToken(exchange(), T0).isRefreshable).toBe(true);
    expect(half().exchangeToken(exchange({ configurationIds: [PID] }), T0).isRefreshable).toBe(true);
    expect(half().exchangeToken(exchange({ configurationIds: [AV] }), T0).isRefreshable).toBe(false);
  });
});

describe('a wrong transaction code', () => {
  const attempt = (session: Session, txCodeDigest?: string, codeDigest = 'code-0') =>
    refusedFor(() =>
      session.exchangeToken(exchange({ codeDigest, ...(txCodeDigest === undefined ? {} : { txCodeDigest }) }), T0),
    );

  it('is counted, and the last one invalidates the code for the right one too', () => {
    const session = newSession(txCode);
    expect(session.view().offer.txCodeAttemptsLeft).toBe(3);
    expect([attempt(session, 'a'), attempt(session, 'b'), attempt(session, 'c'), attempt(session, 'right')]).toEqual([
      'tx_code_wrong',
      'tx_code_wrong',
      'tx_code_attempts_exhausted',
      'tx_code_attempts_exhausted',
    ]);
    expect(session.view().offer.txCodeAttemptsLeft).toBe(0);
    expect(session.status).toBe('offer_created');
    expect(eventsOf(session).filter((one) => one === 'request_failed')).toHaveLength(3);
  });

  it('leaves the right one good until then', () => {
    const session = newSession(txCode);
    attempt(session, 'a');
    attempt(session, 'b');
    expect(attempt(session, 'right')).toBeUndefined();
  });

  it('is none when it is missing, or not expected: the count stays', () => {
    const session = newSession(txCode);
    expect(attempt(session)).toBe('tx_code_missing');
    expect(session.view().offer.txCodeAttemptsLeft).toBe(3);
    expect(attempt(newSession(), 'a')).toBe('tx_code_unexpected');
  });

  it('of an exhausted offer is cured by a renewal', () => {
    const session = newSession(txCode);
    for (const wrong of ['a', 'b', 'c']) attempt(session, wrong);
    session.renewOffer({ codeDigest: 'code-1', txCodeDigest: 'new', expiresAt: T0 + 900 * SECOND }, T0);
    expect(attempt(session, 'new', 'code-1')).toBeUndefined();
  });
});

describe('a token that reached nobody', () => {
  it('is void, and the code as good as before', () => {
    const session = exchanged(suppliedSession());
    expect(session.takeBackToken({ accessDigest: 'access-0' }, T0)).toBe(true);
    expect(session.status).toBe('offer_created');
    expect(refusedFor(() => session.checkRequest(request(), T0))).toBe('access_token_revoked');
    session.exchangeToken(exchange({ accessDigest: 'access-1' }), T0);
    expect(session.requestCredential(request('r', { accessDigest: 'access-1' }), T0).kind).toBe('sign');
  });

  it('is not given at all when the word of it comes first', () => {
    const session = suppliedSession();
    expect(session.takeBackToken({ accessDigest: 'access-0' }, T0)).toBe(false);
    expect(refusedFor(() => session.exchangeToken(exchange(), T0))).toBe('temporarily_unavailable');
    expect(refusedFor(() => session.exchangeToken(exchange({ accessDigest: 'access-1' }), T0))).toBeUndefined();
  });

  it('is none once it was used, refreshed or replaced', () => {
    const used = exchanged(suppliedSession());
    used.requestCredential(request(), T0);
    expect(used.takeBackToken({ accessDigest: 'access-0' }, T0)).toBe(false);
    const refreshed = exchanged(newSession());
    refreshed.refreshToken(refreshing(), T0);
    expect(refreshed.takeBackToken({ accessDigest: 'access-0' }, T0)).toBe(false);
    const other = exchanged(suppliedSession());
    expect(other.takeBackToken({ accessDigest: 'access-9' }, T0)).toBe(false);
    expect(refusedFor(() => other.checkRequest(request(), T0))).toBeUndefined();
  });

  it('leaves the grant before it standing', () => {
    const session = exchanged(newSession());
    session.renewOffer({ codeDigest: 'code-1', expiresAt: T0 + 900 * SECOND }, T0);
    session.exchangeToken(exchange({ codeDigest: 'code-1', accessDigest: 'access-lost' }), T0);
    expect(session.takeBackToken({ accessDigest: 'access-lost' }, T0)).toBe(true);
    expect(refusedFor(() => session.checkRequest(request(), T0))).toBeUndefined();
    expect(
      refusedFor(() => session.checkCode(exchange({ codeDigest: 'code-1', accessDigest: 'x' }), T0)),
    ).toBeUndefined();
  });
});

describe('a refresh', () => {
  it('gives the same grant a new token and is an event', () => {
    const session = exchanged(newSession());
    expect(session.refreshToken(refreshing(), T0)).toEqual({ configurationIds: [AV] });
    expect(session.requestCredential(request('r', { accessDigest: 'access-1' }), T0).kind).toBe('deferred');
    expect(eventsOf(session)).toContain('token_refreshed');
  });

  it('is refused without a change: unknown, or the session closed', () => {
    const session = exchanged(newSession());
    expect(refusedFor(() => session.checkRefresh(refreshing({ refreshDigest: 'x' }), T0))).toBe(
      'refresh_token_unknown',
    );
    session.cancel(T0);
    expect(refusedFor(() => session.refreshToken(refreshing(), T0))).toBe('grant_closed');
    expect(refusedFor(() => session.checkRefresh(refreshing(), T0))).toBe('grant_closed');
  });

  it('prolongs the session to the end of the new token', () => {
    const session = exchanged(newSession(), { refreshExpiresAt: T0 + 400 * SECOND });
    session.refreshToken(refreshing({ accessExpiresAt: T0 + 690 * SECOND }), T0 + 390 * SECOND);
    expect(session.nextDeadline()).toBe(T0 + 690 * SECOND);
  });
});

describe('a credential request', () => {
  it('that was begun under a replaced grant is not taken up under the next, and is no longer waited for', () => {
    const session = exchanged(newSession());
    expect(session.requestCredential(request('r'), T0).kind).toBe('deferred');
    session.renewOffer({ codeDigest: 'code-2', expiresAt: T0 + 900 * SECOND }, T0);
    session.exchangeToken(exchange({ codeDigest: 'code-2', accessDigest: 'access-2', refreshDigest: 'refresh-2' }), T0);
    expect(refusedFor(() => session.requestCredential(request('r', { accessDigest: 'access-2' }), T0))).toBe(
      'nonce_used',
    );
    expect(session.status).toBe('token_exchanged');
  });

  it('is signed at once when the claims are there', () => {
    const session = exchanged(suppliedSession());
    const step = session.requestCredential(request('r', { keys: 3 }), T0);
    expect(step).toMatchObject({ kind: 'sign', dataset: claims('a') });
    deliver(session, step, T0);
    expect(session.view()).toMatchObject({
      status: 'credential_issued',
      deliverables: [
        {
          issuances: [
            {
              requestId: 'r',
              state: 'delivered',
              keys: 3,
              wasDeferred: false,
              deliveredAt: T0,
              redeliverUntil: T0 + 60 * SECOND,
            },
          ],
        },
      ],
    });
    expect(eventsOf(session).slice(-2)).toEqual(['credential_requested', 'credential_issued']);
  });

  it('waits when they are not, and says that they are needed', () => {
    const session = exchanged(newSession());
    expect(session.requestCredential(request(), T0).kind).toBe('deferred');
    expect(session.status).toBe('credential_deferred');
    expect(eventsOf(session).slice(-3)).toEqual(['credential_requested', 'credential_deferred', 'claims_needed']);
  });

  it('that comes again while it waits is the same request', () => {
    const session = exchanged(newSession());
    session.requestCredential(request(), T0);
    const before = eventsOf(session);
    expect(session.requestCredential(request(), T0 + 1).kind).toBe('deferred');
    expect(eventsOf(session)).toEqual(before);
    expect(session.view().deliverables[0]?.issuances).toHaveLength(1);
  });

  it('that comes again while it is being signed waits for the signature', () => {
    const session = exchanged(suppliedSession());
    const first = session.requestCredential(request(), T0);
    expect(session.requestCredential(request(), T0).kind).toBe('wait');
    deliver(session, first, T0);
    expect(session.requestCredential(request(), T0).kind).toBe('redeliver');
  });

  it.each([
    ['without a token of this session', request('r', { accessDigest: 'other' }), 0, 'access_token_revoked'],
    ['with a token that has expired', request(), 300, 'access_token_expired'],
    ['for what the token does not cover', request('r', { configurationId: 'unknown' }), 0, 'insufficient_scope'],
  ] as const)('%s is refused and leaves no trace', (_what, command, after, reason) => {
    const session = exchanged(suppliedSession());
    const before = session.view();
    expect(refusedFor(() => session.checkRequest(command, T0 + after * SECOND))).toBe(reason);
    expect(refusedFor(() => session.requestCredential(command, T0 + after * SECOND))).toBe(reason);
    expect(session.view()).toEqual(before);
  });

  it('is refused when the claims are denied', () => {
    const session = exchanged(newSession());
    session.denyClaims(AV, T0);
    expect(refusedFor(() => session.requestCredential(request(), T0))).toBe('credential_denied');
  });

  it('is refused when the session is closed', () => {
    const session = exchanged(suppliedSession());
    session.cancel(T0);
    expect(refusedFor(() => session.requestCredential(request(), T0))).toBe('access_session_closed');
  });

  it('is refused beyond the cap, while those within it can still be asked for', () => {
    const session = exchanged(suppliedSession({ policy: { maxIssuances: 2 } }));
    for (const id of ['r1', 'r2']) deliver(session, session.requestCredential(request(id), T0), T0);
    expect(refusedFor(() => session.requestCredential(request('r3'), T0))).toBe('issuance_cap_reached');
    expect(session.requestCredential(request('r2'), T0).kind).toBe('redeliver');
  });

  it('counts the cap for each configuration by itself', () => {
    const session = exchanged(newSession({ ...both, policy: { maxIssuances: 1 } }));
    session.requestCredential(request('r1'), T0);
    expect(session.requestCredential(request('r2', { configurationId: PID }), T0).kind).toBe('deferred');
  });
});

describe('collecting', () => {
  const waiting = () => {
    const session = exchanged(newSession());
    session.requestCredential(request(), T0);
    return session;
  };
  const collect = { requestId: 'request-1', accessDigest: 'access-0' };

  it('waits until the claims are there, then signs them', () => {
    const session = waiting();
    expect(session.collectDeferred(collect, T0).kind).toBe('deferred');
    supply(session, AV, claims('a'), T0);
    expect(session.status).toBe('claims_ready');
    const step = session.collectDeferred(collect, T0);
    expect(step).toMatchObject({ kind: 'sign', dataset: claims('a') });
    expect(session.collectDeferred(collect, T0).kind).toBe('wait');
    deliver(session, step, T0);
    expect(session.status).toBe('credential_issued');
  });

  it('works for the same request asked anew, as well as by its transaction', () => {
    const session = waiting();
    supply(session, AV, claims('a'), T0);
    expect(session.requestCredential(request(), T0).kind).toBe('sign');
  });

  it('is refused for a transaction nobody knows, or of another grant', () => {
    const session = waiting();
    expect(refusedFor(() => session.collectDeferred({ ...collect, requestId: 'x' }, T0))).toBe('transaction_unknown');
    expect(refusedFor(() => session.collectDeferred({ ...collect, accessDigest: 'x' }, T0))).toBe(
      'access_token_revoked',
    );
    session.renewOffer({ codeDigest: 'code-1', expiresAt: T0 + 900 * SECOND }, T0);
    session.exchangeToken(exchange({ codeDigest: 'code-1', accessDigest: 'access-new' }), T0);
    expect(refusedFor(() => session.collectDeferred({ ...collect, accessDigest: 'access-new' }, T0))).toBe(
      'transaction_foreign',
    );
  });

  it('works with a refreshed token of the same grant', () => {
    const session = waiting();
    session.refreshToken(refreshing(), T0);
    supply(session, AV, claims('a'), T0);
    expect(session.collectDeferred({ ...collect, accessDigest: 'access-1' }, T0 + 500 * SECOND).kind).toBe('sign');
  });

  it('is denied when the claims are, and over when the session is', () => {
    const denied = waiting();
    denied.denyClaims(AV, T0);
    expect(denied.status).toBe('denied');
    expect(refusedFor(() => denied.collectDeferred(collect, T0))).toBe('credential_denied');
    const cancelled = waiting();
    cancelled.cancel(T0);
    expect(refusedFor(() => cancelled.collectDeferred(collect, T0))).toBe('transaction_expired');
  });
});

it('TK-15 a refresh token that nothing asks for is given where the issuer says so, for as long as it says', () => {
  const policy = { refreshLifetime: 1800 };
  const served = suppliedSession({ policy });
  expect(served.exchangeToken(exchange(), T0).isRefreshable).toBe(true);
  expect(served.view().grantEndsAt).toBe(T0 + 1800 * SECOND);
  expect(refusedFor(() => served.checkRefresh(refreshing(), T0 + 1800 * SECOND))).toBe('refresh_token_expired');
  // One that is needed lives as long as the wallet may have to wait.
  expect(exchanged(newSession({ policy })).view().grantEndsAt).toBe(T0 + 3600 * SECOND);
});

describe('redelivery', () => {
  const delivered = (deferred: boolean, policy = {}) => {
    const session = exchanged(deferred ? newSession({ policy }) : suppliedSession({ policy }));
    if (deferred) {
      session.requestCredential(request(), T0);
      supply(session, AV, claims('a'), T0);
    }
    deliver(session, session.requestCredential(request(), T0), T0);
    return session;
  };

  it('gives the same credentials for a minute, and is an event each time', () => {
    const session = delivered(false);
    expect(session.requestCredential(request(), T0 + 60 * SECOND - 1).kind).toBe('redeliver');
    expect(eventsOf(session).at(-1)).toBe('credential_redelivered');
    expect(refusedFor(() => session.requestCredential(request(), T0 + 60 * SECOND))).toBe('nonce_used');
  });

  it('of a deferred credential lasts twice the interval where that is longer', () => {
    const collect = { requestId: 'request-1', accessDigest: 'access-0' };
    const session = delivered(true, { deferredInterval: 50 });
    expect(session.collectDeferred(collect, T0 + 100 * SECOND - 1).kind).toBe('redeliver');
    expect(refusedFor(() => session.collectDeferred(collect, T0 + 100 * SECOND))).toBe('transaction_spent');
    expect(refusedFor(() => delivered(true).collectDeferred(collect, T0 + 60 * SECOND))).toBe('transaction_spent');
    const atOnce = delivered(false, { deferredInterval: 50 });
    expect(refusedFor(() => atOnce.requestCredential(request(), T0 + 60 * SECOND))).toBe('nonce_used');
  });

  it('DE-07 there is none with a window of 0, and what is left for the one answer is destroyed soon', () => {
    const strict = { redeliveryWindow: 0, deferredInterval: 50 };
    expect(refusedFor(() => delivered(false, strict).requestCredential(request(), T0))).toBe('nonce_used');
    const session = delivered(true, strict);
    const collect = { requestId: 'request-1', accessDigest: 'access-0' };
    expect(refusedFor(() => session.checkCollect(collect, T0))).toBe('transaction_spent');
    expect(session.nextDeadline()).toBe(T0 + 30 * SECOND);
    session.passDeadlines(T0 + 30 * SECOND);
    expect(session.view().deliverables[0]?.issuances[0]).not.toHaveProperty('redeliverUntil');
  });

  it('ends when the wallet says what became of the credentials', () => {
    const session = delivered(false);
    session.notify({ requestId: 'request-1', event: 'credential_accepted' }, T0);
    expect(refusedFor(() => session.requestCredential(request(), T0))).toBe('nonce_used');
  });

  it('ends with the session', () => {
    const session = delivered(false);
    session.cancel(T0);
    expect(session.view().deliverables[0]?.issuances[0]).not.toHaveProperty('redeliverUntil');
  });
});

describe('a signature that could not be made', () => {
  const failing = (session: Session) => {
    const step = session.requestCredential(request(), T0);
    if (step.kind !== 'sign') throw new Error(step.kind);
    session.deliver(step.deliverable, step.issuance, T0).rollBack();
  };

  it('leaves the request to be made again', () => {
    const session = exchanged(suppliedSession({ policy: { maxIssuances: 1 } }));
    failing(session);
    expect(session.view()).toMatchObject({
      status: 'token_exchanged',
      deliverables: [{ claims: 'released', issuances: [] }],
    });
    expect(eventsOf(session)).not.toContain('credential_issued');
    deliver(session, session.requestCredential(request(), T0), T0);
    expect(session.status).toBe('credential_issued');
  });

  it('leaves a deferred request waiting, ready to be collected', () => {
    const session = exchanged(newSession());
    session.requestCredential(request(), T0);
    supply(session, AV, claims('a'), T0);
    failing(session);
    expect(session.status).toBe('claims_ready');
    expect(session.collectDeferred({ requestId: 'request-1', accessDigest: 'access-0' }, T0).kind).toBe('sign');
  });

  it('keeps the numbers of the events without a gap, whatever happened meanwhile', () => {
    const session = exchanged(suppliedSession());
    const step = session.requestCredential(request(), T0);
    if (step.kind !== 'sign') throw new Error(step.kind);
    const delivery = session.deliver(step.deliverable, step.issuance, T0);
    session.noteProblem({ reason: 'nonce_used', endpoint: '/credential' }, T0);
    delivery.rollBack();
    const { events } = session.view();
    expect(events.map((one) => one.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)?.type).toBe('request_failed');
  });

  it('in a session that was cancelled meanwhile leaves nothing waiting', () => {
    const session = exchanged(newSession());
    session.requestCredential(request(), T0);
    supply(session, AV, claims('a'), T0);
    const step = session.requestCredential(request(), T0);
    if (step.kind !== 'sign') throw new Error(step.kind);
    const delivery = session.deliver(step.deliverable, step.issuance, T0);
    session.cancel(T0);
    delivery.rollBack();
    expect(session.view()).toMatchObject({ status: 'cancelled', deliverables: [{ issuances: [{ state: 'denied' }] }] });
  });
});

describe('a notification', () => {
  it('of an event nobody knows changes nothing', () => {
    const session = exchanged(suppliedSession());
    deliver(session, session.requestCredential(request(), T0), T0);
    expect(session.notify({ requestId: 'request-1', event: 'toString' as 'credential_accepted' }, T0)).toBe(false);
    expect(session.status).toBe('credential_issued');
  });

  const delivered = () => {
    const session = exchanged(suppliedSession());
    deliver(session, session.requestCredential(request(), T0), T0);
    return session;
  };

  it.each([
    ['credential_accepted', 'credential_accepted', 'accepted'],
    ['credential_failure', 'credential_failed', 'failed'],
    ['credential_deleted', 'credential_deleted', 'deleted'],
  ] as const)('%s makes the session %s', (event, status, state) => {
    const session = delivered();
    expect(session.notify({ requestId: 'request-1', event }, T0)).toBe(true);
    expect(session.view()).toMatchObject({ status, deliverables: [{ issuances: [{ state }] }] });
    expect(eventsOf(session).at(-1)).toBe(event);
  });

  it('that comes twice is no news', () => {
    const session = delivered();
    session.notify({ requestId: 'request-1', event: 'credential_accepted' }, T0);
    const before = session.view();
    expect(session.notify({ requestId: 'request-1', event: 'credential_accepted' }, T0 + 1)).toBe(false);
    expect(session.view()).toEqual(before);
  });

  it('may change its mind, ten times', () => {
    const session = delivered();
    const told = Array.from({ length: 14 }, (_, index) =>
      session.notify(
        { requestId: 'request-1', event: index % 2 === 0 ? 'credential_accepted' : 'credential_deleted' },
        T0,
      ),
    );
    expect(told.filter(Boolean)).toHaveLength(10);
  });

  it('of what was never delivered is ignored', () => {
    const session = exchanged(newSession());
    session.requestCredential(request(), T0);
    for (const requestId of ['request-1', 'unknown'])
      expect(session.notify({ requestId, event: 'credential_accepted' }, T0)).toBe(false);
  });

  it('is still heard after the session was closed', () => {
    const session = delivered();
    session.cancel(T0);
    expect(session.notify({ requestId: 'request-1', event: 'credential_accepted' }, T0)).toBe(true);
    expect(session.status).toBe('credential_accepted');
  });
});

describe('claims', () => {
  it('may come before, during and after the request', () => {
    const session = newSession(both);
    expect(supply(session, AV, claims('a'), T0)).toBe('supplied');
    exchanged(session);
    session.requestCredential(request('r', { configurationId: PID }), T0);
    expect(supply(session, PID, claims('b'), T0)).toBe('supplied');
    expect(session.status).toBe('claims_ready');
    expect(eventsOf(session).filter((one) => one === 'claims_supplied')).toHaveLength(2);
  });

  it('of the same content again change nothing, by whatever reference', () => {
    const session = suppliedSession();
    const before = session.view();
    expect(supply(session, AV, { reference: 'another', digest: 'digest-a' }, T0)).toBe('unchanged');
    expect(session.view()).toEqual(before);
    const step = exchanged(session).requestCredential(request(), T0);
    expect(step).toMatchObject({ dataset: { reference: 'reference-a' } });
  });

  it('of other content are a correction until something was issued, and refused after', () => {
    const session = exchanged(suppliedSession());
    expect(supply(session, AV, claims('b'), T0)).toBe('corrected');
    expect(eventsOf(session).at(-1)).toBe('claims_corrected');
    const step = session.requestCredential(request(), T0);
    expect(step).toMatchObject({ dataset: claims('b') });
    expect(refusedFor(() => supply(session, AV, claims('c'), T0))).toBe('claims_after_issue');
    deliver(session, step, T0);
    expect(refusedFor(() => supply(session, AV, claims('c'), T0))).toBe('claims_after_issue');
    expect(supply(session, AV, claims('b'), T0)).toBe('unchanged');
  });

  it.each([
    [
      'for what is not offered',
      (session: Session) => supply(session, PID, claims('a'), T0),
      'configuration_not_offered',
    ],
    [
      'denied before',
      (session: Session) => {
        session.denyClaims(AV, T0);
        supply(session, AV, claims('a'), T0);
      },
      'claims_denied',
    ],
    [
      'after the end',
      (session: Session) => {
        session.cancel(T0);
        supply(session, AV, claims('a'), T0);
      },
      'session_closed',
    ],
  ] as const)('%s are refused', (_what, act, reason) => {
    expect(refusedFor(() => act(newSession()))).toBe(reason);
  });

  it('that come when the waiting wallet can no longer collect them are a problem, not silence', () => {
    const session = exchanged(newSession(), { accessExpiresAt: T0 + 10 * SECOND, refreshExpiresAt: T0 + 20 * SECOND });
    session.requestCredential(request(), T0);
    session.renewOffer({ codeDigest: 'code-1', expiresAt: T0 + 900 * SECOND }, T0);
    supply(session, AV, claims('a'), T0 + 20 * SECOND);
    expect(eventsOf(session).slice(-2)).toEqual(['claims_supplied', 'token_dead_claims_ready']);
  });
});

describe('a denial', () => {
  it('of one credential leaves the others', () => {
    const session = exchanged(newSession(both));
    session.requestCredential(request('r1'), T0);
    session.requestCredential(request('r2', { configurationId: PID }), T0);
    session.denyClaims(AV, T0);
    expect(session.view().deliverables).toMatchObject([
      { claims: 'denied', issuances: [{ state: 'denied' }] },
      { claims: 'awaiting', issuances: [{ state: 'deferred' }] },
    ]);
    expect(session.status).toBe('credential_deferred');
  });

  it('of all denies all, once', () => {
    const session = newSession(both);
    session.denyClaims(undefined, T0);
    session.denyClaims(undefined, T0);
    expect(session.status).toBe('denied');
    expect(eventsOf(session).filter((one) => one === 'claims_denied')).toHaveLength(2);
  });

  it.each([
    ['of what is not offered', (session: Session) => session.denyClaims(PID, T0), 'configuration_not_offered'],
    [
      'after the end',
      (session: Session) => {
        session.cancel(T0);
        session.denyClaims(AV, T0);
      },
      'session_closed',
    ],
    [
      'of what is being signed',
      (session: Session) => {
        exchanged(session).requestCredential(request(), T0);
        session.denyClaims(AV, T0);
      },
      'claims_after_issue',
    ],
    [
      'of all, one of which was issued',
      (session: Session) => {
        deliver(session, exchanged(session).requestCredential(request(), T0), T0);
        session.denyClaims(undefined, T0);
      },
      'claims_after_issue',
    ],
  ] as const)('%s is refused', (_what, act, reason) => {
    const session = suppliedSession();
    expect(refusedFor(() => act(session))).toBe(reason);
    expect(session.view().deliverables[0]?.claims).toBe('released');
  });
});

describe('a cancellation', () => {
  it('ends the session at once, and a second one changes nothing', () => {
    const session = exchanged(newSession());
    session.requestCredential(request(), T0);
    session.cancel(T0);
    const before = session.view();
    expect(before).toMatchObject({
      status: 'cancelled',
      isOpen: false,
      deliverables: [{ issuances: [{ state: 'denied' }] }],
    });
    expect(session.nextDeadline()).toBeUndefined();
    session.cancel(T0 + 1);
    expect(session.view()).toEqual(before);
  });

  it('refuses every message that would change something', () => {
    const session = exchanged(suppliedSession());
    session.cancel(T0);
    expect(refusedFor(() => session.exchangeToken(exchange(), T0))).toBe('grant_closed');
    expect(session.takeBackToken({ accessDigest: 'access-0' }, T0)).toBe(false);
  });
});

describe('problems', () => {
  it('are kept once for each reason and door, ten at most', () => {
    const session = newSession();
    expect(session.noteProblem({ reason: 'nonce_used', endpoint: '/credential' }, T0)).toBe(true);
    expect(session.noteProblem({ reason: 'nonce_used', endpoint: '/credential' }, T0 + 1)).toBe(false);
    expect(session.noteProblem({ reason: 'nonce_used', endpoint: '/other' }, T0)).toBe(true);
    for (let index = 0; index < 20; index += 1) session.noteProblem({ reason: `r${index}`, endpoint: '/token' }, T0);
    expect(session.problems).toHaveLength(10);
    expect(session.view().problems[0]).toEqual({ reason: 'nonce_used', endpoint: '/credential', at: T0 });
    expect(eventsOf(session).filter((one) => one === 'request_failed')).toHaveLength(10);
  });
});

describe('time', () => {
  it('ends an offer that nobody redeemed', () => {
    const session = newSession();
    expect(session.nextDeadline()).toBe(T0 + 600 * SECOND);
    expect(session.passDeadlines(T0 + 600 * SECOND - 1)).toBe(false);
    expect(session.passDeadlines(T0 + 600 * SECOND)).toBe(true);
    expect(session.view()).toMatchObject({ status: 'expired', isOpen: false });
    expect(eventsOf(session).at(-1)).toBe('session_expired');
    expect(session.nextDeadline()).toBeUndefined();
    expect(session.passDeadlines(T0 + 900 * SECOND)).toBe(false);
  });

  it('ends a waiting session with its last token, and the wait with it', () => {
    const session = exchanged(newSession());
    session.requestCredential(request(), T0);
    expect(session.nextDeadline()).toBe(T0 + 3600 * SECOND);
    session.passDeadlines(T0 + 3600 * SECOND);
    expect(session.view()).toMatchObject({ status: 'expired', deliverables: [{ issuances: [{ state: 'denied' }] }] });
  });

  it('ends a finished session quietly: its status is what the wallet made of it', () => {
    const session = exchanged(suppliedSession());
    deliver(session, session.requestCredential(request(), T0), T0);
    session.notify({ requestId: 'request-1', event: 'credential_accepted' }, T0);
    session.passDeadlines(T0 + 300 * SECOND);
    expect(session.view()).toMatchObject({ status: 'credential_accepted', isOpen: false });
    expect(eventsOf(session)).not.toContain('session_expired');
  });

  it('closes a redelivery window before the session, and the session not before the window', () => {
    const session = exchanged(suppliedSession());
    deliver(session, session.requestCredential(request(), T0), T0);
    expect(session.nextDeadline()).toBe(T0 + 60 * SECOND);
    expect(session.passDeadlines(T0 + 60 * SECOND)).toBe(true);
    expect(session.view().deliverables[0]?.issuances[0]).not.toHaveProperty('redeliverUntil');
    expect(session.nextDeadline()).toBe(T0 + 300 * SECOND);
    const late = exchanged(suppliedSession());
    deliver(late, late.requestCredential(request(), T0 + 290 * SECOND), T0 + 290 * SECOND);
    expect(late.passDeadlines(T0 + 300 * SECOND)).toBe(false);
    expect(late.isOpen).toBe(true);
    late.passDeadlines(T0 + 350 * SECOND);
    expect(late.isOpen).toBe(false);
  });

  it('lets a renewed offer keep the session alive beyond its tokens', () => {
    const session = exchanged(suppliedSession());
    session.renewOffer({ codeDigest: 'code-1', expiresAt: T0 + 900 * SECOND }, T0);
    expect(session.passDeadlines(T0 + 300 * SECOND)).toBe(false);
    expect(session.nextDeadline()).toBe(T0 + 900 * SECOND);
  });
});

it('the view of a session is plain data', () => {
  const session = exchanged(new Session(startOf(both)));
  session.requestCredential(request(), T0);
  expect(JSON.parse(JSON.stringify(session.view()))).toEqual(session.view());
});
