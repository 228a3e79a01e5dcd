/** A session that goes on in another run: its state goes there as JSON, in which what is undefined is not there. */
import { expect, it } from 'vitest';
import { Session } from '../../workflows/issuance-session/session.js';
import { AV, claims, newSession, supply, T0 } from './fixtures.js';

const handedOver = (session: Session) => new Session(session.start, JSON.parse(JSON.stringify(session.freeze())));

it('forgets who brought the first claims once others have taken their place', () => {
  const start = { deliverables: [{ configurationId: AV, claims: claims('a'), requiresRelease: true }] };
  const session = newSession({ ...start, suppliedBy: 'clerk' });
  // From inside Temporal nobody says who they are.
  expect(supply(session, AV, claims('b'), T0)).toBe('corrected');
  const next = handedOver(session);
  expect(next.view()).toEqual(session.view());
  expect(next.releaseClaims({ by: 'clerk' }, T0)).toEqual([AV]);
});
