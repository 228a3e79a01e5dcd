import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deriveAgreementKey } from '../../platform/sealing/agreement-key.js';
import { createKeyFile, loadApiKeys } from '../../platform/sealing/key-file.js';

const secret = Buffer.alloc(32, 7);

describe('deriveAgreementKey', () => {
  it('gives the same key for the same secret and name, and another for any other', () => {
    const of = (from: Buffer, name: string) => deriveAgreementKey(from, name).publicJwk.x;
    expect(of(secret, 'a')).toBe(of(secret, 'a'));
    expect(new Set([of(secret, 'a'), of(secret, 'b'), of(Buffer.alloc(32, 8), 'a')]).size).toBe(3);
  });

  it('stays what it was: wallets hold its public half in their copies of the metadata', () => {
    expect(deriveAgreementKey(secret, 'a').publicJwk.x).toBe('yTsm6neUuvYAhZjMGE1g5H40szXp4eH9hhjAaKQivKI');
  });

  it('gives two halves of one key', () => {
    const { privateKey, publicJwk } = deriveAgreementKey(secret, 'a');
    const theirs = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const publicKey = createPublicKey({ key: publicJwk, format: 'jwk' });
    const here = diffieHellman({ privateKey, publicKey: theirs.publicKey });
    expect(here.equals(diffieHellman({ privateKey: theirs.privateKey, publicKey }))).toBe(true);
  });
});

describe('key file', () => {
  it('EN-09 loads a file from before there was encryption, always with the same secret', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vouchsafe-keys-'));
    const path = join(folder, 'keys.json');
    try {
      createKeyFile(path);
      const file = JSON.parse(readFileSync(path, 'utf8'));
      expect(loadApiKeys(path, false).agreementSecret.toString('base64url')).toBe(file.api.agreement_secret);
      delete file.api.agreement_secret;
      writeFileSync(path, JSON.stringify(file));
      const secretOf = () => loadApiKeys(path, false).agreementSecret;
      expect(secretOf()).toHaveLength(32);
      expect(secretOf()).toEqual(secretOf());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
