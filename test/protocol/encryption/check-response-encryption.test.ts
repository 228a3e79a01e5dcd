import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkResponseEncryption } from '../../../protocol/encryption/check-response-encryption.js';
import { verifyResponseKey } from '../../../protocol/encryption/verify-response-key.js';
import { zEncryptionConfiguration } from '../../../protocol/encryption/z-encryption-configuration.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { expectRefusal } from '../expect-refusal.js';

const offered = (change: object = {}) =>
  zEncryptionConfiguration.parse({ request: 'optional', response: 'optional', ...change });
const inJwe = { wasEncrypted: true, mayBePlain: false };
const newJwk = (namedCurve = 'P-256') => generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' });
const jwk = { ...newJwk(), alg: 'ECDH-ES', kid: 'wallet-key', use: 'enc' };
const asked = { jwk, enc: 'A128GCM' };
const check = (raw: unknown, change: object = {}, request = inJwe) =>
  checkResponseEncryption(raw, offered(change), request);

describe('checkResponseEncryption', () => {
  it('EN-02 EN-06 takes alg and kid from the key, and enc from beside it', () => {
    expect(check(asked)).toEqual({ alg: 'ECDH-ES', enc: 'A128GCM', zip: false, kid: 'wallet-key', jwk });
  });

  it.each(['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'])('EN-06 takes %s unless the issuer lists less', (alg) => {
    expect(check({ ...asked, jwk: { ...jwk, alg } })?.alg).toBe(alg);
  });

  it('EN-03 AMB-24 takes alg from beside the key, and the one in the key where there are two', () => {
    const { alg: _, ...bare } = jwk;
    expect(check({ jwk: bare, alg: 'ECDH-ES+A256KW', enc: 'A256GCM' })?.alg).toBe('ECDH-ES+A256KW');
    expect(check({ ...asked, alg: 'ECDH-ES+A256KW' })?.alg).toBe('ECDH-ES');
  });

  it('CE-13 EN-07 compresses only where that is offered, leaves DEF out elsewhere and refuses what it does not know', async () => {
    expect(check({ ...asked, zip: 'DEF' }, { compression: true })?.zip).toBe(true);
    expect(check({ ...asked, zip: null }, { compression: true })?.zip).toBe(false);
    expect(check({ ...asked, zip: 'DEF' })).toMatchObject({ zip: false, zipLeftOut: true });
    for (const compression of [true, false]) {
      await expectRefusal(() => check({ ...asked, zip: 'GZIP' }, { compression }), 'response_encryption_unsupported');
      await expectRefusal(() => check({ ...asked, zip: 1 }, { compression }), 'response_encryption_malformed');
    }
  });

  it('CE-13 DE-08 asks for nothing where nothing is asked, unless it is required', async () => {
    expect(check(undefined)).toBeUndefined();
    expect(check(undefined, { response: 'off' })).toBeUndefined();
    const required = { request: 'required', response: 'required' };
    await expectRefusal(() => check(undefined, required), 'response_encryption_missing');
  });

  it('EN-04 refuses the key of a plain request, unless the issuer forgives older wallets', async () => {
    const plain = { wasEncrypted: false, mayBePlain: false };
    await expectRefusal(() => check(asked, {}, plain), 'response_encryption_in_plain_request');
    expect(check(asked, {}, { ...plain, mayBePlain: true })?.enc).toBe('A128GCM');
  });

  const { alg: _alg, ...withoutAlg } = jwk;
  it.each<[string, unknown, Reason]>([
    ['a string', 'jwk', 'response_encryption_malformed'],
    ['an array', [asked], 'response_encryption_malformed'],
    ['no key', { enc: 'A128GCM' }, 'response_encryption_malformed'],
    ['several keys', { ...asked, jwk: [jwk, jwk] }, 'response_encryption_malformed'],
    ['a kid that is no string', { ...asked, jwk: { ...jwk, kid: 7 } }, 'response_encryption_malformed'],
    ['no alg', { ...asked, jwk: withoutAlg }, 'response_key_without_alg'],
    ['RSA1_5', { ...asked, jwk: { ...jwk, alg: 'RSA1_5' } }, 'response_encryption_unsupported'],
    ['an alg that is no string', { ...asked, jwk: { ...jwk, alg: 5 } }, 'response_encryption_malformed'],
    ['dir', { ...asked, jwk: { ...jwk, alg: 'dir' } }, 'response_encryption_unsupported'],
    ['an inherited name as alg', { ...asked, jwk: { ...jwk, alg: 'constructor' } }, 'response_encryption_unsupported'],
    ['no enc', { jwk }, 'response_encryption_malformed'],
    ['A128CBC', { ...asked, enc: 'A128CBC' }, 'response_encryption_unsupported'],
    ['an enc that is not offered', { ...asked, enc: 'A256CBC-HS512' }, 'response_encryption_unsupported'],
  ])('CE-13 EN-02 EN-06 refuses %s', async (_name, raw, reason) => {
    const error = await expectRefusal(() => check(raw), reason, 'invalid_encryption_parameters');
    expect(error.refusal.status).toBe(400);
  });

  it('refuses everything as unsupported where response encryption is off', async () => {
    await expectRefusal(() => check(asked, { response: 'off' }), 'encryption_unsupported');
  });
});

describe('verifyResponseKey', () => {
  const verify = (key: object) => verifyResponseKey({ alg: 'ECDH-ES', enc: 'A128GCM', zip: false, jwk: { ...key } });

  it.each(['P-256', 'P-384', 'P-521'])('EN-06 takes a key on %s, whatever its key_ops say', async (curve) => {
    expect((await verify({ ...newJwk(curve), key_ops: ['sign'] })).key.type).toBe('public');
  });

  it('EN-06 takes X25519', async () => {
    const key = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
    expect((await verify(key)).key.type).toBe('public');
  });

  it('EN-06 refuses a private key, and does not repeat it', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    const error = await expectRefusal(() => verify(pair), 'response_key_private', 'invalid_encryption_parameters');
    expect(JSON.stringify(error.evidence)).not.toContain(pair.d);
  });

  it.each<[string, object]>([
    ['a key for signatures', { ...jwk, use: 'sig' }],
    ['a signature curve', generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })],
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })],
    ['a point off the curve', { ...jwk, y: jwk.x }],
    ['no coordinates', { kty: 'EC', crv: 'P-256' }],
    ['a curve by an inherited name', { ...jwk, crv: 'constructor' }],
    ['a curve of another kind', { ...jwk, kty: 'OKP' }],
  ])('EN-06 refuses %s', async (_name, key) => {
    await expectRefusal(() => verify(key), 'response_key_unsuitable', 'invalid_encryption_parameters');
  });
});
