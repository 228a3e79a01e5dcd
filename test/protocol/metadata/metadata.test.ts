import { describe, expect, it } from 'vitest';
import { buildAuthorizationServerMetadata } from '../../../protocol/metadata/build-authorization-server-metadata.js';
import { buildIssuerMetadata } from '../../../protocol/metadata/build-issuer-metadata.js';
import { buildWellKnownPaths } from '../../../protocol/metadata/build-well-known-paths.js';
import { findClaimsPathFault } from '../../../protocol/metadata/check-claims-paths.js';
import { zIssuerConfiguration } from '../../../protocol/metadata/z-issuer-configuration.js';
import { ISSUER } from '../expect-refusal.js';

const claims_schema = {
  type: 'object',
  properties: {
    family_name: { type: 'string', title: 'Family name' },
    address: {
      type: 'object',
      title: 'Address',
      properties: { locality: { type: 'string' }, country: { type: 'string' } },
      required: ['country'],
    },
    nationalities: { type: 'array', items: { type: 'string' } },
    degrees: {
      type: 'array',
      items: { type: 'object', properties: { name: { title: 'Degree' } }, required: ['name'] },
    },
  },
  required: ['family_name', 'address'],
};
const display = [{ name: 'PID', locale: 'en', description: 'Identity data' }];
const source = {
  id: 'demo',
  path: '/tenant',
  display: [{ name: 'Issuer', locale: 'en', description: 'not a member of issuer display' }],
  credential_configurations: {
    'pid.mdoc': {
      format: 'mso_mdoc',
      doctype: 'org.example.pid',
      namespace: 'org.example.ns',
      display,
      claims_schema,
      scope: 'pid',
    },
    'pid.sd-jwt': { format: 'dc+sd-jwt', vct: 'urn:example:pid', display, claims_schema, scope: 'pid' },
    voucher: { format: 'dc+sd-jwt', vct: 'urn:example:voucher', display, claims_schema, key_binding: false },
  },
};
const metadataOf = (changes: object = {}) =>
  buildIssuerMetadata({ identifier: ISSUER, issuer: zIssuerConfiguration.parse({ ...source, ...changes }) });
const configurationOf = (id: string, changes: object = {}) =>
  metadataOf(changes).credential_configurations_supported[id];

