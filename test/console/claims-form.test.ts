import { describe, expect, it } from 'vitest';
import { buildFields, type FormMember } from '../../console/claims-form/build-fields.js';
import { placeProblems } from '../../console/claims-form/form-state.js';
import { fileFieldName, parseClaimsForm } from '../../console/claims-form/parse-form.js';
import { createClaimsChecker } from '../../credentials/check-claims.js';
import type { ClaimsSchema } from '../../protocol/metadata/z-credential-configuration.js';
import { shippedIssuer } from './fake-back-office.js';

const pid = shippedIssuer.credential_configurations['eu.europa.ec.eudi.pid_mdoc']!.claims_schema;

function schemaOf(properties: Record<string, object>, more: object = {}): ClaimsSchema {
  return { type: 'object', properties: properties as ClaimsSchema['properties'], ...more };
}

function formOf(fields: Record<string, string | File>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value as string);
  return form;
}

const kinds = (members: readonly FormMember[]) => Object.fromEntries(members.map((one) => [one.name, one.kind]));

describe('buildFields', () => {
  it('makes a field of the right kind of every property', () => {
    const schema = schemaOf({
      text: { type: 'string' },
      mail: { type: 'string', format: 'email' },
      day: { type: 'string', format: 'date' },
      moment: { type: 'string', format: 'date-time' },
      flag: { type: 'boolean' },
      count: { type: 'integer' },
      share: { type: 'number' },
      sex: { type: 'integer', enum: [0, 1, 9] },
      fixed: { const: 'only' },
      names: { type: 'array', items: { type: 'string' } },
      picture: { type: 'string', contentEncoding: 'base64' },
      place: { type: 'object', properties: { country: { type: 'string' } } },
      maybe: { type: ['null', 'boolean'] },
      anything: { oneOf: [{ type: 'string' }, { type: 'number' }] },
      rows: { type: 'array', items: { type: 'object' } },
    });
    expect(kinds(buildFields(schema))).toEqual({
      text: 'text',
      mail: 'email',
      day: 'date',
      moment: 'date-time',
      flag: 'boolean',
      count: 'integer',
      share: 'number',
      sex: 'choice',
      fixed: 'choice',
      names: 'lines',
      picture: 'binary',
      place: 'group',
      maybe: 'boolean',
      anything: 'json',
      rows: 'json',
    });
  });

  it('names fields by JSON pointer and labels them by title, or by their own name', () => {
    const [place, odd] = buildFields(
      schemaOf({
        place: { type: 'object', properties: { 'a/b~c': { type: 'string' } } },
        home_town: { title: 'Town' },
      }),
    );
    expect(place).toMatchObject({
      kind: 'group',
      members: [{ path: '/place/a~1b~0c', name: 'a/b~c', label: 'A/b~c' }],
    });
    expect(odd).toMatchObject({ path: '/home_town', label: 'Town' });
  });

  it('says what is required, at each level for itself', () => {
    const inner = { type: 'object', properties: { in: { type: 'string' } }, required: ['in'] };
    const [a, b] = buildFields(schemaOf({ a: inner, b: { type: 'string' } }, { required: ['b'] }));
    expect(a).toMatchObject({ isRequired: false, members: [{ isRequired: true }] });
    expect(b).toMatchObject({ isRequired: true });
  });

  it('follows local references and stops at circular ones', () => {
    const node = { type: 'object', properties: { next: { $ref: '#/$defs/node' }, name: { type: 'string' } } };
    const fields = buildFields(schemaOf({ first: { $ref: '#/$defs/node' } }, { $defs: { node } }));
    expect(fields[0]).toMatchObject({ kind: 'group', members: [{ kind: 'group', name: 'next' }, { kind: 'text' }] });
  });
});

