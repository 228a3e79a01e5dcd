/** Lets callers in who show a key or a token, and no more often than they may. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { RateLimiter } from '../http/rate-limit.js';
import type { CallerAuthentication } from './authenticate-caller.js';
import { setCaller } from './caller.js';

export function requireApiKey(
  { authenticate, authenticateAgain }: Pick<CallerAuthentication, 'authenticate' | 'authenticateAgain'>,
  perCaller: RateLimiter,
): RequestHandler {
  return async (request, response, next) => {
    // RFC 9110 section 11.6.1: a 401 says how to authenticate; no other answer looks at this header.
    response.set('WWW-Authenticate', 'Bearer realm="vouchsafe back office"');
    const presented = presentedBy(request);
    const caller = await authenticate(presented, addressOf(request));
    response.removeHeader('WWW-Authenticate');
    await perCaller(caller.id);
    setCaller(response, caller, () => authenticateAgain(presented));
    next();
  };
}

/** As the trusted proxies have it. */
export function addressOf(request: Request): string {
  return request.ip ?? '';
}

function presentedBy(request: Request): string {
  const [scheme, key, ...more] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || key === undefined || key === '' || more.length > 0)
    throw refuse('api_key_missing');
  return key;
}

export function isSameKey(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
