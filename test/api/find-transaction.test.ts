import { expect, it } from 'vitest';
import { stateOf } from '../../api/deferred/find-transaction.js';
import { grantMark, isRevoked } from '../../protocol/grant-mark.js';
import { expectRefusal } from '../protocol/expect-refusal.js';

const living = grantMark('authorization_code', 'a'.repeat(43));
const transaction = { requestId: 'r', presentedBy: { issuer: 'i', session: 's', grant: living } };
const switches = { of: () => undefined } as never;
const recordOf = (view: object) => {
  const issuances = [{ requestId: 'r', state: 'deferred', requestedAt: 7 }];
  const deliverables = [{ configurationId: 'c', claims: 'awaiting', issuances }];
  return { issuer: 'i', view: { isOpen: true, deliverables, livingGrant: living, ...view } } as never;
};

it('TK-17 AZ-23 a pending poll is answered from the read model only for a token of the grant that lives', async () => {
  expect(stateOf(switches, recordOf({}), transaction)).toEqual({ kind: 'pending', requestedAt: 7 });
  for (const livingGrant of [undefined, 'of-a-renewed-offer'])
    expect(stateOf(switches, recordOf({ livingGrant }), transaction)).toEqual({ kind: 'ask' });
  const closed = { livingGrant: undefined, isOpen: false };
  await expectRefusal(() => stateOf(switches, recordOf(closed), transaction), 'access_token_revoked', 'invalid_token');
});

it.each([
  ['session_expired', 'transaction_expired'],
  ['session_cancelled', 'transaction_denied'],
] as const)('what waited beside something issued is told how the session ended: %s', async (type, reason) => {
  const issuances = [
    { requestId: 'before', state: 'accepted' },
    { requestId: 'r', state: 'denied', endedBy: 'session_end' },
  ];
  const deliverables = [{ configurationId: 'c', claims: 'released', issuances }];
  const view = { isOpen: false, status: 'credential_accepted', deliverables, events: [{ seq: 1, type, at: 1 }] };
  await expectRefusal(() => stateOf(switches, recordOf(view), transaction), reason, 'credential_request_denied');
});

it('a token without a mark is not taken for a revoked one', () => {
  expect([isRevoked({}, {}), isRevoked({ grant: living }, { livingGrant: living })]).toEqual([false, false]);
});