describe('parseClaimsForm', () => {
  it('makes claims that fit the shipped schema', async () => {
    const claims = await parseClaimsForm(
      buildFields(pid),
      formOf({
        '/family_name': 'Dupont',
        '/given_name': 'Ana María',
        '/birth_date': '1990-02-03',
        '/place_of_birth/country': 'FR',
        '/nationality': 'FR\r\n\r\n ES ',
        '/sex': '2',
        '/issuing_authority': 'Prefecture',
        '/issuing_country': 'FR',
        '/portrait': '',
        [fileFieldName('/portrait')]: new File([new Uint8Array([255, 216, 255])], 'p.jpg'),
      }),
    );
    expect(claims).toEqual({
      family_name: 'Dupont',
      given_name: 'Ana María',
      birth_date: '1990-02-03',
      place_of_birth: { country: 'FR' },
      nationality: ['FR', 'ES'],
      sex: 2,
      portrait: '/9j/',
      issuing_authority: 'Prefecture',
      issuing_country: 'FR',
    });
    expect(createClaimsChecker()(pid, claims)).toEqual([]);
  });

  it.each([
    ['an empty field is an absent claim', { type: 'string' }, '  ', undefined],
    ['false is not absent', { type: 'boolean' }, 'false', false],
    ['an unknown answer stays text', { type: 'boolean' }, 'perhaps', 'perhaps'],
    ['a number is a number', { type: 'integer' }, ' -42 ', -42],
    ['a fraction stays a fraction', { type: 'number' }, '1.5', 1.5],
    ['a number too large to be exact stays text', { type: 'integer' }, '9007199254740993', '9007199254740993'],
    ['hexadecimal is not a number', { type: 'integer' }, '0x10', '0x10'],
    ['a choice has the type of its value', { enum: [1, '1', null] }, '"1"', '1'],
    ['a choice may be null', { enum: [1, null] }, 'null', null],
    ['a choice that is not offered stays text', { enum: [1] }, '2', '2'],
    ['a local time is UTC', { type: 'string', format: 'date-time' }, '2026-01-31T12:00', '2026-01-31T12:00:00Z'],
    [
      'a time with a zone is left alone',
      { type: 'string', format: 'date-time' },
      '2026-01-31T12:00:00+02:00',
      '2026-01-31T12:00:00+02:00',
    ],
    ['text is not trimmed', { type: 'string' }, ' a ', ' a '],
    ['base64 loses its line breaks', { type: 'string', contentEncoding: 'base64' }, '/9j/\r\n4AAQ', '/9j/4AAQ'],
    ['lines may be numbers', { type: 'array', items: { type: 'integer' } }, '1\nx', [1, 'x']],
    ['JSON is parsed', { oneOf: [] }, '{"a":[1]}', { a: [1] }],
    ['what is not JSON stays text', { oneOf: [] }, '{', '{'],
  ])('%s', async (_rule, property, typed, expected) => {
    const claims = await parseClaimsForm(buildFields(schemaOf({ it: property })), formOf({ '/it': typed }));
    expect(claims['it']).toEqual(expected);
    expect(Object.hasOwn(claims, 'it')).toBe(expected !== undefined);
  });

  it('leaves out a group in which nothing was filled in', async () => {
    const place = { type: 'object', properties: { country: { type: 'string' } }, required: ['country'] };
    expect(await parseClaimsForm(buildFields(schemaOf({ place })), formOf({ '/place/country': '' }))).toEqual({});
  });

  it('takes nothing but the fields of the schema, and keeps to own members', async () => {
    const fields = buildFields(schemaOf(JSON.parse('{"__proto__": {"type": "string"}, "a": {"type": "string"}}')));
    const claims = await parseClaimsForm(fields, formOf({ '/a': '1', '/b': '2', '/__proto__': 'x', form_token: 't' }));
    expect(Object.keys(claims).sort()).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype);
  });
});

describe('placeProblems', () => {
  it('puts each problem beside its field, the nearest around it, or above the form', () => {
    const { problems, general } = placeProblems(buildFields(pid), [
      { path: '/birth_date', message: 'must match format "date"' },
      { path: '/nationality/1', message: 'must match pattern' },
      { path: '/place_of_birth', message: 'is required' },
      { path: '/place_of_birth/planet', message: 'is not a claim of this credential' },
      { path: '/surname', message: 'is not a claim of this credential' },
      { path: '', message: 'must be object' },
    ]);
    expect(Object.fromEntries(problems)).toEqual({
      '/birth_date': ['must match format "date"'],
      '/nationality': ['line 2 must match pattern'],
      '/place_of_birth': ['is required', 'planet is not a claim of this credential'],
    });
    expect(general).toEqual(['/surname is not a claim of this credential', 'The claims: must be object']);
  });
});
