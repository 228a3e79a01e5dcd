import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Handle, HandleCodec, HandleKind } from '../../../api/handles/handle-codec.js';
import { createHandleCodec } from '../../../api/handles/handle-codec.js';
import type { SecretKeys } from '../../../platform/sealing/secret-box.js';
import { openSecret, sealSecret, sealSecretAlike } from '../../../platform/sealing/secret-box.js';

const KINDS: readonly HandleKind[] = [
  'code',
  'issuer_state',
  'request_uri',
  'authorization_code',
  'access',
  'refresh',
  'identifier',
  'transaction',
  'notification',
  'nonce',
  'dpop-nonce',
  'attestation-challenge',
];
const newKeys = (...ids: number[]): SecretKeys => ids.map((id) => ({ id, key: randomBytes(32) }));
const KEYS = newKeys(1);
const DIGEST_KEY = randomBytes(32);

function codecWith(keys: SecretKeys, digestKey = DIGEST_KEY): HandleCodec {
  return createHandleCodec({
    seal: (plaintext, context) => sealSecret(keys, plaintext, context),
    sealAlike: (plaintext, context, keyId) => sealSecretAlike(keys, plaintext, context, keyId),
    open: (sealed, context) => openSecret(keys, sealed, context),
    keyId: keys[0]?.id ?? 0,
    digestKey,
  });
}

const codec = codecWith(KEYS);
const HANDLE: Handle = {
  issuer: 'default',
  session: 'Xa3n',
  expiresAt: 1_800_000_000_000,
  configurations: ['a'],
  jkt: 'thumb',
};

