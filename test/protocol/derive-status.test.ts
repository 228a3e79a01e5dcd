import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StatusFacts } from '../../protocol/derive-status.js';
import { deriveStatus } from '../../protocol/derive-status.js';
import type { ClaimsState, IssuanceState, SessionStatus } from '../../protocol/session-view.js';
import { sessionStatuses } from '../../protocol/session-view.js';

const of = (claims: ClaimsState, ...states: IssuanceState[]): StatusFacts['deliverables'][number] => ({
  claims,
  issuances: states.map((state) => ({ state })),
});
const facts = (change: Partial<StatusFacts> & Pick<StatusFacts, 'deliverables'>): StatusFacts => ({
  isRetrieved: true,
  isExchanged: true,
  ...change,
});

describe('deriveStatus', () => {
  it.each<[SessionStatus, string, StatusFacts]>([
    ['offer_created', 'nobody came', facts({ isRetrieved: false, isExchanged: false, deliverables: [of('awaiting')] })],
    ['offer_retrieved', 'the offer was fetched', facts({ isExchanged: false, deliverables: [of('released')] })],
    ['token_exchanged', 'the wallet has a token', facts({ deliverables: [of('released')] })],
    [
      'token_exchanged',
      'the offer was never fetched by reference',
      facts({ isRetrieved: false, deliverables: [of('released')] }),
    ],
    ['credential_deferred', 'a wallet waits for claims', facts({ deliverables: [of('awaiting', 'deferred')] })],
    ['claims_ready', 'a wallet waits and the claims are there', facts({ deliverables: [of('released', 'deferred')] })],
    ['credential_issued', 'credentials were delivered', facts({ deliverables: [of('released', 'delivered')] })],
    ['credential_accepted', 'the wallet said that it has them', facts({ deliverables: [of('released', 'accepted')] })],
    ['credential_failed', 'the wallet could not use them', facts({ deliverables: [of('released', 'failed')] })],
    ['credential_deleted', 'the wallet deleted them', facts({ deliverables: [of('released', 'deleted')] })],
    ['denied', 'all was denied', facts({ deliverables: [of('denied', 'denied'), of('denied')] })],
    ['cancelled', 'it was cancelled', facts({ ending: 'cancelled', deliverables: [of('awaiting', 'denied')] })],
    ['expired', 'it ran out', facts({ ending: 'expired', deliverables: [of('released')] })],
  ])('is %s when %s', (status, _when, input) => {
    expect(deriveStatus(input)).toBe(status);
  });

  it.each<[SessionStatus, string, StatusFacts]>([
    [
      'credential_issued',
      'a delivery over a later cancellation',
      facts({ ending: 'cancelled', deliverables: [of('released', 'delivered')] }),
    ],
    [
      'credential_accepted',
      'a delivery over a later expiry',
      facts({ ending: 'expired', deliverables: [of('released', 'accepted'), of('awaiting', 'deferred')] }),
    ],
    [
      'cancelled',
      'an end over a waiting wallet',
      facts({ ending: 'cancelled', deliverables: [of('awaiting', 'deferred')] }),
    ],
    [
      'credential_deferred',
      'a waiting wallet over what it has',
      facts({ deliverables: [of('released', 'accepted'), of('awaiting', 'deferred')] }),
    ],
    [
      'claims_ready',
      'claims that can be collected over those still missing',
      facts({ deliverables: [of('awaiting', 'deferred'), of('released', 'deferred')] }),
    ],
    [
      'credential_deferred',
      'a request that waits over claims ready for nobody',
      facts({ deliverables: [of('awaiting', 'deferred'), of('released')] }),
    ],
    [
      'credential_failed',
      'a loss over a success beside it',
      facts({ deliverables: [of('released', 'accepted'), of('released', 'failed')] }),
    ],
    [
      'credential_failed',
      'a failure over a deletion',
      facts({ deliverables: [of('released', 'deleted'), of('released', 'failed')] }),
    ],
    [
      'credential_deleted',
      'a deletion over an unconfirmed delivery',
      facts({ deliverables: [of('released', 'deleted'), of('released', 'delivered')] }),
    ],
    [
      'credential_issued',
      'an unconfirmed delivery over a confirmed one',
      facts({ deliverables: [of('released', 'accepted'), of('released', 'delivered')] }),
    ],
    [
      'credential_accepted',
      'the latest request over an earlier failure',
      facts({ deliverables: [of('released', 'failed', 'accepted')] }),
    ],
    [
      'credential_accepted',
      'what was issued over a later request that came to nothing',
      facts({ deliverables: [of('supplied', 'accepted', 'denied')] }),
    ],
    [
      'credential_issued',
      'what was issued over a denial that came after it',
      facts({ deliverables: [of('denied', 'delivered', 'denied')] }),
    ],
    [
      'credential_issued',
      'what was issued over a denial beside it',
      facts({ deliverables: [of('released', 'delivered'), of('denied', 'denied')] }),
    ],
    [
      'token_exchanged',
      'what may still come over a denial beside it',
      facts({ deliverables: [of('awaiting'), of('denied')] }),
    ],
    ['denied', 'the denial of all over a fetched offer', facts({ isExchanged: false, deliverables: [of('denied')] })],
  ])('puts %s first: %s', (status, _rule, input) => {
    expect(deriveStatus(input)).toBe(status);
  });

  it('answers one of the known words for every state there can be', async () => {
    const deliverable = fc.record({
      claims: fc.constantFrom<ClaimsState>('awaiting', 'supplied', 'released', 'denied'),
      issuances: fc.array(
        fc.record({
          state: fc.constantFrom<IssuanceState>('deferred', 'delivered', 'accepted', 'failed', 'deleted', 'denied'),
        }),
        { maxLength: 4 },
      ),
    });
    const anything = fc.record(
      {
        ending: fc.constantFrom('cancelled' as const, 'expired' as const),
        isRetrieved: fc.boolean(),
        isExchanged: fc.boolean(),
        deliverables: fc.array(deliverable, { minLength: 1, maxLength: 4 }),
      },
      { requiredKeys: ['isRetrieved', 'isExchanged', 'deliverables'] },
    );
    await fc.assert(
      fc.property(anything, (input) => {
        const status = deriveStatus(input as StatusFacts);
        expect(sessionStatuses).toContain(status);
        const states = input.deliverables.flatMap((one) => one.issuances.map(({ state }) => state));
        const hasDelivered = states.some((state) => state !== 'deferred' && state !== 'denied');
        if (input.ending !== undefined && !hasDelivered) expect(status).toBe(input.ending);
        if (['cancelled', 'expired'].includes(status)) expect(status).toBe(input.ending);
      }),
      { numRuns: 2000 },
    );
  });
});
