import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { expectedOfSet, readCondition, tagOfSet } from '../../../api/private/claims-conditions.js';

const requestWith = (headers: Record<string, string>) =>
  ({ get: (name: string) => headers[name.toLowerCase()] }) as unknown as Request;
const view = (digests: Record<string, string | undefined>) =>
  Object.entries(digests).map(([configurationId, claimsDigest]) => ({
    configurationId,
    claims: 'released' as const,
    issuances: [],
    ...(claimsDigest === undefined ? {} : { claimsDigest }),
  }));
const reasonOf = (act: () => unknown): string => {
  try {
    act();
    return 'none';
  } catch (error) {
    return (error as { reason: string }).reason;
  }
};

describe('a condition', () => {
  it.each<[string, Record<string, string>, readonly string[] | undefined]>([
    ['absent', {}, undefined],
    ['one tag', { 'if-match': '"abc"' }, ['abc']],
    ['several tags', { 'if-match': '"a", "b"' }, ['a', 'b']],
    ['anything', { 'if-match': '*' }, ['*']],
    ['nothing yet', { 'if-none-match': '*' }, []],
    ['a weak tag, which fits nothing', { 'if-match': 'W/"a"' }, ['W/a']],
  ])('is read: %s', (_what, headers, expected) => {
    expect(readCondition(requestWith(headers))).toEqual(expected);
  });

  it.each<[string, Record<string, string>]>([
    ['both headers', { 'if-match': '"a"', 'if-none-match': '*' }],
    ['a tag without quotation marks', { 'if-match': 'abc' }],
    ['If-None-Match with a tag', { 'if-none-match': '"a"' }],
    ['an empty header', { 'if-match': '' }],
  ])('is refused: %s', (_what, headers) => {
    expect(reasonOf(() => readCondition(requestWith(headers)))).toBe('precondition_invalid');
  });
});

describe('a condition on all claims of a session', () => {
  const present = view({ a: 'd1', b: undefined });

  it('is handed on as what each of them is to be', () => {
    expect(expectedOfSet([tagOfSet(present)], present)).toEqual({ a: ['d1'], b: [] });
    expect(expectedOfSet([], present)).toEqual({ a: [], b: [] });
    expect(expectedOfSet(['*'], present)).toBeUndefined();
  });

  it('is not met by the tag of another state', () => {
    for (const other of [view({ a: 'd2', b: undefined }), view({ a: 'd1', b: 'd1' }), view({ a: undefined, b: 'd1' })])
      expect(reasonOf(() => expectedOfSet([tagOfSet(other)], present))).toBe('claims_precondition_failed');
  });

  it('is met by a repeat of the request that changed them', () => {
    expect(expectedOfSet(['an older tag'], present, { a: 'd1' })).toEqual({ a: ['d1'], b: [] });
    expect(reasonOf(() => expectedOfSet(['an older tag'], present, { a: 'd2' }))).toBe('claims_precondition_failed');
  });
});
