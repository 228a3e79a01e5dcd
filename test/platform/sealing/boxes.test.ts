import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mintBoxKeyPair, openBox, sealTo } from '../../../platform/sealing/sealed-box.js';
import { openSecret, sealSecret, sealSecretAlike } from '../../../platform/sealing/secret-box.js';
import { keyedDigest, mintSessionKey, openSessionKey } from '../../../platform/sealing/session-key.js';

const plaintext = Buffer.from('Quetzalzwiebel');
const key = (id: number) => ({ id, key: randomBytes(32) });

/** Every variant of the bytes with one bit turned. */
function* tampered(bytes: Uint8Array): Generator<Buffer> {
  for (let index = 0; index < bytes.length; index += 1) {
    const copy = Buffer.from(bytes);
    copy[index] = (copy[index] ?? 0) ^ 1;
    yield copy;
  }
}

describe('a sealed box', () => {
  const mine = mintBoxKeyPair();
  const box = sealTo(mine.publicKey, plaintext, 'claims 1');

  it('is opened by the key it was sealed to, in its context', () => {
    expect(openBox(mine, box, 'claims 1')).toEqual(plaintext);
    expect(box.includes(plaintext)).toBe(false);
  });

  it('holds anything, of any length', async () => {
    await fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, context) => {
        expect(openBox(mine, sealTo(mine.publicKey, bytes, context), context)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 50 },
    );
  });

  it('is never the same twice', () => {
    expect(sealTo(mine.publicKey, plaintext, 'claims 1')).not.toEqual(box);
  });

  it('stays closed to another key, in another context, and with any bit turned', () => {
    expect(() => openBox(mintBoxKeyPair(), box, 'claims 1')).toThrow();
    expect(() => openBox(mine, box, 'claims 2')).toThrow();
    for (const changed of tampered(box)) expect(() => openBox(mine, changed, 'claims 1')).toThrow();
  });

  it('cut short is none', () => {
    for (const length of [0, 1, 33, 48, box.length - 1])
      expect(() => openBox(mine, box.subarray(0, length), 'claims 1')).toThrow();
  });

  it('is read from the middle of a larger buffer as it is', () => {
    const larger = Buffer.concat([randomBytes(7), box, randomBytes(7)]);
    expect(openBox(mine, larger.subarray(7, 7 + box.length), 'claims 1')).toEqual(plaintext);
  });
});

describe('a secret box', () => {
  const keys = [key(2), key(1)];

  it('is opened by the keys it was sealed with, in its context', () => {
    expect(openSecret(keys, sealSecret(keys, plaintext, 'code'), 'code')).toEqual(plaintext);
    expect(sealSecret(keys, plaintext, 'code')).not.toEqual(sealSecret(keys, plaintext, 'code'));
  });

  it('stays closed in another context, to other keys, and with any bit turned', () => {
    const sealed = sealSecret(keys, plaintext, 'code');
    expect(openSecret(keys, sealed, 'access')).toBeUndefined();
    expect(openSecret([key(2), key(1)], sealed, 'code')).toBeUndefined();
    for (const changed of tampered(sealed)) expect(openSecret(keys, changed, 'code')).toBeUndefined();
    for (const length of [0, 1, 13, 28]) expect(openSecret(keys, sealed.subarray(0, length), 'code')).toBeUndefined();
  });

  it('keeps opening while its key rotates, and no longer', () => {
    const [newest, old] = [key(2), key(1)];
    const sealed = sealSecret([old], plaintext, 'code');
    expect(openSecret([newest, old], sealed, 'code')).toEqual(plaintext);
    expect(openSecret([newest], sealed, 'code')).toBeUndefined();
    expect(sealSecret([newest, old], plaintext, 'code')[0]).toBe(newest.id);
  });

  it('sealed alike is the same for the same, and differs with plaintext, context and key', () => {
    const alike = sealSecretAlike(keys, plaintext, 'code');
    expect(sealSecretAlike(keys, Buffer.from(plaintext), 'code')).toEqual(alike);
    expect(openSecret(keys, alike, 'code')).toEqual(plaintext);
    const others = [
      sealSecretAlike(keys, Buffer.from('other'), 'code'),
      sealSecretAlike(keys, plaintext, 'identifier'),
      sealSecretAlike([key(2)], plaintext, 'code'),
    ];
    // Another nonce each time: two plaintexts under one nonce would give both away.
    for (const other of others) expect(other.subarray(1, 13)).not.toEqual(alike.subarray(1, 13));
  });

  it('needs a key', () => {
    expect(() => sealSecret([], plaintext, 'code')).toThrow('No sealing key');
  });
});

describe('a session key', () => {
  const worker = mintBoxKeyPair();
  const minted = mintSessionKey(worker.publicKey, 'data-key 1');

  it('takes out what its public half put in', () => {
    const opened = openSessionKey(worker, minted.dataKey, 'data-key 1');
    const sealed = sealTo(minted.publicKey, plaintext, 'claims 1');
    expect(Buffer.from(opened.open(sealed, 'claims 1'))).toEqual(plaintext);
    expect(() => opened.open(sealed, 'claims 2')).toThrow();
  });

  it('is the worker’s alone, and of this session', () => {
    expect(() => openSessionKey(mintBoxKeyPair(), minted.dataKey, 'data-key 1')).toThrow();
    expect(() => openSessionKey(worker, minted.dataKey, 'data-key 2')).toThrow();
  });

  it('gives the API and the worker the same digests, and every session its own', () => {
    const opened = openSessionKey(worker, minted.dataKey, 'data-key 1');
    expect(opened.digest('{"age_over_18":true}')).toBe(keyedDigest(minted.digestKey, '{"age_over_18":true}'));
    const other = mintSessionKey(worker.publicKey, 'data-key 1');
    expect(keyedDigest(other.digestKey, 'x')).not.toBe(keyedDigest(minted.digestKey, 'x'));
  });
});
