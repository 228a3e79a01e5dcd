import { describe, expect, it } from 'vitest';
import { createRequestKeys } from '../../api/encryption/request-keys.js';
import { deriveAgreementKey } from '../../platform/sealing/agreement-key.js';
import { zEncryptionConfiguration } from '../../protocol/encryption/z-encryption-configuration.js';

const secret = Buffer.alloc(32, 1);
const keysOf = (change: object = {}, issuerId = 'default') =>
  createRequestKeys(issuerId, zEncryptionConfiguration.parse({ request: 'optional', ...change }), (name) =>
    deriveAgreementKey(secret, name),
  );
const kidOf = (generation: number) => keysOf({ request_key_generation: generation }).published[0]?.kid ?? '';

describe('createRequestKeys', () => {
  it('CM-07 EN-09 publishes public keys with kid, use and alg, and nothing private', () => {
    const { published } = keysOf({ request_alg_values: ['ECDH-ES', 'ECDH-ES+A256KW'] });
    expect(published.map(({ alg, use }) => [alg, use])).toEqual([
      ['ECDH-ES', 'enc'],
      ['ECDH-ES+A256KW', 'enc'],
    ]);
    expect(new Set(published.map(({ kid }) => kid)).size).toBe(2);
    for (const key of published) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('EN-09 keeps finding earlier generations, and the next one, whose replicas may be up already', () => {
    const { find, published } = keysOf({ request_key_generation: 5, previous_generations: 2 });
    expect(published.map(({ kid }) => kid)).toEqual([kidOf(5)]);
    const found = [2, 3, 4, 5, 6, 7].filter((generation) => find(kidOf(generation)) !== undefined);
    expect(found).toEqual([3, 4, 5, 6]);
  });

  it('gives every issuer keys of its own', () => {
    expect(keysOf({}, 'other').find(kidOf(1))).toBeUndefined();
  });

  it('has none where requests are not encrypted', () => {
    expect(keysOf({ request: 'off' }).published).toEqual([]);
    expect(keysOf({ request: 'off' }).find(kidOf(1))).toBeUndefined();
  });
});
