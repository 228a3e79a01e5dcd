import type { Request } from 'express';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeBody, describeForm, describeHeaders } from '../../../api/http/describe-request.js';

const fingerprint = () => 'fp:0123456789';
const headersOf = (headers: Record<string, string | string[]>) =>
  describeHeaders({ headers } as unknown as Request, fingerprint);

/** As handles, tokens and codes look; none is a name a sender could mean to be read. */
const secret = fc.stringMatching(/^[A-Za-z0-9_.~+/-]{45,120}$/).map((text) => `§${text}`);
const oneOf = (value: fc.Arbitrary<string>) =>
  fc.oneof(
    value,
    fc.array(value, { maxLength: 3 }),
    value.map((text) => ({ jwt: [text] })),
    value.map((text) => ({ proof_type: 'jwt', deep: [{ deeper: [text] }] })),
  );

describe('a described request', () => {
  it('X-15 has no secret header, parameter or member in it, wherever it was put', async () => {
    await fc.assert(
      fc.property(
        secret,
        fc.constantFrom(
          'authorization',
          'dpop',
          'oauth-client-attestation',
          'oauth-client-attestation-pop',
          'cookie',
          'x-anything',
          'proxy-authorization',
        ),
        fc.constantFrom('', 'Bearer ', 'DPoP ', 'basic ', 'Bearer  ', 'a b '),
        (value, name, scheme) => {
          const shown = JSON.stringify(
            headersOf({ [name]: [scheme + value, `${value} Bearer`], host: 'issuer.example' }),
          );
          expect(shown).not.toContain(value);
        },
      ),
    );
    await fc.assert(
      fc.property(
        secret,
        fc.constantFrom('pre-authorized_code', 'tx_code', 'refresh_token', 'code', 'client_assertion', 'anything'),
        (value, name) => {
          expect(
            JSON.stringify(
              describeForm(
                [
                  [name, value],
                  [value, ''],
                  [value, value],
                ],
                fingerprint,
              ),
            ),
          ).not.toContain(value.slice(0, 30));
        },
      ),
    );
    await fc.assert(
      fc.property(
        secret,
        fc.constantFrom(
          'proofs',
          'proof',
          'transaction_id',
          'notification_id',
          'credential_identifier',
          'anything',
          'event_description',
        ),
        (value, name) => {
          for (const member of fc.sample(oneOf(fc.constant(value)), 4))
            expect(JSON.stringify(describeBody({ [name]: member, [value]: 1 }, fingerprint))).not.toContain(
              value.slice(0, 30),
            );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('shows what a vendor needs to see', () => {
    expect(
      headersOf({
        authorization: 'DPoP token',
        'user-agent': 'Wallet/1',
        'content-type': 'application/json',
        'x-own': 'v',
        cookie: 'c',
      }),
    ).toEqual({
      authorization: 'DPoP fp:0123456789',
      'user-agent': 'Wallet/1',
      'content-type': 'application/json',
      other_headers: ['x-own', 'cookie'],
    });
    expect(
      describeForm(
        [
          ['grant_type', 'g'],
          ['tx_code', '1234'],
          ['tx_code', ''],
        ],
        fingerprint,
      ),
    ).toEqual({
      grant_type: 'g',
      tx_code: '',
    });
    expect(describeBody({ credential_configuration_id: 'a', proofs: { jwt: ['x', 'y'] } }, fingerprint)).toEqual({
      credential_configuration_id: 'a',
      proofs: { jwt: ['fp:0123456789', 'fp:0123456789'] },
    });
  });

  it('shows of a body that is no object its type only', () => {
    expect(describeBody(null, fingerprint)).toEqual({ type: 'null' });
    expect(describeBody(['secret'], fingerprint)).toEqual({ type: 'array' });
    expect(describeBody('secret', fingerprint)).toEqual({ type: 'string' });
  });

  it('is bounded, however much was sent', () => {
    const many = Array.from({ length: 1000 }, (_, index) => [`name${index}`, 'x'.repeat(5000)] as const);
    expect(JSON.stringify(describeForm([...many, ['client_id', 'y'.repeat(5000)]], fingerprint)).length).toBeLessThan(
      3000,
    );
    expect(JSON.stringify(describeBody(Object.fromEntries(many), fingerprint)).length).toBeLessThan(3000);
    expect(
      JSON.stringify(headersOf(Object.fromEntries(many.map(([name, value]) => [name, value])))).length,
    ).toBeLessThan(3000);
    expect(JSON.stringify(headersOf({ 'user-agent': 'x'.repeat(60_000) })).length).toBeLessThan(1000);
  });

  it('X-12 is bounded where lists hold lists that hold lists', () => {
    let wide: unknown = 'x';
    for (let level = 0; level < 3; level += 1) wide = Array.from({ length: 100 }, () => wide);
    let calls = 0;
    const count = (): string => {
      calls += 1;
      return 'fp:0123456789';
    };
    const described = describeBody(
      { a: wide, b: wide, format: Array(100).fill(Array(100).fill('y'.repeat(5000))) },
      count,
    );
    expect(JSON.stringify(described).length).toBeLessThan(40_000);
    expect(calls).toBeLessThan(1000);
  });

  it('is made of bodies nested beyond reason too', () => {
    const depth = 50_000;
    const nested = JSON.parse(`${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`);
    expect(() => describeBody(nested, fingerprint)).not.toThrow();
  });
});
