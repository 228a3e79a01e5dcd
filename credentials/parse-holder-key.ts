/** The holder's public key in one checked form, from which each format builds its own. */
import { type HolderJwk, UnusableHolderKey } from './credential-format.js';

export type HolderKey =
  | { readonly kty: 'EC'; readonly crv: 'P-256' | 'P-384' | 'P-521'; readonly x: Buffer; readonly y: Buffer }
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: Buffer };

const COORDINATE_BYTES = { 'P-256': 32, 'P-384': 48, 'P-521': 66, Ed25519: 32 } as const;

/**
 * Returns the key with coordinates at full length: a wallet that drops leading zero bytes still gets a correct key.
 * That the point is on its curve is not checked here; verifying the proof has imported the key.
 * @throws UnusableHolderKey for key types and curves that neither COSE nor JOSE verifiers of credentials know (PR-14)
 */
export function parseHolderKey(jwk: HolderJwk): HolderKey {
  if (jwk.kty === 'EC' && (jwk.crv === 'P-256' || jwk.crv === 'P-384' || jwk.crv === 'P-521')) {
    const size = COORDINATE_BYTES[jwk.crv];
    return { kty: 'EC', crv: jwk.crv, x: parseCoordinate(jwk.x, 'x', size), y: parseCoordinate(jwk.y, 'y', size) };
  }
  if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519') {
    return { kty: 'OKP', crv: jwk.crv, x: parseCoordinate(jwk.x, 'x', COORDINATE_BYTES.Ed25519) };
  }
  throw new UnusableHolderKey('the holder key must be on P-256, P-384, P-521 or Ed25519');
}

function parseCoordinate(value: string | undefined, member: string, size: number): Buffer {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]+$/.test(value)) {
    throw new UnusableHolderKey(`member ${member} of the holder key must be base64url without padding`);
  }
  const bytes = Buffer.from(value, 'base64url');
  const excess = bytes.length - size;
  if (excess > 0) {
    // A sign byte from a big-integer encoder is harmless; anything else is another key.
    if (bytes.subarray(0, excess).some((byte) => byte !== 0)) {
      throw new UnusableHolderKey(`member ${member} of the holder key is longer than its curve allows`);
    }
    return bytes.subarray(excess);
  }
  return Buffer.concat([Buffer.alloc(-excess), bytes]);
}
