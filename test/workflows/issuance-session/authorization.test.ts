import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { grantMark } from '../../../protocol/grant-mark.js';
import type { DecideAuthorization, ExchangeToken, SessionStart } from '../../../workflows/contract/messages.js';
import { Session } from '../../../workflows/issuance-session/session.js';
import { expectRefusal } from '../../protocol/expect-refusal.js';

const START = 1_000_000;
const MINUTE = 60_000;

function newSession(offer: Partial<SessionStart['offer']> = { issuerStateDigest: 'state' }): Session {
  return new Session({
    sessionId: 's',
    issuer: 'default',
    configurationVersion: '1',
    grantType: 'authorization_code',
    createdAt: START,
    deliverables: [{ configurationId: 'a', claims: { reference: 'r', digest: 'd' } }, { configurationId: 'b' }],
    offer: { expiresAt: START + 10 * MINUTE, ...offer },
    policy: {
      requireDpop: false,
      txCodeAttempts: 5,
      maxIssuances: 5,
      deferralLimit: 3600,
      deferredInterval: 5,
      redeliveryWindow: 60,
    },
  });
}

const decision = (change: Partial<DecideAuthorization> = {}): DecideAuthorization => ({
  decision: 'allowed',
  clientId: 'w',
  configurationIds: ['a'],
  issuerStateDigest: 'state',
  codeDigest: 'code',
  codeExpiresAt: START + MINUTE,
  ...change,
});

const exchange = (change: Partial<ExchangeToken> = {}): ExchangeToken => ({
  grantType: 'authorization_code',
  codeDigest: 'code',
  clientId: 'w',
  accessDigest: 'access',
  accessExpiresAt: START + 5 * MINUTE,
  refreshDigest: 'refresh',
  refreshExpiresAt: START + 60 * MINUTE,
  ...change,
});

const types = (session: Session): string[] => session.view().events.map((one) => one.type);

