import { describe, expect, it } from 'vitest';
import { buildIssuerMetadata } from '../../../../protocol/metadata/build-issuer-metadata.js';
import { exampleIssuer, faultsOf, mistakesIn } from './faults.js';

const MDOC = 'eu.europa.ec.eudi.pid_mdoc';
const SD_JWT = 'eu.europa.ec.eudi.pid_sd_jwt';
const at = (member: string): string => `credential_configurations.${MDOC}.${member}`;
const issuerWith = (members: object) => faultsOf('eudi', (issuer) => ({ ...issuer, ...members }));
const change = (members: object) =>
  faultsOf('eudi', ({ credential_configurations: all, ...issuer }) => ({
    ...issuer,
    credential_configurations: { ...all, [MDOC]: { ...all[MDOC], ...members } },
  }));
const HIGH = ['iso_18045_high'];

describe('the configuration of profile eudi', () => {
  it('is right as the example has it', () => expect(mistakesIn('eudi')).toBeUndefined());

  it('EU-08 demands what HAIP demands, and the authorization code flow', () => {
    expect(issuerWith({ require_dpop: false })).toContain('require_dpop');
    expect(issuerWith({ authorization_code: { enabled: true, require_par: false } })).toEqual([
      'authorization_code.require_par',
    ]);
    expect(issuerWith({ authorization_code: { enabled: false } })).toEqual(['authorization_code.enabled']);
    expect(change({ scope: undefined })).toEqual([at('scope')]);
    expect(issuerWith({ draft13: true })).toEqual(['draft13']);
  });

  it('EU-08 lets no wallet in without an attestation', () => {
    expect(issuerWith({ client_authentication: ['none', 'attest_jwt_client_auth'] })).toEqual([
      'client_authentication',
    ]);
    expect(issuerWith({ client_authentication: undefined })).toEqual([]);
    expect(exampleIssuer('eudi').client_authentication).toEqual(['attest_jwt_client_auth']);
    const jwks = { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] };
    const clients = [{ client_id: 'c', token_endpoint_auth_method: 'private_key_jwt', jwks }];
    expect(issuerWith({ clients })).toEqual(['client_authentication']);
  });

  it('EU-10 EU-13 looks up the status of attestations, and follows it', () => {
    expect(issuerWith({ attestation_status: 'ignore' })).toEqual(['attestation_status']);
    expect(issuerWith({ follow_attestation_status: false })).toEqual(['follow_attestation_status']);
    expect(issuerWith({ attestation_status: 'require', follow_attestation_status: true })).toEqual([]);
  });

  it('PR-30 EU-12 takes attested keys once, which no other profile does unless told', () => {
    expect(issuerWith({ attested_keys_once: false })).toEqual(['attested_keys_once']);
    expect(issuerWith({ attested_keys_once: true })).toEqual([]);
    const once = (['haip', 'av', 'eudi'] as const).map((name) => exampleIssuer(name).attested_keys_once);
    expect(once).toEqual([false, false, true]);
  });

  it('EU-09 demands signed metadata', () =>
    expect(issuerWith({ signed_metadata: false })).toEqual(['signed_metadata']));

  it('EU-11 demands both proof types, with key attestations', () => {
    expect(change({ proof_types: ['jwt'] })).toEqual([at('proof_types')]);
    expect(change({ key_attestations_required: undefined })).toContain(at('key_attestations_required'));
    const loose = { key_binding: false, proof_types: ['jwt'], doctype: 'org.example.loyalty' };
    expect(change(loose).filter((path) => path.includes('proof_types'))).toEqual([]);
  });

  it('EU-12 demands keys of a certified device for a PID, the first of which signs', () => {
    expect(change({ key_attestations_required: { key_storage: HIGH } })).toEqual([at('key_attestations_required')]);
    const moderate = { key_storage: [...HIGH, 'iso_18045_moderate'], user_authentication: HIGH };
    expect(change({ key_attestations_required: moderate })).toEqual([at('key_attestations_required')]);
    expect(issuerWith({ attested_proof_key: 'any' })).toContain(`credential_configurations.${SD_JWT}`);
  });

  it('EU-01 demands a PID in both formats', () => {
    const alone = faultsOf('eudi', (issuer) => ({
      ...issuer,
      credential_configurations: { [MDOC]: issuer.credential_configurations[MDOC] ?? {} },
    }));
    expect(alone).toEqual([at('format')]);
  });

  it('EU-18 demands a status, or a life of a day', () => {
    expect(change({ status: undefined })).toEqual([at('status')]);
    const option = { details: ['once_only'], batch_size: 10, reissue_trigger_unused: 2 };
    const credential_reuse_policy = { options: [option] };
    expect(change({ status: undefined, validity: { days: 1 }, credential_reuse_policy })).toEqual([]);
  });

  it('EU-16 demands tokens bound to one wallet where credentials are issued anew', () => {
    const faults = faultsOf('av', (issuer) => ({
      ...issuer,
      profile: 'base',
      credential_configurations: {
        proof_of_age: { ...issuer.credential_configurations['proof_of_age'], reissuance: { days: 30 } },
      },
    }));
    expect(faults).toEqual(['credential_configurations.proof_of_age.reissuance']);
  });
});

describe('the metadata of profile eudi', () => {
  const issuer = exampleIssuer('eudi');
  const metadata = buildIssuerMetadata({ identifier: 'https://pid.example', issuer });

  it('EU-14 says how long the status of wallet and keys should be kept up', () => {
    expect(metadata.preferred_client_status_period).toBe(7_776_000);
    for (const one of Object.values(metadata.credential_configurations_supported)) {
      const { proof_types_supported: types } = one as { proof_types_supported?: Record<string, object> };
      for (const type of ['jwt', 'attestation'])
        expect(types?.[type]).toMatchObject({
          key_attestations_required: { preferred_key_storage_status_period: 7_776_000 },
        });
    }
  });

  it('EU-15 AMB-31 says how often a credential may be used, and when to come for more', () => {
    for (const one of Object.values(metadata.credential_configurations_supported))
      expect(one.credential_metadata).toMatchObject({
        credential_reuse_policy: {
          id: 'arf_annex_ii',
          options: [{ details: ['once_only'], batch_size: 10, reissue_trigger_unused: 2 }],
        },
      });
  });
});
