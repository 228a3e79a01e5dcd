/** Slows down guessing: so many wrong keys from one address, then a pause. In memory, so per process. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { refuse } from '../../protocol/errors/protocol-error.js';

export type FailedLogins = {
  /** @throws ProtocolError `too_many_failed_logins` with the seconds to wait */
  readonly check: (address: string) => Promise<void>;
  readonly note: (address: string) => Promise<void>;
};

const WINDOW_SECONDS = 300;

export function createFailedLogins(most: number): FailedLogins {
  const limiter = new RateLimiterMemory({ points: most, duration: WINDOW_SECONDS });
  return {
    check: async (address) => {
      const failures = await limiter.get(address);
      if (failures === null || failures.consumedPoints < most) return;
      throw refuse('too_many_failed_logins', { retry_after: Math.max(1, Math.ceil(failures.msBeforeNext / 1000)) });
    },
    note: async (address) => {
      await limiter.penalty(address, 1);
    },
  };
}
