/** Brakes against floods, in memory: a wallet in good order never meets them. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { refuse } from '../../protocol/errors/protocol-error.js';

/** @throws ProtocolError `too_many_requests` with the seconds to wait */
export type RateLimiter = (key: string) => Promise<void>;

export function createRateLimiter(options: { readonly points: number; readonly seconds: number }): RateLimiter {
  const limiter = new RateLimiterMemory({ points: options.points, duration: options.seconds });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw refuse('too_many_requests', { retry_after: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) });
    }
  };
}
