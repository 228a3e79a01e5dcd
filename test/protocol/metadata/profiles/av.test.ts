import { describe, expect, it } from 'vitest';
import { buildAuthorizationServerMetadata } from '../../../../protocol/metadata/build-authorization-server-metadata.js';
import { buildIssuerMetadata } from '../../../../protocol/metadata/build-issuer-metadata.js';
import { exampleIssuer, faultsOf, mistakesIn } from './faults.js';

const ID = 'proof_of_age';
const at = (member: string): string => `credential_configurations.${ID}.${member}`;
const change = (members: object) =>
  faultsOf('av', (issuer) => ({
    ...issuer,
    credential_configurations: { [ID]: { ...issuer.credential_configurations[ID], ...members } },
  }));
const schema = (members: object) => {
  const properties = { age_over_18: { type: 'boolean' } };
  return {
    claims_schema: { type: 'object', properties, required: ['age_over_18'], additionalProperties: false, ...members },
  };
};

describe('the configuration of profile av', () => {
  it('is right as the example has it', () => expect(mistakesIn('av')).toBeUndefined());

  it('AV-02 has exactly one configuration, called proof_of_age as its scope is', () => {
    const other = (issuer: { credential_configurations: Record<string, Record<string, unknown>> }) =>
      issuer.credential_configurations[ID] ?? {};
    const renamed = faultsOf('av', (issuer) => ({ ...issuer, credential_configurations: { age: other(issuer) } }));
    expect(renamed).toEqual(['credential_configurations']);
    const second = faultsOf('av', (issuer) => ({
      ...issuer,
      credential_configurations: { [ID]: other(issuer), more: other(issuer) },
    }));
    expect(second).toEqual(['credential_configurations']);
    expect(change({ scope: 'age' })).toEqual([at('scope')]);
  });

  it('AV-01 issues the type of the profile, with booleans for ages and no other attribute', () => {
    expect(change({ doctype: 'org.iso.18013.5.1.mDL' })).toEqual([at('doctype')]);
    expect(change({ namespace: 'eu.europa.ec.av' })).toEqual([at('doctype')]);
    const properties = { age_over_18: { type: 'boolean' }, expiry_date: { type: 'string' } };
    expect(change(schema({ properties }))).toEqual([at('claims_schema.properties.expiry_date')]);
    expect(change(schema({ properties: { age_over_18: { type: 'string' } } }))).toEqual([
      at('claims_schema.properties.age_over_18'),
    ]);
    expect(change(schema({ required: [] }))).toEqual([at('claims_schema.required')]);
    expect(change(schema({ additionalProperties: true }))).toEqual([at('claims_schema.additionalProperties')]);
  });

  it('AV-03 AV-04 AV-10 offers both grants with the scheme of the profile, and pushes are no duty', () => {
    const code = { enabled: true, allow_unregistered_clients: true, redirect_uri_patterns: ['av://callback'] };
    const faults = (authorization_code: object, more: object = {}) =>
      faultsOf('av', (issuer) => ({ ...issuer, authorization_code, ...more }));
    expect(faults({ ...code, enabled: false })).toEqual(['authorization_code.enabled']);
    expect(faults({ ...code, require_par: true })).toEqual(['authorization_code.require_par']);
    expect(faults({ ...code, redirect_uri_patterns: ['https://w.example/cb'] })).toEqual([
      'authorization_code.redirect_uri_patterns',
    ]);
    expect(faults(code, { offer_schemes: ['openid-credential-offer'] })).toEqual(['offer_schemes']);
    expect(faults({ enabled: true }, { clients: [{ client_id: 'app', redirect_uris: ['av://callback'] }] })).toEqual(
      [],
    );
  });

  it('AV-05 AV-06 takes jwt proofs signed with ES256, thirty at once', () => {
    expect(change({ proof_signing_alg_values: ['ES384'] })).toEqual([at('proof_signing_alg_values')]);
    expect(faultsOf('av', (issuer) => ({ ...issuer, batch_size: 29 }))).toEqual(['batch_size']);
  });

  it('AV-07 issues for three months at most, in whole days', () => {
    expect(change({ validity: { days: 91, rounding: 'day' } })).toEqual([at('validity.days')]);
    expect(change({ validity: { days: 30, rounding: 'hour' } })).toEqual([at('validity.rounding')]);
  });

  it('AV-09 issues nothing anew, and its example has no status', () => {
    expect(change({ reissuance: { days: 30 } })).toContain(at('reissuance'));
    expect(exampleIssuer('av').credential_configurations[ID]?.status).toBeUndefined();
  });

  it('lists every mistake at once', () => {
    const faults = faultsOf('av', (issuer) => ({
      ...issuer,
      batch_size: 1,
      authorization_code: { enabled: false },
      credential_configurations: { age: { ...issuer.credential_configurations[ID], scope: 'age' } },
    }));
    expect(faults).toEqual([
      'authorization_code.enabled',
      'authorization_code.redirect_uri_patterns',
      'batch_size',
      'credential_configurations',
      'credential_configurations.age.scope',
    ]);
  });
});

describe('the metadata of profile av', () => {
  const identifier = 'https://age.example';
  const issuer = exampleIssuer('av');

  it('AV-02 AV-06 says proof_of_age, and batches of thirty', () => {
    const metadata = buildIssuerMetadata({ identifier, issuer });
    expect(metadata.batch_credential_issuance).toEqual({ batch_size: 30 });
    expect(Object.keys(metadata.credential_configurations_supported)).toEqual([ID]);
    expect(metadata.credential_configurations_supported[ID]).toMatchObject({
      format: 'mso_mdoc',
      doctype: 'eu.europa.ec.av.1',
      scope: ID,
      proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
    });
  });

  it('AV-03 AV-10 says both grants, PKCE, and that nothing has to be pushed', () => {
    expect(buildAuthorizationServerMetadata({ identifier, issuer })).toMatchObject({
      grant_types_supported: expect.arrayContaining([
        'authorization_code',
        'urn:ietf:params:oauth:grant-type:pre-authorized_code',
      ]),
      code_challenge_methods_supported: ['S256'],
      require_pushed_authorization_requests: false,
      token_endpoint_auth_methods_supported: ['none'],
      scopes_supported: [ID],
    });
  });
});
