import { beforeAll, describe, expect, it } from 'vitest';
import { createClaimsChecker } from '../../credentials/check-claims.js';
import type { ClaimsSchema } from '../../protocol/metadata/z-credential-configuration.js';
import { loadShippedIssuers, MDOC_PID_CLAIMS, SD_JWT_PID_CLAIMS } from './fixtures.js';

const check = createClaimsChecker();
let schemas: Record<string, ClaimsSchema>;

beforeAll(async () => {
  const configurations = (await loadShippedIssuers()).issuers[0]?.credential_configurations ?? {};
  schemas = Object.fromEntries(Object.entries(configurations).map(([id, { claims_schema }]) => [id, claims_schema]));
});

function problems(id: string, claims: unknown) {
  return check(schemas[id] as ClaimsSchema, claims).map(({ path, rule }) => `${path} ${rule}`);
}

describe('the shipped configurations', () => {
  it('are valid, and every claim has a title for the console', async () => {
    const { issuers } = await loadShippedIssuers();
    expect(issuers[0]).toMatchObject({ id: 'default', path: '', batch_size: 30, allow_dids: true });
    for (const schema of Object.values(schemas)) {
      for (const [name, property] of Object.entries(schema.properties))
        expect([name, property.title]).toEqual([name, expect.any(String)]);
    }
  });

  it('AV-01 take a proof of age with age attributes and nothing else', () => {
    expect(problems('eu.europa.ec.av.1', { age_over_18: true, age_over_65: false })).toEqual([]);
    expect(problems('eu.europa.ec.av.1', { age_over_18: 'true', issuing_country: 'UT' })).toEqual(
      expect.arrayContaining(['/age_over_18 type', '/issuing_country additionalProperties']),
    );
    expect(problems('eu.europa.ec.av.1', { age_over_21: true })).toEqual(['/age_over_18 required']);
  });

  it('EU-02 EU-03 EU-04 take the PID in both forms, and require the mandatory attributes', () => {
    expect(problems('eu.europa.ec.eudi.pid_mdoc', MDOC_PID_CLAIMS)).toEqual([]);
    expect(problems('eu.europa.ec.eudi.pid_sd_jwt', SD_JWT_PID_CLAIMS)).toEqual([]);
    expect(problems('eu.europa.ec.eudi.pid_mdoc', {})).toHaveLength(7);
    expect(problems('eu.europa.ec.eudi.pid_sd_jwt', {})).toHaveLength(7);
  });

  it('EU-03 EU-07 refuse no nationality, an empty place, long text, impossible days and things that are not base64', () => {
    const wrong = {
      ...MDOC_PID_CLAIMS,
      nationality: [],
      place_of_birth: {},
      family_name: 'x'.repeat(151),
      birth_date: '2025-02-29',
      portrait: 'é',
    };
    expect(problems('eu.europa.ec.eudi.pid_mdoc', wrong).sort()).toEqual(
      [
        '/birth_date format',
        '/family_name maxLength',
        '/nationality minItems',
        '/place_of_birth minProperties',
        '/portrait contentEncoding',
      ].sort(),
    );
  });

  it('EU-02 take an empty portrait, which says that the person opted out (PID_03)', () => {
    expect(problems('eu.europa.ec.eudi.pid_mdoc', { ...MDOC_PID_CLAIMS, portrait: '' })).toEqual([]);
  });
});

describe('a claims checker', () => {
  const schema = (properties: Record<string, object>): ClaimsSchema => ({
    type: 'object',
    properties: properties as ClaimsSchema['properties'],
  });

  it('never repeats a value in a problem', () => {
    const secret = 'Möbius-1971';
    const one = schema({
      a: { type: 'integer' },
      b: { enum: ['x'] },
      c: { type: 'string', format: 'date' },
      d: { const: 1 },
      e: { pattern: '^x$' },
    });
    const found = check(one, { a: secret, b: secret, c: secret, d: secret, e: secret });
    expect(found).toHaveLength(5);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it('finds what no format can carry, wherever it is', () => {
    const claims = { a: ['\ud800'], b: { c: 2 ** 60 } };
    expect(check(schema({}), claims).map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      '/a/0 wellFormed',
      '/b/c exactInteger',
    ]);
  });

  it('survives deep nesting and many faults', () => {
    const deep = Array.from({ length: 50_000 }).reduce<unknown>((inner) => [inner], 1);
    expect(check(schema({}), { deep }).map(({ rule }) => rule)).toEqual(['depth']);
    const many = { a: Array.from({ length: 500 }, () => 'x') };
    expect(check(schema({ a: { type: 'array', items: { type: 'integer' } } }), many)).toHaveLength(50);
  });

  it.each([null, [], 'text', 7])('refuses %j, which is no set of claims', (claims) => {
    expect(check(schema({}), claims).map(({ rule }) => rule)).toEqual(['type']);
  });

  it('fails on a schema that is wrong, misspelt or remote, and lets annotations pass', () => {
    expect(() => check(schema({ a: { type: 'strin' } }), {})).toThrow();
    expect(() => check(schema({ a: { maxLenght: 3 } }), {})).toThrow(/maxLenght/);
    expect(() => check(schema({ a: { format: 'dat' } }), {})).toThrow();
    expect(() => check(schema({ a: { $ref: 'https://schemas.example/a' } }), {})).toThrow();
    expect(check(schema({ a: { 'x-order': 1, title: 'A', description: 'b' } }), {})).toEqual([]);
  });

  it('escapes names in pointers (RFC 6901)', () => {
    const strict = { ...schema({}), additionalProperties: false };
    expect(check(strict, { 'a/b~c': 1 }).map(({ path }) => path)).toEqual(['/a~1b~0c']);
  });
});
