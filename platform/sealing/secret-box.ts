/**
 * Sealing with keys of one's own: AES-256-GCM, the key's number in front, so that keys rotate with overlap.
 * Layout: key number ‖ nonce ‖ ciphertext ‖ tag.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Newest first: it seals; all of them open. Numbers are 0 to 255. */
export type SecretKeys = readonly { readonly id: number; readonly key: Buffer }[];

export function sealSecret(
  keys: SecretKeys,
  plaintext: Uint8Array,
  context: string,
  nonce = randomBytes(NONCE_BYTES),
): Buffer {
  const { id, key } = newest(keys);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([Buffer.of(id), nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * The same plaintext in the same context seals to the same bytes, as long as it is by the same key. The nonce depends on all that is sealed, so two
 * different plaintexts never share one.
 */
export function sealSecretAlike(keys: SecretKeys, plaintext: Uint8Array, context: string, keyId?: number): Buffer {
  // A key that is gone opens nothing any more; what it sealed then has to be made anew.
  const chosen = keys.find((one) => one.id === keyId) ?? newest(keys);
  const nonce = createHmac('sha256', chosen.key).update(`nonce ${context} `).update(plaintext).digest();
  return sealSecret([chosen], plaintext, context, nonce.subarray(0, NONCE_BYTES));
}

/** Undefined when it was not sealed by any of these keys in this context. */
export function openSecret(keys: SecretKeys, sealed: Uint8Array, context: string): Buffer | undefined {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const key = keys.find((one) => one.id === bytes[0])?.key;
  if (key === undefined || bytes.length < 1 + NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE_BYTES)).setAAD(
    Buffer.from(context),
  );
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function newest(keys: SecretKeys): SecretKeys[number] {
  const [first] = keys;
  if (first === undefined) throw new Error('No sealing key is configured');
  return first;
}
