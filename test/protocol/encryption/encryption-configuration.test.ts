import { describe, expect, it } from 'vitest';
import { buildEncryptionMetadata } from '../../../protocol/encryption/build-encryption-metadata.js';
import { zEncryptionConfiguration } from '../../../protocol/encryption/z-encryption-configuration.js';

const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k1', use: 'enc', alg: 'ECDH-ES' } as const;
const metadataOf = (configuration: object) =>
  buildEncryptionMetadata(zEncryptionConfiguration.parse(configuration), [key]);

describe('encryption in the metadata', () => {
  it('CM-07 CM-08 says nothing where encryption is off, which it is unless said', () => {
    expect(metadataOf({})).toEqual({});
  });

  it('CM-07 publishes a JWK Set, the content encryptions and whether encryption is required', () => {
    expect(metadataOf({ request: 'optional' })).toEqual({
      credential_request_encryption: {
        jwks: { keys: [key] },
        enc_values_supported: ['A128GCM', 'A256GCM'],
        encryption_required: false,
      },
    });
  });

  it('CM-08 EN-05 publishes what responses can be encrypted with', () => {
    const all = metadataOf({ request: 'required', response: 'required', compression: true });
    expect(all.credential_request_encryption).toMatchObject({
      encryption_required: true,
      zip_values_supported: ['DEF'],
    });
    expect(all.credential_response_encryption).toEqual({
      alg_values_supported: ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'],
      enc_values_supported: ['A128GCM', 'A256GCM'],
      zip_values_supported: ['DEF'],
      encryption_required: true,
    });
  });
});

describe('encryption in the configuration', () => {
  it.each([
    ['response without request', { response: 'optional' }],
    ['required response without request', { response: 'required' }],
    ['required response with optional request', { request: 'optional', response: 'required' }],
  ])('CM-09 refuses %s', (_name, configuration) => {
    expect(zEncryptionConfiguration.safeParse(configuration).success).toBe(false);
  });

  it.each([
    ['RSA1_5', { response_alg_values: ['RSA1_5'] }],
    ['no enc', { enc_values: [] }],
    ['generation 0', { request_key_generation: 0 }],
  ])('CM-08 refuses %s', (_name, change) => {
    const configuration = { request: 'optional', response: 'optional', ...change };
    expect(zEncryptionConfiguration.safeParse(configuration).success).toBe(false);
  });

  it('EN-04 lets older wallets be required to ask for encryption in plain requests', () => {
    const lenient = { request: 'optional', response: 'required', allow_plain_response_key: true };
    expect(zEncryptionConfiguration.safeParse(lenient).success).toBe(true);
  });
});
