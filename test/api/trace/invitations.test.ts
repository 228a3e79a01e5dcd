import { expect, it } from 'vitest';
import { createInvitations } from '../../../api/trace/invitations.js';

const nonce = { kind: 'dpop-nonce', lifetime: 300 } as const;
const challenge = { kind: 'attestation-challenge', lifetime: 300 } as const;

it('a wallet that is refused again while its nonce is good did not use it', () => {
  const { isExpected } = createInvitations();
  expect(isExpected('s', '/token', nonce, 1000)).toBe(true);
  expect(isExpected('s', '/token', nonce, 1299)).toBe(false);
  // Which brought another, good as long again.
  expect(isExpected('s', '/token', nonce, 1598)).toBe(false);
});

it('one whose nonce has expired between two polls does as it should, however often', () => {
  const { isExpected } = createInvitations();
  for (const now of [1000, 1300, 1600, 90_000]) expect(isExpected('s', '/deferred_credential', nonce, now)).toBe(true);
});

it('sessions, doors and kinds are apart', () => {
  const { isExpected } = createInvitations();
  expect(isExpected('s', '/token', nonce, 1000)).toBe(true);
  expect(isExpected('t', '/token', nonce, 1000)).toBe(true);
  expect(isExpected('s', '/credential', nonce, 1000)).toBe(true);
  expect(isExpected('s', '/token', challenge, 1000)).toBe(true);
});

it('what is remembered stays small, and is of the latest', () => {
  const { isExpected } = createInvitations();
  for (let index = 0; index < 20_000; index += 1) isExpected(`s${index}`, '/token', nonce, 1000);
  expect(isExpected('s19999', '/token', nonce, 1001)).toBe(false);
  expect(isExpected('s0', '/token', nonce, 1001)).toBe(true);
});
