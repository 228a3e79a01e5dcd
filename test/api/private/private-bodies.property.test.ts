import type { Request } from 'express';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonBody, parseJson } from '../../../api/http/read-body.js';
import { checked } from '../../../api/private/read-request.js';
import { zResultsQuery } from '../../../api/private/z-bulk.js';
import { zSubject } from '../../../api/private/z-credentials.js';
import {
  zClaimsBody,
  zClaimsByConfiguration,
  zListQuery,
  zLogQuery,
  zNewSession,
  zRenewOffer,
  zStoreClaims,
} from '../../../api/private/z-private-api.js';
import { canonicalJson } from '../../../protocol/canonical-json.js';
import { shownName } from '../../../protocol/errors/describe-shape.js';
import { expectRefusal } from '../../protocol/expect-refusal.js';
import { changed, jsonText, jsonValue, keepsToRules, magicNames } from '../../support/arbitraries.js';

const reasons = { malformed: 'body_invalid', duplicate: 'body_invalid' } as const;
const schemas = {
  zClaimsBody,
  zClaimsByConfiguration,
  zListQuery,
  zLogQuery,
  zNewSession,
  zRenewOffer,
  zStoreClaims,
  zSubject,
};
const session = {
  credential_configuration_ids: ['pid'],
  claims: { pid: { given_name: 'x' } },
  metadata: { case: 1 },
  reference: 'r',
  tx_code: { length: 6 },
};

describe('a JSON body', () => {
  it('of any text is read or refused, soon', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(jsonText, fc.string()), async (text) => {
        await keepsToRules(() => parseJson(text, reasons));
      }),
    );
  });

  it('X-15 CE-15 with a name that stands twice is refused without repeating more than a name', async () => {
    for (const name of ['proofs', 'x'.repeat(100_000), 'eyJhbGciOiJFUzI1NiJ9.e30.c2VjcmV0']) {
      const { evidence } = await expectRefusal(() => parseJson(`{"${name}":1,"${name}":2}`, reasons), 'body_invalid');
      expect(evidence.provided).toBe(shownName(name));
      expect(JSON.stringify(evidence).length).toBeLessThan(200);
    }
  });

  it('nested deeper than anything that means something is refused, so that nobody who walks it runs out of stack', async () => {
    for (const depth of [65, 10_000, 500_000]) {
      await expectRefusal(() => parseJson(`${'['.repeat(depth)}${']'.repeat(depth)}`, reasons), 'body_invalid');
      await expectRefusal(() => parseJson(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`, reasons), 'body_invalid');
    }
    expect(parseJson(`${'['.repeat(64)}${']'.repeat(64)}`, reasons)).toBeDefined();
    expect(parseJson(JSON.stringify({ text: '['.repeat(1000) }), reasons)).toBeDefined();
  });

  it('is read only as what it says it is', async () => {
    const body = (type: string | undefined) =>
      jsonBody({ headers: { 'content-type': type }, body: '{}' } as unknown as Request, {
        ...reasons,
        contentType: 'body_invalid',
      });
    expect(body('APPLICATION/json; charset=utf-8')).toEqual({});
    for (const type of [undefined, '', 'text/json', 'application/jsonp', ';application/json'])
      await expectRefusal(() => body(type), 'body_invalid');
  });
});

describe('a body of the private API', () => {
  it.each(Object.entries(schemas))('%s is read or refused, whatever it is', async (_name, schema) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(jsonValue, changed(session, ['issuer', 'grants', 'require_dpop'])), async (value) => {
        await keepsToRules(() => void checked(schema, value));
      }),
    );
  });

  it('has whole numbers in its query as digits, and nothing is not zero', () => {
    expect(zResultsQuery.parse({ after: '12' }).after).toBe(12);
    expect(zListQuery.parse({}).limit).toBe(50);
    for (const after of ['', ' 1', '1e1', '0x10', '1.0', '-1', '+1', '9'.repeat(16), ['1', '2']])
      expect(zResultsQuery.safeParse({ after }).success, String(after)).toBe(false);
    for (const limit of ['0', '201']) expect(zListQuery.safeParse({ limit }).success).toBe(false);
  });

  it.each(magicNames)('keeps a claim called %s a claim, and an ordinary one', (name) => {
    const parsed = zClaimsBody.parse(JSON.parse(`{"${name}":{"isAdmin":true}}`));
    expect((parsed as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });
});

describe('canonicalJson', () => {
  it('is the same for the same content in any order, and reads back as what it was made of', async () => {
    const value = jsonText
      .filter((text) => !/[[{]{70}|(\{"a":){70}/.test(text))
      .map((text) => JSON.parse(text) as unknown);
    const reversed = (one: unknown): unknown =>
      one === null || typeof one !== 'object'
        ? one
        : Array.isArray(one)
          ? one.map(reversed)
          : Object.fromEntries(
              Object.entries(one)
                .reverse()
                .map(([name, member]) => [name, reversed(member)]),
            );
    await fc.assert(
      fc.property(value, (one) => {
        expect(canonicalJson(reversed(one))).toBe(canonicalJson(one));
        expect(JSON.parse(canonicalJson(one))).toEqual(JSON.parse(JSON.stringify(one)));
      }),
    );
  });
});
