import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthorizationHeader } from '../../../protocol/access/parse-authorization-header.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { expectRefusal, refusesOrReturns } from '../expect-refusal.js';

describe('parseAuthorizationHeader', () => {
  it.each([
    ['Bearer abc', 'Bearer'],
    ['bearer abc', 'Bearer'],
    ['BEARER abc', 'Bearer'],
    ['DPoP abc', 'DPoP'],
    ['dpop  abc', 'DPoP'],
  ])('X-07 reads %s', (header, scheme) => {
    expect(parseAuthorizationHeader(header, {})).toEqual({ scheme, token: 'abc' });
  });

  it('reads every character a token may have', () => {
    expect(parseAuthorizationHeader('Bearer aZ09-._~+/==', {}).token).toBe('aZ09-._~+/==');
  });

  it.each<[string, string | undefined, { access_token?: unknown }, Reason, number]>([
    ['CE-01 no header', undefined, {}, 'access_token_missing', 401],
    ['CE-01 an empty header', ' ', {}, 'access_token_missing', 401],
    ['CE-01 another scheme', 'Basic dXNlcjpwYXNz', {}, 'access_token_missing', 401],
    ['CE-01 a scheme named like a property', 'constructor abc', {}, 'access_token_missing', 401],
    ['CE-01 a scheme without a token', 'Bearer', {}, 'access_header_malformed', 400],
    ['CE-01 two tokens', 'Bearer abc def', {}, 'access_header_malformed', 400],
    ['CE-01 a quoted token', 'Bearer "abc"', {}, 'access_header_malformed', 400],
    ['CE-01 two values', 'Bearer abc, DPoP def', {}, 'access_header_malformed', 400],
    ['X-08 a token in the query', undefined, { access_token: 'abc' }, 'access_token_in_query', 400],
    ['X-08 CE-01 a token in both places', 'Bearer abc', { access_token: 'abc' }, 'access_token_in_query', 400],
    ['X-08 an empty token in the query', 'Bearer abc', { access_token: '' }, 'access_token_in_query', 400],
    ['X-08 tokens in the query', 'Bearer abc', { access_token: ['a', 'b'] }, 'access_token_in_query', 400],
  ])('refuses %s', async (_title, header, query, reason, status) => {
    const error = await expectRefusal(() => parseAuthorizationHeader(header, query), reason);
    expect(error.refusal.status).toBe(status);
    expect(JSON.stringify(error.evidence)).not.toContain('abc');
  });

  it('refuses arbitrary headers or reads them, and nothing else', async () => {
    const header = fc.oneof(
      fc.string(),
      fc.string().map((text) => `DPoP ${text}`),
    );
    await fc.assert(fc.asyncProperty(header, (text) => refusesOrReturns(() => parseAuthorizationHeader(text, {}))));
  });
});
