import { describe, expect, it } from 'vitest';
import { checkStrength, displayNameOf, subjectOf } from '../../../protocol/login/check-login.js';
import { mapLoginClaims } from '../../../protocol/login/map-login-claims.js';
import { zIssuersFile } from '../../../protocol/metadata/z-issuer-configuration.js';
import { shippedIssuer } from '../../support/issuers-file.js';
import { expectRefusal } from '../expect-refusal.js';

const claims = { iss: 'https://login.example', sub: 'ada', address: { locality: 'Ghent' }, roles: ['a'], none: null };

describe('mapLoginClaims', () => {
  it('takes claims by name and by path, and fixed values', () => {
    const map = { id: 'sub', city: ['address', 'locality'], all: 'roles', club: { value: { name: 'Chess' } } };
    expect(mapLoginClaims(map, claims)).toEqual({ id: 'ada', city: 'Ghent', all: ['a'], club: { name: 'Chess' } });
  });

  it('leaves out what the login does not have, inherited names included', () => {
    const map = {
      a: 'absent',
      b: ['address', 'street'],
      c: ['sub', 'length'],
      d: 'toString',
      e: 'none',
      f: '__proto__',
    };
    expect(mapLoginClaims(map, claims)).toEqual({});
  });
});

describe('AZ-08 who a person is', () => {
  it('is said by issuer and subject together, so that no two providers have one person', () => {
    expect(subjectOf({}, claims)).toBe('https://login.example ada');
  });

  it('is said by the configured claim, which has to be a text', async () => {
    expect(subjectOf({ subject_claim: 'employee' }, { ...claims, employee: 'E-1' })).toBe('E-1');
    for (const employee of [undefined, '', '  ', 7, null, ['E-1'], 'x'.repeat(501)])
      await expectRefusal(
        () => subjectOf({ subject_claim: 'employee' }, { ...claims, employee }),
        'login_subject_missing',
      );
    await expectRefusal(() => subjectOf({ subject_claim: 'toString' }, claims), 'login_subject_missing');
  });

  it('is believed only from a login of the demanded strength', async () => {
    expect(() => checkStrength({}, claims)).not.toThrow();
    expect(() => checkStrength({ acr_values: ['low', 'high'] }, { ...claims, acr: 'high' })).not.toThrow();
    for (const acr of [undefined, 'none', ['high'], 'HIGH'])
      await expectRefusal(() => checkStrength({ acr_values: ['high'] }, { ...claims, acr }), 'login_too_weak');
  });

  it('has a name for the page, or none', () => {
    expect(displayNameOf({ ...claims, name: ' ', preferred_username: 'ada' })).toBe('ada');
    expect(displayNameOf({ ...claims, name: 7 })).toBeUndefined();
  });
});

describe('a login in the issuers’ file', () => {
  const openid = {
    kind: 'openid',
    issuer: 'https://login.example/tenant',
    client_id: 'us',
    client_auth: { method: 'client_secret_basic', secret: { env: 'LOGIN_SECRET' } },
  };
  const faultsOf = (login: unknown, source?: unknown): string[] => {
    const shipped = shippedIssuer();
    const credential_configurations = Object.fromEntries(
      Object.entries(shipped.credential_configurations).map(([id, one]) => [id, { ...one, claims_source: source }]),
    );
    const parsed = zIssuersFile.safeParse({ issuers: [{ ...shipped, login, credential_configurations }] });
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.slice(2).join('.'));
  };

  it('is one at a provider, with the secret by name', () => {
    expect(faultsOf(openid)).toEqual([]);
    expect(faultsOf({ ...openid, client_auth: { method: 'private_key_jwt', key: { file: 'k.pem' } } })).toEqual([]);
    expect(faultsOf({ ...openid, client_auth: { method: 'none' } })).toEqual([]);
    expect(faultsOf({ ...openid, issuer: 'http://127.0.0.1:9000' })).toEqual([]);
    expect(faultsOf({ kind: 'development', require_login: true })).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'a secret in the file itself',
      { client_auth: { method: 'client_secret_basic', secret: 's3cret' } },
      'login.client_auth.secret',
    ],
    [
      'an unknown method',
      { client_auth: { method: 'client_secret_jwt', secret: { env: 'S' } } },
      'login.client_auth.method',
    ],
    ['a provider without TLS', { issuer: 'http://login.example' }, 'login.issuer'],
    ['a provider with a query', { issuer: 'https://login.example/?a=1' }, 'login.issuer'],
    ['scopes without openid', { scopes: ['profile'] }, 'login.scopes'],
    ['an unknown member', { secret: 'x' }, 'login'],
  ])('is refused with %s', (_title, change, at) => {
    expect(faultsOf({ ...openid, ...change })).toEqual([at]);
  });

  it('is needed where a credential takes its claims from it', () => {
    const source = { kind: 'login', map: { shoe_size: 'shoe' } };
    const ids = Object.keys(shippedIssuer().credential_configurations);
    expect(faultsOf(undefined, { kind: 'push' })).toEqual([]);
    const faults = faultsOf({ kind: 'development' }, source);
    for (const id of ids) expect(faults).toContain(`credential_configurations.${id}.claims_source`);
    expect(faultsOf(openid, source)).toContain(`credential_configurations.${ids[0]}.claims_source.map.shoe_size`);
    expect(faultsOf(openid, { kind: 'login', map: {} }).length).toBeGreaterThan(0);
  });
});
