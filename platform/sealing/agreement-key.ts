/**
 * Key agreement keys (P-256) that are derived instead of stored: the same secret and name give the same key on every
 * replica and after every restart, and a new name is a new key.
 */
import type { KeyObject } from 'node:crypto';
import { createECDH, createPrivateKey, hkdfSync } from 'node:crypto';

export type AgreementKey = {
  readonly privateKey: KeyObject;
  readonly publicJwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };
};

/** Order of the curve's group. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** 64 bits more than the order has, so that the remainder has no bias to speak of (FIPS 186-5, appendix A.2.1). */
const WIDE_BYTES = 40;

export function deriveAgreementKey(secret: Uint8Array, name: string): AgreementKey {
  const wide = Buffer.from(
    hkdfSync('sha256', secret, Buffer.alloc(0), `vouchsafe agreement key 1 ${name}`, WIDE_BYTES),
  );
  const scalar = (BigInt(`0x${wide.toString('hex')}`) % (ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(d);
  // Uncompressed point: 4 ‖ x ‖ y.
  const point = ecdh.getPublicKey();
  const text = (bytes: Buffer): string => bytes.toString('base64url');
  const publicJwk = { kty: 'EC', crv: 'P-256', x: text(point.subarray(1, 33)), y: text(point.subarray(33)) } as const;
  return { publicJwk, privateKey: createPrivateKey({ key: { ...publicJwk, d: text(d) }, format: 'jwk' }) };
}
