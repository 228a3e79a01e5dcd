import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClaimsAnswer } from '../../../protocol/claims-source/parse-claims-answer.js';
import { planNextQuestion } from '../../../protocol/claims-source/plan-next-question.js';
import { signClaimsRequest } from '../../../protocol/claims-source/sign-claims-request.js';
import { zClaimsSource } from '../../../protocol/metadata/z-claims-source.js';

const NOW = new Date('2026-06-12T12:00:00Z');
const parse = (status: number, body: unknown = '', headers: Record<string, string> = {}) =>
  parseClaimsAnswer(
    { status, headers, body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)) },
    NOW,
  );

describe('the answer of a back office', () => {
  it.each([
    ['claims', 200, { claims: { a: 1 } }, { kind: 'claims', claims: { a: 1 } }],
    ['claims that are none, for the schema to judge', 200, { claims: null }, { kind: 'claims', claims: null }],
    ['not yet', 202, '', { kind: 'pending' }],
    ['not yet, without a body', 204, '', { kind: 'pending' }],
    ['a denial', 404, { denied: true }, { kind: 'denied' }],
    ['a denial with a code', 403, { denied: true, reason: 'not.known-1' }, { kind: 'denied', word: 'not.known-1' }],
    ['a denial with a sentence, which is not kept', 403, { denied: true, reason: 'Ada died' }, { kind: 'denied' }],
    ['a page that is not there, which is no denial', 404, '<h1>', { kind: 'refused' }],
    ['a denial that is not meant', 403, { denied: 'true' }, { kind: 'refused' }],
    ['a bad request', 400, { denied: true }, { kind: 'refused' }],
    ['keys that rotate', 401, '', { kind: 'trouble' }],
    ['too many', 429, '', { kind: 'trouble' }],
    ['a fault of its own', 500, { denied: true }, { kind: 'trouble' }],
  ])('is %s', (_what, status, body, expected) => {
    expect(parse(status, body)).toEqual(expected);
  });

  it.each([
    ['no JSON', '{"claims": Ada'],
    ['an array', [{ claims: {} }]],
    ['the claims themselves', { age_over_18: true }],
  ])('is none when it is %s, and no word of it is repeated', (_what, body) => {
    const answer = parse(200, body);
    expect(answer.kind).toBe('invalid');
    expect(JSON.stringify(answer)).not.toMatch(/Ada|age_over_18/);
  });

  it.each([
    ['120', 120],
    ['0', 0],
    ['Fri, 12 Jun 2026 12:01:30 GMT', 90],
    ['Fri, 12 Jun 2026 11:00:00 GMT', 0],
    ['999999999', 90 * 86_400],
    ['soon', undefined],
  ])('may name a time: %s', (value, retryAfter) => {
    expect(parse(202, '', { 'retry-after': value })).toEqual({
      kind: 'pending',
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  });

  it('is judged whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.uint8Array(), fc.string(), (status, body, later) => {
        const { kind } = parseClaimsAnswer({ status, headers: { 'retry-after': later }, body }, NOW);
        return ['claims', 'pending', 'denied', 'trouble', 'refused', 'invalid'].includes(kind);
      }),
    );
  });
});

describe('the next question', () => {
  const plan = { retryInterval: 2, maxRetryInterval: 300, left: 86_400_000 };

  it('comes sooner at first, and never sooner than the back office said', () => {
    expect([1, 2, 3, 20].map((asked) => planNextQuestion({ ...plan, asked }))).toEqual([2000, 4000, 8000, 300_000]);
    expect(planNextQuestion({ ...plan, asked: 1, retryAfter: 3600 })).toBe(3_600_000);
  });

  it('does not come when it would be too late', () => {
    expect(planNextQuestion({ ...plan, asked: 1, left: 1500 })).toBeUndefined();
    expect(planNextQuestion({ ...plan, asked: 1, retryAfter: 90_000 })).toBeUndefined();
  });

  it('is one of at most 200 in 90 days, spread over them', () => {
    const waits: number[] = [];
    for (let asked = 1, left = 90 * 86_400_000; ; asked += 1) {
      const wait = planNextQuestion({ ...plan, asked, left, retryAfter: 1 });
      if (wait === undefined) break;
      waits.push(wait);
      left -= wait;
    }
    expect(waits.length).toBeLessThanOrEqual(200);
    expect(waits.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(89 * 86_400_000);
  });
});

describe('the signature of a question', () => {
  const request = { id: 'pull_a.1', timestamp: 1_790_000_000, body: '{}' };
  const key = Buffer.alloc(32, 7);

  it('is that of Standard Webhooks', () => {
    const mac = createHmac('sha256', key).update('pull_a.1.1790000000.{}').digest('base64');
    expect(signClaimsRequest(`whsec_${key.toString('base64')}`, request)).toBe(`v1,${mac}`);
    expect(signClaimsRequest(key.toString('base64'), request)).toBe(`v1,${mac}`);
  });

  it('is not made with a key that is too short to be one', () => {
    expect(() => signClaimsRequest('whsec_c2hvcnQ=', request)).toThrow(RangeError);
  });
});

describe('a back office in the issuers file', () => {
  const source = { kind: 'pull', url: 'https://registry.example/claims', bearer: { env: 'TOKEN' } };

  it('needs an address and a way to show who asks', () => {
    expect(zClaimsSource.parse(source)).toMatchObject({ when: 'token_exchanged', timeout: 10, give_up_after: 86_400 });
  });

  it.each([
    ['nothing that shows who asks', { bearer: undefined }],
    ['only a root', { bearer: undefined, tls: { ca: { file: 'ca.pem' } } }],
    ['http', { url: 'http://registry.example/' }],
    ['a password in the address', { url: 'https://a:b@registry.example/' }],
    ['a secret in the file', { bearer: 'secret' }],
    ['a longest wait below the first', { retry_interval: 60, max_retry_interval: 30 }],
    ['a member nobody knows', { retries: 3 }],
  ])('is refused with %s', (_what, change) => {
    expect(zClaimsSource.safeParse({ ...source, ...change }).success).toBe(false);
  });
});
