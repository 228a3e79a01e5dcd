/**
 * Remembers which wallets were lately given a nonce by a refusal: one that is refused again while it would still be good
 * did not use it. One whose nonce has expired since, as between two polls of a wallet that waits, does as it should.
 */
import type { Invitation } from '../http/fresh-nonces.js';

const MOST = 5000;

export function createInvitations(): {
  /** Whether it is how a wallet comes by its nonce. */
  readonly isExpected: (sessionId: string, endpoint: string, invitation: Invitation, now: number) => boolean;
} {
  const goodUntil = new Map<string, number>();
  return {
    isExpected: (sessionId, endpoint, { kind, lifetime }, now) => {
      const key = `${sessionId} ${kind} ${endpoint}`;
      const isNeeded = now >= (goodUntil.get(key) ?? 0);
      // The latest stands last, so that those of long ago are forgotten first.
      goodUntil.delete(key);
      goodUntil.set(key, now + lifetime);
      if (goodUntil.size > MOST) goodUntil.delete(goodUntil.keys().next().value as string);
      return isNeeded;
    },
  };
}
