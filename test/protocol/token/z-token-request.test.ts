import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { parseTokenRequest } from '../../../protocol/token/z-token-request.js';
import { expectRefusal, refusesOrReturns } from '../expect-refusal.js';

const GRANT = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';
type Pairs = [string, string][];
const good: Pairs = [
  ['grant_type', GRANT],
  ['pre-authorized_code', 'abc'],
];
const withDetails = (details: unknown): Pairs => [...good, ['authorization_details', JSON.stringify(details)]];
const detail = { type: 'openid_credential', credential_configuration_id: 'pid' };

describe('parseTokenRequest', () => {
  it('TK-02 reads the pre-authorized code grant', () => {
    expect(
      parseTokenRequest([
        ...good,
        ['tx_code', '1234'],
        ['client_id', 'wallet'],
        ['scope', 'pid'],
        ['resource', 'https://i.example'],
      ]),
    ).toEqual({
      grantType: 'pre-authorized_code',
      preAuthorizedCode: 'abc',
      txCode: '1234',
      clientId: 'wallet',
      scope: 'pid',
      resource: 'https://i.example',
    });
  });

  it('TK-04 keeps a client_id whole, and refuses one that is too long to be kept', async () => {
    const client = (length: number): Pairs => [...good, ['client_id', 'c'.repeat(length)]];
    expect(parseTokenRequest(client(200)).clientId).toHaveLength(200);
    await expectRefusal(() => parseTokenRequest(client(201)), 'client_id_too_long', 'invalid_request');
  });

  it('TK-15 reads the refresh token grant', () => {
    expect(
      parseTokenRequest([
        ['grant_type', 'refresh_token'],
        ['refresh_token', 'r'],
      ]),
    ).toEqual({
      grantType: 'refresh_token',
      refreshToken: 'r',
    });
  });

  it('TK-01 counts a parameter without a value as omitted', () => {
    expect(parseTokenRequest([...good, ['tx_code', ''], ['authorization_details', '']])).toEqual({
      grantType: 'pre-authorized_code',
      preAuthorizedCode: 'abc',
    });
  });

  it('X-02 ignores unknown parameters, whatever they are called', () => {
    expect(parseTokenRequest([...good, ['__proto__', 'x'], ['constructor', 'y'], ['user_pin', 'z']])).toEqual({
      grantType: 'pre-authorized_code',
      preAuthorizedCode: 'abc',
    });
  });

  it('accepts the same resource twice and refuses two different ones', async () => {
    const same: Pairs = [...good, ['resource', 'https://a.example'], ['resource', 'https://a.example']];
    expect(parseTokenRequest(same).resource).toBe('https://a.example');
    await expectRefusal(
      () => parseTokenRequest([...same, ['resource', 'https://b.example']]),
      'resource_foreign',
      'invalid_target',
    );
  });

  it.each<[string, Pairs, Reason]>([
    ['TK-01 a repeated parameter', [...good, ['pre-authorized_code', 'def']], 'parameter_duplicate'],
    ['TK-01 a repeated parameter with the same value', [...good, ['grant_type', GRANT]], 'parameter_duplicate'],
    ['TK-01 a repeated parameter, once empty', [...good, ['tx_code', ''], ['tx_code', '1']], 'parameter_duplicate'],
    ['TK-01 a repeated unknown parameter', [...good, ['x', '1'], ['x', '2']], 'parameter_duplicate'],
    ['a missing grant_type', [['pre-authorized_code', 'abc']], 'grant_type_missing'],
    [
      'an empty grant_type',
      [
        ['grant_type', ''],
        ['pre-authorized_code', 'abc'],
      ],
      'grant_type_missing',
    ],
    ['TK-14 the password grant', [['grant_type', 'password']], 'grant_type_unsupported'],
    ['an inherited property name as grant', [['grant_type', 'constructor']], 'grant_type_unsupported'],
    ['the code grant without a code', [['grant_type', GRANT]], 'parameter_missing'],
    [
      'the code under a wrong name',
      [
        ['grant_type', GRANT],
        ['pre_authorized_code', 'abc'],
      ],
      'parameter_missing',
    ],
    [
      'the refresh grant without a token',
      [
        ['grant_type', 'refresh_token'],
        ['pre-authorized_code', 'abc'],
      ],
      'parameter_missing',
    ],
    ['no parameters at all', [], 'grant_type_missing'],
  ])('refuses %s', async (_title, pairs, reason) => {
    await expectRefusal(() => parseTokenRequest(pairs), reason);
  });

  it('X-15 puts no value into the evidence', async () => {
    const error = await expectRefusal(
      () =>
        parseTokenRequest([
          ['grant_type', GRANT],
          ['pre_authorized_code', 'F8TqS35YQTCpMMOENEf1'],
          ['tx_code', '493536'],
        ]),
      'parameter_missing',
    );
    expect(JSON.stringify(error.evidence)).not.toMatch(/F8TqS35|493536/);
    expect(error.evidence.provided).toEqual(['grant_type', 'pre_authorized_code', 'tx_code']);
  });

  it('refuses arbitrary parameters or reads them, and nothing else', async () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('grant_type', 'pre-authorized_code', 'refresh_token', 'authorization_details', '__proto__'),
    );
    const value = fc.oneof(fc.string(), fc.constantFrom(GRANT, 'refresh_token'), fc.json());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value)), (pairs) => refusesOrReturns(() => parseTokenRequest(pairs))),
    );
  });
});