describe('a handle', () => {
  it('says what it was made to say', () => {
    const full: Required<Handle> = {
      issuer: 'default',
      session: 's',
      expiresAt: 1,
      clientId: 'wällét',
      jkt: 'j',
      configurations: ['a', 'b'],
      requestId: 'r',
      hasTxCode: true,
      requireDpop: true,
      publicKey: 'k',
      deferralLimit: 60,
      draft: '13',
      requireWalletAttestation: true,
      requireKeyAttestation: true,
      instance: 'n',
      browser: 'b',
      grant: 'g',
      detailed: ['a'],
      codeChallenge: 'c',
      redirectDigest: 'd',
      version: '1-0123456789abcdef',
      walletStatus: { references: [{ uri: 'https://provider.example/1', index: 7 }], keptUntil: 9 },
    };
    expect(codec.open('access', codec.mint('access', full))).toEqual(full);
    expect(codec.open('access', codec.mint('access', { issuer: 'i', session: '' }))).toEqual({
      issuer: 'i',
      session: '',
    });
  });

  it('opens however many configurations it is for', () => {
    const configurations = Array.from({ length: 20 }, (_, nth) => `eu.europa.ec.eudi.${'credential'.repeat(5)}.${nth}`);
    const bound = { jkt: 'j'.repeat(43), instance: 'i'.repeat(43), publicKey: 'k'.repeat(43) };
    const asked = { codeChallenge: 'c'.repeat(43), redirectDigest: 'r'.repeat(43), clientId: 'w'.repeat(200) };
    const handle = { ...HANDLE, ...bound, ...asked, configurations, detailed: configurations };
    expect(codec.open('authorization_code', codec.mintAlike('authorization_code', handle))).toEqual(handle);
  });

  it.each(KINDS)('of the kind %s opens as no other', (kind) => {
    for (const text of [codec.mint(kind, HANDLE), codec.mintAlike(kind, HANDLE)]) {
      expect(KINDS.filter((other) => codec.open(other, text) !== undefined)).toEqual([kind]);
    }
  });

  it('is opaque, and never the same twice', () => {
    const text = codec.mint('access', HANDLE);
    expect(text).toMatch(/^[A-Za-z0-9_-]{86,}$/);
    expect(Buffer.from(text, 'base64url').toString('latin1')).not.toContain('Xa3n');
    expect(codec.mint('access', HANDLE)).not.toBe(text);
  });

  it('changed in any character is none', () => {
    const text = codec.mint('access', HANDLE);
    for (let index = 0; index < text.length; index += 1) {
      const changed = text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1);
      expect(codec.open('access', changed), `at ${index}`).toBeUndefined();
    }
  });

  it('cut, lengthened, padded or spelled otherwise is none', () => {
    const text = codec.mint('access', HANDLE);
    for (const other of [
      '',
      text.slice(1),
      text.slice(0, -1),
      `${text}A`,
      `${text}=`,
      ` ${text}`,
      `${text}\n`,
      text.repeat(30),
    ])
      expect(codec.open('access', other)).toBeUndefined();
    // The last character of base64url holds bits that decoding ignores.
    const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].filter(
      (last) => codec.open('access', text.slice(0, -1) + last) !== undefined,
    );
    expect(spellings).toEqual([text.at(-1)]);
  });

  it('is made by nobody else, whatever they send', async () => {
    const foreign = codecWith(newKeys(1));
    expect(codec.open('access', foreign.mint('access', HANDLE))).toBeUndefined();
    await fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.stringMatching(/^[A-Za-z0-9_-]{1,400}$/)), (text) => {
        expect(codec.open('access', text)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('opens while its key rotates', () => {
    const [next] = newKeys(2);
    const rotated = codecWith(next === undefined ? [] : [next, ...KEYS]);
    expect(rotated.open('access', codec.mint('access', HANDLE))).toEqual(HANDLE);
    expect(codec.open('access', rotated.mint('access', HANDLE))).toBeUndefined();
  });

  it('can be opened however much the wallet put into it', () => {
    const configurations = Array.from({ length: 20 }, (_, nth) => `eu.europa.ec.eudi.${String(nth).padStart(12, 'x')}`);
    const largest: Handle = {
      issuer: 'x'.repeat(32),
      session: 's'.repeat(22),
      expiresAt: 9_999_999_999_999,
      clientId: '\u0001'.repeat(200),
      jkt: 'j'.repeat(43),
      configurations,
      detailed: configurations,
      publicKey: 'k'.repeat(43),
    };
    expect(codec.open('access', codec.mint('access', largest))).toEqual(largest);
  });
});

describe('a handle made alike', () => {
  it('is the same for the same, and another for anything else', () => {
    const text = codec.mintAlike('code', HANDLE);
    expect(codecWith(KEYS).mintAlike('code', { ...HANDLE })).toBe(text);
    const others = [
      codec.mintAlike('identifier', HANDLE),
      codec.mintAlike('code', { ...HANDLE, requestId: '1' }),
      codec.mintAlike('code', { ...HANDLE, session: 'other' }),
      codecWith(newKeys(1)).mintAlike('code', HANDLE),
      codecWith(KEYS, randomBytes(32)).mintAlike('code', HANDLE),
    ];
    expect(new Set([text, ...others]).size).toBe(6);
  });

  it('stays the same through a rotation when its key is named', () => {
    const [next] = newKeys(2);
    const rotated = codecWith(next === undefined ? [] : [next, ...KEYS]);
    expect(rotated.keyId).toBe(2);
    expect(rotated.mintAlike('code', HANDLE, 1)).toBe(codec.mintAlike('code', HANDLE));
    expect(rotated.mintAlike('code', HANDLE)).not.toBe(codec.mintAlike('code', HANDLE));
  });
});

describe('digests', () => {
  it('of a handle are the same everywhere; keyed ones need the key', () => {
    expect(codec.digest('x')).toBe(codecWith(newKeys(9), randomBytes(32)).digest('x'));
    expect(codec.keyedDigest('a', 'b')).not.toBe(codecWith(KEYS, randomBytes(32)).keyedDigest('a', 'b'));
  });

  it('tell where one part ends and the next begins', () => {
    expect(codec.keyedDigest('ab', 'c')).not.toBe(codec.keyedDigest('a', 'bc'));
    expect(codec.keyedDigest('a","b')).not.toBe(codec.keyedDigest('a', 'b'));
  });

  it('as a fingerprint are short and match two records', () => {
    expect(codec.fingerprint('secret')).toMatch(/^fp:[A-Za-z0-9_-]{10}$/);
    expect(codec.fingerprint('secret')).toBe(codec.fingerprint('secret'));
    expect(codec.fingerprint('secret')).not.toBe(codec.fingerprint('secreu'));
  });
});