describe('a session that is authorised', () => {
  it('goes from the offer over the request and the decision to the token', () => {
    const session = newSession();
    expect(session.status).toBe('offer_created');
    expect(session.requestAuthorization({ clientId: 'w' }, START)).toBe(true);
    expect(session.status).toBe('authorization_requested');
    session.decideAuthorization(decision(), START);
    expect(session.status).toBe('authorized');
    expect(session.exchangeToken(exchange(), START).configurationIds).toEqual(['a']);
    expect(session.status).toBe('token_exchanged');
    expect(types(session)).toEqual(['offer_created', 'authorization_requested', 'authorized', 'token_exchanged']);
  });

  it('records the first three requests only', () => {
    const session = newSession();
    const recorded = [1, 2, 3, 4].map(() => session.requestAuthorization({ clientId: 'w' }, START));
    expect(recorded).toEqual([true, true, true, false]);
  });

  it('begins without an offer where the wallet began by itself', () => {
    const session = newSession({});
    expect([session.status, ...types(session)]).toEqual(['authorization_requested', 'authorization_requested']);
  });

  it('AZ-24 keeps the offer open after a denial', () => {
    const session = newSession();
    session.decideAuthorization(decision({ decision: 'denied' }), START);
    expect(session.decideAuthorization(decision(), START).decision).toBe('allowed');
  });

  it.each<[string, Partial<DecideAuthorization>, number, Reason]>([
    ['CO-05 of an earlier offer', { issuerStateDigest: 'old' }, START, 'issuer_state_superseded'],
    ['CO-05 after its time', {}, START + 10 * MINUTE, 'issuer_state_expired'],
    ['AZ-08 for more than was offered', { configurationIds: ['a', 'x'] }, START, 'authorization_scope_not_offered'],
  ])('refuses a decision %s', async (_title, change, now, reason) => {
    await expectRefusal(() => newSession().decideAuthorization(decision(change), now), reason);
  });

  it('CO-05 is authorised once', async () => {
    const session = newSession();
    const decided = session.decideAuthorization(decision(), START);
    const other = decision({ codeDigest: 'other' });
    await expectRefusal(() => session.decideAuthorization(other, START), 'issuer_state_used');
    // The very same message, sent again to another run of the workflow.
    const before = session.view();
    expect(session.decideAuthorization(decision(), START)).toEqual(decided);
    expect(session.view()).toEqual(before);
    const ofSomebody = decision({ personDigest: 'somebody' });
    await expectRefusal(() => session.decideAuthorization(ofSomebody, START), 'issuer_state_used');
  });

  it('CO-05 AZ-23 is authorised again once a code has run out unused, and the old code stays worthless', async () => {
    const session = newSession();
    session.decideAuthorization(decision(), START);
    const again = decision({ codeDigest: 'second', codeExpiresAt: START + 2 * MINUTE });
    await expectRefusal(() => session.decideAuthorization(again, START + MINUTE - 1), 'issuer_state_used');
    expect(session.decideAuthorization(again, START + MINUTE).decision).toBe('allowed');
    await expectRefusal(() => session.exchangeToken(exchange(), START + MINUTE), 'authorization_code_superseded');
    expect(session.exchangeToken(exchange({ codeDigest: 'second' }), START + MINUTE).configurationIds).toEqual(['a']);
    const third = decision({ codeDigest: 'third', codeExpiresAt: START + 9 * MINUTE });
    await expectRefusal(() => session.decideAuthorization(third, START + 3 * MINUTE), 'issuer_state_used');
  });

  it('AZ-08 stays with the person who allowed first, after the code has run out and after a renewal', async () => {
    const session = newSession();
    session.decideAuthorization(decision({ personDigest: 'ada' }), START);
    const other = decision({ personDigest: 'eve', codeDigest: 'second', codeExpiresAt: START + 9 * MINUTE });
    await expectRefusal(() => session.decideAuthorization(other, START + MINUTE), 'login_other_person');
    session.renewOffer({ issuerStateDigest: 'state2', expiresAt: START + 20 * MINUTE }, START + MINUTE);
    const renewed = { issuerStateDigest: 'state2' };
    await expectRefusal(
      () => session.decideAuthorization({ ...other, ...renewed }, START + MINUTE),
      'login_other_person',
    );
    const own = { ...other, ...renewed, personDigest: 'ada' };
    expect(session.decideAuthorization(own, START + MINUTE).decision).toBe('allowed');
  });

  it.each<[string, Partial<ExchangeToken>, number, Reason]>([
    ['another code', { codeDigest: 'other' }, START, 'authorization_code_superseded'],
    ['another client', { clientId: 'x' }, START, 'authorization_code_client_mismatch'],
    ['AZ-23 a code after 60 s', {}, START + MINUTE, 'authorization_code_expired'],
    ['more than was authorised', { configurationIds: ['b'] }, START, 'authorization_details_not_granted'],
  ])('TK-05 refuses %s and leaves the code as it was', async (_title, change, now, reason) => {
    const session = newSession();
    session.decideAuthorization(decision(), START);
    await expectRefusal(() => session.exchangeToken(exchange(change), now), reason);
    expect(session.exchangeToken(exchange(), START).configurationIds).toEqual(['a']);
  });

  it('AZ-23 ends every token when a code is used twice, and has nothing left to wait for', async () => {
    const session = newSession();
    session.decideAuthorization(decision({ configurationIds: ['a', 'b'] }), START);
    session.exchangeToken(exchange(), START);
    await expectRefusal(
      () => session.exchangeToken(exchange({ accessDigest: 'new' }), START),
      'authorization_code_reused',
    );
    const request = { requestId: 'r', accessDigest: 'access', configurationId: 'a', keys: 1 };
    await expectRefusal(() => session.checkRequest(request, START), 'access_token_revoked');
    const refresh = { accessDigest: 'n', accessExpiresAt: START + MINUTE, clientId: 'w', refreshDigest: 'refresh' };
    await expectRefusal(() => session.checkRefresh(refresh, START), 'refresh_token_unknown');
    session.passDeadlines(START + 1);
    expect(session.isOpen).toBe(false);
  });

  it('AZ-23 passes over what a revoked token reports, and says in the view whose tokens are good', async () => {
    const session = newSession();
    session.decideAuthorization(decision(), START);
    session.exchangeToken(exchange(), START);
    const mark = grantMark('authorization_code', exchange().codeDigest);
    expect(session.view().livingGrant).toBe(mark);
    session.requestCredential({ requestId: 'r', accessDigest: 'access', configurationId: 'a', keys: 1 }, START);
    const [deliverable] = session.deliverables;
    const [issuance] = deliverable?.issuances ?? [];
    if (deliverable === undefined || issuance === undefined) throw new Error('Nothing was requested');
    session.deliver(deliverable, issuance, START).settle();
    await expectRefusal(
      () => session.exchangeToken(exchange({ accessDigest: 'new' }), START),
      'authorization_code_reused',
    );
    expect(session.view().livingGrant).toBeUndefined();
    const report = { requestId: 'r', event: 'credential_failure' } as const;
    expect(session.notify({ ...report, accessDigest: 'access' }, START)).toBe(false);
    expect(session.view().deliverables[0]?.issuances[0]?.state).toBe('delivered');
    expect(session.notify(report, START)).toBe(true);
  });

  it('TK-05 AZ-23 takes the code again when the token it was redeemed for reached nobody', async () => {
    const session = newSession();
    session.decideAuthorization(decision(), START);
    session.exchangeToken(exchange({ accessDigest: 'lost' }), START);
    expect(session.takeBackToken({ accessDigest: 'lost' }, START)).toBe(true);
    expect(session.exchangeToken(exchange(), START).configurationIds).toEqual(['a']);
    session.checkRequest({ requestId: 'r', accessDigest: 'access', configurationId: 'a', keys: 1 }, START);
    const again = exchange({ accessDigest: 'again' });
    await expectRefusal(() => session.exchangeToken(again, START), 'authorization_code_reused');
  });

  it('TK-05 leaves the tokens alone when the message that opened them is sent again', () => {
    const session = newSession();
    session.decideAuthorization(decision(), START);
    const told = session.exchangeToken(exchange(), START);
    const before = session.view();
    expect(session.exchangeToken(exchange(), START)).toEqual(told);
    expect(session.view()).toEqual(before);
  });

  it('a renewal that comes again does not open an offer that was redeemed since', () => {
    const session = newSession();
    const renewal = { issuerStateDigest: 'state2', expiresAt: START + 20 * MINUTE };
    session.renewOffer(renewal, START);
    session.decideAuthorization(decision({ issuerStateDigest: 'state2' }), START);
    session.exchangeToken(exchange(), START);
    const before = session.view();
    session.renewOffer(renewal, START);
    expect(session.view()).toEqual(before);
  });

  it('AZ-23 leaves the tokens of a renewed offer alone when an old code comes back', async () => {
    const session = newSession({ codeDigest: 'pre', issuerStateDigest: 'state' });
    session.decideAuthorization(decision(), START);
    session.exchangeToken(exchange(), START);
    session.renewOffer({ codeDigest: 'pre2', issuerStateDigest: 'state2', expiresAt: START + 20 * MINUTE }, START);
    const { grantType: _none, ...preAuthorized } = exchange({ codeDigest: 'pre2', accessDigest: 'second' });
    session.exchangeToken(preAuthorized, START);
    await expectRefusal(() => session.exchangeToken(exchange(), START), 'authorization_code_superseded');
    session.checkRequest({ requestId: 'r', accessDigest: 'second', configurationId: 'a', keys: 1 }, START);
  });
});
