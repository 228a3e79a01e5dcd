/** What the flow tests hold every answer of the private API against: it has to notice when one is not as documented. */
import { describe, expect, it } from 'vitest';
import { findContractBreaks } from '../../support/contract.js';

const named = { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'one' };
const answer = (status: number, body: unknown, headers: Record<string, string> = named) => ({
  status,
  headers: new Headers(headers),
  body,
});
const alive = { status: 'up' };

describe('an answer of the private API', () => {
  it('fits as it is documented, at whatever query', () => {
    expect(findContractBreaks('GET', '/health/live?x=1', answer(200, alive))).toEqual([]);
    expect(findContractBreaks('POST', '/sessions/x/cancel', answer(204, '', { 'x-request-id': 'one' }))).toEqual([]);
  });

  it.each([
    ['a member more', answer(200, { ...alive, more: 1 })],
    ['a member less', answer(200, {})],
    ['another value', answer(200, { status: 'down' })],
    ['another status', answer(202, alive)],
    ['another type', answer(200, 'up', { ...named, 'content-type': 'text/plain' })],
    ['a header less', answer(200, alive, { 'content-type': 'application/json' })],
  ])('does not fit with %s', (_what, one) => {
    expect(findContractBreaks('GET', '/health/live', one)).toHaveLength(1);
  });

  it('without a content has no body', () => {
    expect(findContractBreaks('POST', '/sessions/x/cancel', answer(204, {}))).toHaveLength(1);
  });

  it('is a refusal where the document has nothing: 405 for another method, 404 for another address', () => {
    expect(findContractBreaks('PUT', '/sessions', answer(405, {}))).toEqual([]);
    expect(findContractBreaks('GET', '/nowhere', answer(404, {}))).toEqual([]);
    expect(findContractBreaks('GET', '/credentials/revoke', answer(405, {}))).toEqual([]);
    expect(findContractBreaks('PUT', '/sessions', answer(404, {}))).toHaveLength(1);
    expect(findContractBreaks('GET', '/nowhere', answer(200, {}))).toHaveLength(1);
  });
});