describe('authorization_details', () => {
  it('AZ-01 AZ-02 reads entries with locations and claims, and ignores unknown members', () => {
    const full = {
      ...detail,
      locations: ['https://i.example'],
      claims: [{ path: ['a', null, 0] }, { path: ['b'], mandatory: true, x: 1 }],
      x: 1,
    };
    expect(
      parseTokenRequest(withDetails([full, { ...detail, credential_configuration_id: 'mdl' }])).authorizationDetails,
    ).toEqual([
      { credentialConfigurationId: 'pid', locations: ['https://i.example'], mandatoryClaims: [['b']] },
      { credentialConfigurationId: 'mdl' },
    ]);
  });

  it.each<[string, unknown]>([
    ['an object', detail],
    ['null', null],
    ['a string', 'openid_credential'],
    ['an empty array', []],
    ['an array of strings', ['pid']],
    ['an entry that is an array', [[]]],
    ['AZ-01 an unknown type', [{ ...detail, type: 'payment' }]],
    ['AZ-01 no type', [{ credential_configuration_id: 'pid' }]],
    ['AZ-01 no configuration id', [{ type: 'openid_credential' }]],
    ['AZ-01 an empty configuration id', [{ ...detail, credential_configuration_id: '' }]],
    ['AZ-01 a configuration id that is an array', [{ ...detail, credential_configuration_id: ['pid'] }]],
    ['one bad entry among good ones', [detail, { type: 'openid_credential' }]],
    ['locations that are a string', [{ ...detail, locations: 'https://i.example' }]],
    ['AZ-02 claims that are empty', [{ ...detail, claims: [] }]],
    ['AZ-02 claims that are an object', [{ ...detail, claims: { a: {} } }]],
    ['AZ-02 a claim without a path', [{ ...detail, claims: [{ mandatory: true }] }]],
    ['AZ-02 an empty path', [{ ...detail, claims: [{ path: [] }] }]],
    ['AZ-02 a negative index', [{ ...detail, claims: [{ path: ['a', -1] }] }]],
    ['AZ-02 a fractional index', [{ ...detail, claims: [{ path: ['a', 0.5] }] }]],
    ['AZ-02 mandatory as text', [{ ...detail, claims: [{ path: ['a'], mandatory: 'true' }] }]],
    ['AZ-02 the same claim twice', [{ ...detail, claims: [{ path: ['a'] }, { path: ['a'] }] }]],
    ['AZ-02 null and index for one array', [{ ...detail, claims: [{ path: ['a', null] }, { path: ['a', 1] }] }]],
    ['AZ-02 array and object in one place', [{ ...detail, claims: [{ path: ['a', null] }, { path: ['a', 'b'] }] }]],
  ])('refuses %s', async (_title, details) => {
    await expectRefusal(
      () => parseTokenRequest(withDetails(details)),
      'authorization_details_malformed',
      'invalid_authorization_details',
    );
  });

  it('refuses what is not JSON', async () => {
    await expectRefusal(
      () => parseTokenRequest([...good, ['authorization_details', '{']]),
      'authorization_details_malformed',
    );
  });

  it('refuses arbitrary JSON or reads it, and nothing else', async () => {
    const entry = fc.record(
      {
        type: fc.constant('openid_credential'),
        credential_configuration_id: fc.string({ minLength: 1 }),
        claims: fc.jsonValue(),
      },
      { requiredKeys: ['type'] },
    );
    const details = fc.oneof(fc.jsonValue(), fc.array(entry));
    await fc.assert(
      fc.asyncProperty(details, (value) => refusesOrReturns(() => parseTokenRequest(withDetails(value)))),
    );
  });
});
