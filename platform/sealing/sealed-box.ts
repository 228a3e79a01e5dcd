/**
 * Sealing to a public key: whoever has the public half can put something in, only the private half takes it out.
 * X25519 with an ephemeral key, HKDF-SHA-256, AES-256-GCM. Layout: version ‖ ephemeral public key ‖ ciphertext ‖ tag.
 */
import type { KeyObject } from 'node:crypto';
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
} from 'node:crypto';

const VERSION = 1;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_BYTES;
// The key is used for one message only, so a fixed nonce is as good as a random one.
const NONCE = Buffer.alloc(12);
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');

/** Raw X25519 keys, 32 bytes each. */
export type BoxKeyPair = { readonly publicKey: Buffer; readonly privateKey: Buffer };
/** The pair that is sealed to, and those before it, to which older boxes are still sealed. */
export type BoxKeys = BoxKeyPair & { readonly previous?: readonly BoxKeyPair[] };

export function pairOf(privateKey: Buffer): BoxKeyPair {
  const publicKey = createPublicKey(importPrivate(privateKey)).export({ format: 'der', type: 'spki' });
  return { privateKey, publicKey: publicKey.subarray(SPKI.length) };
}

export function mintBoxKeyPair(): BoxKeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return { publicKey: publicKey.subarray(SPKI.length), privateKey: privateKey.subarray(PKCS8.length) };
}

/** `context` is authenticated, not stored: it must be given again to open, so a box cannot be moved to another place. */
export function sealTo(publicKey: Uint8Array, plaintext: Uint8Array, context: string): Buffer {
  const ephemeral = mintBoxKeyPair();
  const key = boxKey(importPrivate(ephemeral.privateKey), publicKey, ephemeral.publicKey, publicKey);
  const cipher = createCipheriv('aes-256-gcm', key, NONCE).setAAD(Buffer.from(context));
  return Buffer.concat([
    Buffer.of(VERSION),
    ephemeral.publicKey,
    cipher.update(plaintext),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** @throws when the box was sealed to none of these keys in this context, or was changed */
export function openBox({ previous = [], ...keys }: BoxKeys, box: Uint8Array, context: string): Buffer {
  try {
    return openWith(keys, box, context);
  } catch (error) {
    const [next, ...older] = previous;
    if (next === undefined) throw error;
    return openBox({ ...next, previous: older }, box, context);
  }
}

function openWith(keys: BoxKeyPair, box: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(box.buffer, box.byteOffset, box.byteLength);
  if (bytes[0] !== VERSION || bytes.length < HEADER_BYTES + TAG_BYTES) throw new Error('Not a sealed box');
  const ephemeral = bytes.subarray(1, HEADER_BYTES);
  const key = boxKey(importPrivate(keys.privateKey), ephemeral, ephemeral, keys.publicKey);
  const decipher = createDecipheriv('aes-256-gcm', key, NONCE).setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES)), decipher.final()]);
}

/** Both public keys go into the key, so that a box is bound to its recipient. */
function boxKey(mine: KeyObject, theirs: Uint8Array, ephemeral: Uint8Array, recipient: Uint8Array): Buffer {
  const shared = diffieHellman({ privateKey: mine, publicKey: importPublic(theirs) });
  return Buffer.from(
    hkdfSync('sha256', shared, Buffer.concat([ephemeral, recipient]), 'vouchsafe sealed box 1', KEY_BYTES),
  );
}

function importPrivate(raw: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, raw]), format: 'der', type: 'pkcs8' });
}

function importPublic(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
}
