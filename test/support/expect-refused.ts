/** What every refusal on the public listener has in common, checked wherever one is expected. */
import { expect } from 'vitest';
import type { Answer } from './wallet.js';

/** RFC 6749 section 5.2, OID4VCI section 8.3.1.2: no quotation mark, no backslash, nothing but printable ASCII. */
const PERMITTED = /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/;

export function expectRefused(answer: Answer<unknown>, status: number, error: string): void {
  const body = answer.body as Record<string, unknown>;
  expect({ status: answer.status, error: body['error'] }, JSON.stringify(body)).toEqual({ status, error });
  expect(Object.keys(body).sort()).toEqual(['error', 'error_description']);
  expect(body['error_description']).toMatch(PERMITTED);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('cache-control')).toContain('no-store');
  if (status !== 401 && !(status === 403)) return;
  const challenge = answer.headers.get('www-authenticate') ?? '';
  expect(challenge).toMatch(/^(DPoP|Bearer)\b/);
  for (const [, quoted] of challenge.matchAll(/="([^"]*)"/g)) expect(quoted).toMatch(PERMITTED);
}
