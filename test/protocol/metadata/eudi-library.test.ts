/**
 * What eudi-lib-jvm-openid4vci-kt (0.13.1, e1336d6) insists on in the two metadata documents, demand by demand, read from
 * its source. It drops the whole document over each of them.
 */
import { describe, expect, it } from 'vitest';
import { buildAuthorizationServerMetadata } from '../../../protocol/metadata/build-authorization-server-metadata.js';
import { buildIssuerMetadata } from '../../../protocol/metadata/build-issuer-metadata.js';
import type { IssuerConfiguration } from '../../../protocol/metadata/z-issuer-configuration.js';
import { exampleIssuer } from './profiles/faults.js';

type Wire = Record<string, any>;

const ID = 'https://pid.example/path';
const example = exampleIssuer('eudi');
const encryption: IssuerConfiguration['encryption'] = {
  ...example.encryption,
  request: 'optional',
  response: 'optional',
};
const requestKeys = [
  { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'one', alg: 'ECDH-ES', use: 'enc' },
] as unknown as NonNullable<Parameters<typeof buildIssuerMetadata>[0]['requestKeys']>;
const metadata: Wire = buildIssuerMetadata({ identifier: ID, issuer: example });
const encrypting: Wire = buildIssuerMetadata({ identifier: ID, issuer: { ...example, encryption }, requestKeys });
const server: Wire = buildAuthorizationServerMetadata({ identifier: ID, issuer: example });
const configurations = Object.values<Wire>(metadata['credential_configurations_supported']);
const isHttps = (url: unknown): boolean => typeof url === 'string' && url.startsWith('https://') && !url.includes('#');

describe('the EUDI library insists', () => {
  it('EU-19 on the identifier it asked for, and on https everywhere without fragments', () => {
    expect(metadata['credential_issuer']).toBe(ID);
    const endpoints = Object.entries(metadata).filter(([name]) => name.endsWith('_endpoint'));
    expect(endpoints.map(([name]) => name)).toContain('credential_endpoint');
    for (const [, url] of endpoints) expect(isHttps(url)).toBe(true);
    expect(metadata['authorization_servers'] ?? [ID]).toEqual([server['issuer']]);
  });

  it('EU-19 on formats it knows, with COSE algorithms as integers', () => {
    for (const one of configurations) {
      expect(['mso_mdoc', 'dc+sd-jwt', 'jwt_vc_json']).toContain(one['format']);
      const algorithms: unknown[] = one['credential_signing_alg_values_supported'];
      for (const algorithm of algorithms)
        expect(one['format'] === 'mso_mdoc' ? Number.isInteger(algorithm) : typeof algorithm === 'string').toBe(true);
      expect(one['format'] === 'mso_mdoc' ? one['doctype'] : one['vct']).toEqual(expect.any(String));
    }
  });

  it('EU-19 on binding methods and proof types together or not at all', () => {
    const unbound = { ...Object.values(example.credential_configurations)[1], key_binding: false } as never;
    const loose: Wire = buildIssuerMetadata({
      identifier: ID,
      issuer: { ...example, credential_configurations: { unbound } },
    });
    for (const one of [...configurations, loose['credential_configurations_supported'].unbound])
      expect('cryptographic_binding_methods_supported' in one).toBe('proof_types_supported' in one);
  });

  it('EU-19 EU-11 on key attestations for each proof type, with levels that are not empty and a positive period', () => {
    for (const one of configurations)
      for (const type of ['jwt', 'attestation']) {
        const { proof_signing_alg_values_supported: algorithms, key_attestations_required: required } =
          one['proof_types_supported'][type];
        expect(algorithms.length).toBeGreaterThan(0);
        expect(required.key_storage.length).toBeGreaterThan(0);
        expect(required.user_authentication.length).toBeGreaterThan(0);
        expect(required.preferred_key_storage_status_period).toBeGreaterThan(0);
      }
  });

  it('EU-19 EU-15 on a policy of reuse it can read, wherever there is one', () => {
    for (const one of configurations) {
      const { id, options } = one['credential_metadata'].credential_reuse_policy;
      expect(id).toBe('arf_annex_ii');
      for (const option of options) {
        expect(option.batch_size).toBeGreaterThan(1);
        expect(option.reissue_trigger_unused).toBeLessThan(option.batch_size);
      }
    }
  });

  it('EU-19 on a name in every display object of a credential, and strings, integers and null in claim paths', () => {
    for (const one of configurations) {
      for (const display of one['credential_metadata'].display) expect(display.name).toEqual(expect.any(String));
      for (const { path } of one['credential_metadata'].claims)
        for (const part of path) expect(part === null || typeof part === 'string' || Number.isInteger(part)).toBe(true);
    }
  });

  it('EU-19 on a batch size above nothing, and a positive period for the wallet’s status', () => {
    expect(metadata['batch_credential_issuance'].batch_size).toBeGreaterThan(0);
    expect(metadata['preferred_client_status_period']).toBeGreaterThan(0);
  });

  it('EU-19 on request encryption beside response encryption, with public keys that say what they are for', () => {
    const { credential_request_encryption: request, credential_response_encryption: response } = encrypting;
    expect(response.alg_values_supported.every((one: string) => one.startsWith('ECDH-ES'))).toBe(true);
    expect(response.enc_values_supported.length).toBeGreaterThan(0);
    expect(request.enc_values_supported.length).toBeGreaterThan(0);
    expect(request.jwks.keys).toEqual([expect.objectContaining({ kid: 'one', alg: 'ECDH-ES', use: 'enc', kty: 'EC' })]);
    expect(request.jwks.keys[0]).not.toHaveProperty('d');
  });

  it('EU-19 on the methods and algorithms of wallet attestations and DPoP in the server metadata', () => {
    expect(server['issuer']).toBe(ID);
    expect(server['token_endpoint_auth_methods_supported']).toContain('attest_jwt_client_auth');
    for (const list of [
      'client_attestation_signing_alg_values_supported',
      'client_attestation_pop_signing_alg_values_supported',
      'dpop_signing_alg_values_supported',
    ])
      expect(server[list]).toContain('ES256');
    for (const name of [
      'authorization_endpoint',
      'pushed_authorization_request_endpoint',
      'token_endpoint',
      'challenge_endpoint',
    ])
      expect(isHttps(server[name])).toBe(true);
    expect(server['response_types_supported']).toContain('code');
    expect(server['grant_types_supported']).toContain('authorization_code');
    expect(server).not.toHaveProperty('authorization_challenge_endpoint');
  });
});
