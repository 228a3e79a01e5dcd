/**
 * A session's data key: a key pair. The public half seals claims and requests into the session; the private half, sealed
 * to the worker, takes them out. The key of the session's digests is derived from it. Destroying it erases the session.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import type { BoxKeyPair, BoxKeys } from './sealed-box.js';
import { mintBoxKeyPair, openBox, sealTo } from './sealed-box.js';

export type MintedSessionKey = { readonly publicKey: Buffer; readonly dataKey: Buffer; readonly digestKey: Buffer };

/** `dataKey` is sealed (private and public half); `digestKey` is not yet. */
export function mintSessionKey(workerPublic: Uint8Array, context: string): MintedSessionKey {
  const pair = mintBoxKeyPair();
  const both = Buffer.concat([pair.privateKey, pair.publicKey]);
  return { publicKey: pair.publicKey, dataKey: sealTo(workerPublic, both, context), digestKey: digestKeyOf(pair) };
}

export function openSessionKey(worker: BoxKeys, sealed: Uint8Array, context: string) {
  const both = openBox(worker, sealed, context);
  const pair = { privateKey: both.subarray(0, 32), publicKey: both.subarray(32) };
  const digestKey = digestKeyOf(pair);
  return {
    open: (box: Uint8Array, boxContext: string): Uint8Array => openBox(pair, box, boxContext),
    digest: (content: string): string => keyedDigest(digestKey, content),
  };
}

/** HMAC-SHA-256: a plain hash of `{"age_over_18":true}` would be the claim itself. */
export function keyedDigest(key: Uint8Array, content: string): string {
  return createHmac('sha256', key).update(content).digest('base64url');
}

function digestKeyOf(pair: BoxKeyPair): Buffer {
  return Buffer.from(hkdfSync('sha256', pair.privateKey, Buffer.alloc(0), 'vouchsafe session digests 1', 32));
}