describe('buildIssuerMetadata', () => {
  it('IM-06 CM-01 CM-05 CM-06 names the issuer and its endpoints', () => {
    expect(metadataOf()).toMatchObject({
      credential_issuer: ISSUER,
      credential_endpoint: `${ISSUER}/credential`,
      nonce_endpoint: `${ISSUER}/nonce`,
      deferred_credential_endpoint: `${ISSUER}/deferred_credential`,
      notification_endpoint: `${ISSUER}/notification`,
    });
  });

  it('CM-23 has no member the specification does not know', () => {
    expect(Object.keys(metadataOf()).sort()).toEqual([
      'batch_credential_issuance',
      'credential_configurations_supported',
      'credential_endpoint',
      'credential_issuer',
      'deferred_credential_endpoint',
      'display',
      'nonce_endpoint',
      'notification_endpoint',
    ]);
    expect(metadataOf().display).toEqual([{ name: 'Issuer', locale: 'en' }]);
  });

  it('CM-10 announces batches of two or more, and none otherwise', () => {
    expect(metadataOf({ batch_size: 2 }).batch_credential_issuance).toEqual({ batch_size: 2 });
    expect(metadataOf({ batch_size: 1 })).not.toHaveProperty('batch_credential_issuance');
  });

  it('CM-14 CM-17 CM-21 MD-19 describes an mdoc with COSE names', () => {
    expect(configurationOf('pid.mdoc')).toMatchObject({
      format: 'mso_mdoc',
      doctype: 'org.example.pid',
      scope: 'pid',
      credential_signing_alg_values_supported: [-7],
      cryptographic_binding_methods_supported: ['cose_key'],
      proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
    });
  });

  it('CM-14 CM-17 CM-21 describes an SD-JWT VC with JOSE names', () => {
    expect(configurationOf('pid.sd-jwt')).toMatchObject({
      format: 'dc+sd-jwt',
      vct: 'urn:example:pid',
      credential_signing_alg_values_supported: ['ES256'],
      cryptographic_binding_methods_supported: ['jwk'],
    });
  });

  it('CM-14 announces DIDs only where they are allowed', () => {
    const methods = (id: string) => configurationOf(id, { allow_dids: true })?.cryptographic_binding_methods_supported;
    expect(methods('pid.mdoc')).toEqual(['cose_key', 'did:key', 'did:jwk']);
    expect(methods('pid.sd-jwt')).toEqual(['jwk', 'did:key', 'did:jwk']);
    const byName = configurationOf('pid.sd-jwt', { allow_dids: ['did:web', 'did:jwk'] });
    expect(byName?.cryptographic_binding_methods_supported).toEqual(['jwk', 'did:web', 'did:jwk']);
  });

  it('CM-14 leaves binding methods and proof types out together', () => {
    expect(configurationOf('voucher')).not.toHaveProperty('cryptographic_binding_methods_supported');
    expect(configurationOf('voucher')).not.toHaveProperty('proof_types_supported');
  });

  it('CM-18 CM-19 CM-20 derives claims from the schema: paths, promises and names', () => {
    expect(configurationOf('pid.sd-jwt')?.credential_metadata).toEqual({
      display,
      claims: [
        { path: ['family_name'], mandatory: true, display: [{ name: 'Family name', locale: 'en' }] },
        { path: ['address'], mandatory: true, display: [{ name: 'Address', locale: 'en' }] },
        { path: ['address', 'locality'] },
        { path: ['address', 'country'], mandatory: true },
        { path: ['nationalities'] },
        { path: ['degrees'] },
        { path: ['degrees', null, 'name'], display: [{ name: 'Degree', locale: 'en' }] },
      ],
    });
  });

  it('CM-19 MD-22 puts the namespace first in mdoc paths', () => {
    for (const { path } of configurationOf('pid.mdoc')?.credential_metadata.claims ?? [{ path: [] }]) {
      expect(path[0]).toBe('org.example.ns');
      expect(path.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('CM-19 makes descriptions that do not contradict each other', () => {
    for (const { credential_metadata } of Object.values(metadataOf().credential_configurations_supported)) {
      const paths = credential_metadata.claims?.map(({ path }) => path) ?? [];
      expect(paths).not.toHaveLength(0);
      expect(findClaimsPathFault(paths)).toBeUndefined();
    }
  });

  it('CM-19 gives a claim without a locale a name without one', () => {
    const nameless = { display: [{ name: 'Issuer' }] };
    const credential_configurations = { one: { ...source.credential_configurations['pid.sd-jwt'], ...nameless } };
    const metadata = configurationOf('one', { ...nameless, credential_configurations })?.credential_metadata;
    expect(metadata?.claims?.[0]?.display).toEqual([{ name: 'Family name' }]);
  });

  it('CM-18 leaves claims out where the schema has none', () => {
    const empty = {
      ...source.credential_configurations['pid.sd-jwt'],
      claims_schema: { type: 'object', properties: {} },
    };
    expect(configurationOf('x', { credential_configurations: { x: empty } })?.credential_metadata).toEqual({ display });
  });
});

describe('buildAuthorizationServerMetadata', () => {
  const asMetadata = (changes: object = {}) =>
    buildAuthorizationServerMetadata({
      identifier: ISSUER,
      issuer: zIssuerConfiguration.parse({ ...source, ...changes }),
    });

  it('AM-01 AM-03 lists everything whose default would be wrong', () => {
    expect(asMetadata()).toEqual({
      issuer: ISSUER,
      token_endpoint: `${ISSUER}/token`,
      jwks_uri: `${ISSUER}/jwks`,
      scopes_supported: ['pid'],
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:pre-authorized_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['none'],
      dpop_signing_alg_values_supported: ['ES256', 'ES384', 'ES512', 'EdDSA'],
      authorization_details_types_supported: ['openid_credential'],
      'pre-authorized_grant_anonymous_access_supported': true,
    });
  });

  it('AM-03 CM-01 no member of either document is an array without elements', () => {
    const { voucher } = source.credential_configurations;
    for (const change of [{}, { credential_configurations: { voucher } }, { authorization_code: { enabled: true } }]) {
      expect(JSON.stringify([metadataOf(change), asMetadata(change)])).not.toMatch(/\[\]/);
    }
  });

  it('AM-04 says so when anonymous clients are not allowed', () => {
    expect(asMetadata({ allow_anonymous_clients: false })['pre-authorized_grant_anonymous_access_supported']).toBe(
      false,
    );
  });

  it('leaves scopes_supported out where no configuration has one', () => {
    const { voucher } = source.credential_configurations;
    expect(asMetadata({ credential_configurations: { voucher } })).not.toHaveProperty('scopes_supported');
  });
});

describe('buildWellKnownPaths', () => {
  it('IM-02 IM-04 inserts before a path and appends after it', () => {
    expect(buildWellKnownPaths('openid-credential-issuer', '/a/b')).toEqual([
      '/.well-known/openid-credential-issuer/a/b',
      '/a/b/.well-known/openid-credential-issuer',
    ]);
  });

  it('IM-02 has one path for an issuer at the root', () => {
    expect(buildWellKnownPaths('oauth-authorization-server', '')).toEqual(['/.well-known/oauth-authorization-server']);
  });
});

describe('findClaimsPathFault', () => {
  it.each([
    [[['a'], ['b']]],
    [[['a'], ['a', 'b']]],
    [
      [
        ['a', null],
        ['a', null, 'b'],
      ],
    ],
    [
      [
        ['a', 0],
        ['a', 1],
      ],
    ],
    [[['__proto__'], ['constructor']]],
  ])('CM-19 accepts %j', (paths) => expect(findClaimsPathFault(paths as never)).toBeUndefined());

  it.each([
    [[['a'], ['a']]],
    [
      [
        ['a', null],
        ['a', null],
      ],
    ],
    [
      [
        ['a', null],
        ['a', 0],
      ],
    ],
    [
      [
        ['a', 'b'],
        ['a', 0],
      ],
    ],
    [
      [
        ['a', null, 'x'],
        ['a', 'b'],
      ],
    ],
  ])('CM-19 finds the contradiction in %j', (paths) =>
    expect(findClaimsPathFault(paths as never)).toBeTypeOf('string'),
  );
});
