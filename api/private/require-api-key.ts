/** The key of the private API, compared in constant time. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { setCaller } from './caller.js';

export function requireApiKey(adminKey: string): RequestHandler {
  return (request, response, next) => {
    const [scheme, key, ...more] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || key === undefined || more.length > 0) throw refuse('api_key_missing');
    if (!isSameKey(key, adminKey)) throw refuse('api_key_wrong');
    setCaller(response, { id: 'admin-key', scopes: ['admin'] });
    next();
  };
}

export function isSameKey(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
