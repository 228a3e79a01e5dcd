import { join } from 'node:path';
import { decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { identifySigner } from '../../activities/identify-signer.js';
import { loadKeyPair } from '../../adapters/issuer-keys/load-configured-issuer-keys.js';
import type { CredentialSigner } from '../../credentials/credential-format.js';
import { issueCredential } from '../../credentials/registry.js';
import { KeyFolder } from '../support/issuer-keys.js';
import { ISSUER, newHolderKey, sdJwtConfiguration } from './fixtures.js';

describe('the name of an issuer key', () => {
  it.each([
    ['ES256', 'P-256'],
    ['ES384', 'P-384'],
    ['ES512', 'P-521'],
  ] as const)('SV-23 of %s is one in the header, in /jwks and in the registry', async (algorithm, curve) => {
    const keys = new KeyFolder();
    await keys.add('own', curve);
    const at = (name: string) => join(keys.folder, 'own', name);
    const paths = { keyPemPath: at('key.pem'), chainPemPath: at('chain.pem'), now: new Date() };
    const { signer, jwk } = await loadKeyPair(paths, algorithm);
    const credential = issueCredential({
      configuration: { ...sdJwtConfiguration(), issuer_keys: 'web' },
      claims: {},
      holderKey: newHolderKey(),
      issuer: ISSUER,
      signer: signer as CredentialSigner,
      now: new Date(),
    });
    const { kid } = decodeProtectedHeader(credential.split('~')[0] ?? '');
    expect([kid, identifySigner(signer).key]).toEqual([jwk.kid, jwk.kid]);
  });
});
