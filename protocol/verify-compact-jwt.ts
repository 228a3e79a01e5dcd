/**
 * What all JWTs signed by wallets have in common: compact form, a public key, an algorithm that fits it, a signature.
 * Answers with faults rather than refusals, as the same fault has another code at each door.
 */
import { createHash } from 'node:crypto';
import type { CryptoKey } from 'jose';
import { compactVerify, importJWK } from 'jose';
import { isJsonObject } from './errors/describe-shape.js';
import type { PublicJwk } from './jwk.js';
import { hasPrivateMember, toMinimalPublicJwk } from './jwk.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** RFC 7518 section 3.4, RFC 8037 section 3.1 and RFC 9864: which key each algorithm takes, and its coordinate length. */
const KEY_OF_ALGORITHM: ReadonlyMap<string, { readonly kty: string; readonly crv: string; readonly bytes: number }> =
  new Map([
    ['ES256', { kty: 'EC', crv: 'P-256', bytes: 32 }],
    ['ES384', { kty: 'EC', crv: 'P-384', bytes: 48 }],
    ['ES512', { kty: 'EC', crv: 'P-521', bytes: 66 }],
    ['EdDSA', { kty: 'OKP', crv: 'Ed25519', bytes: 32 }],
    ['Ed25519', { kty: 'OKP', crv: 'Ed25519', bytes: 32 }],
  ]);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** The header of a compact JWT, or nothing if this is none. Not verified in any way. */
export function decodeHeader(jwt: string): JsonObject | undefined {
  return decodePart(jwt, 0);
}

/** Its claims, as unverified as its header: for what may be guessed from them, and nothing that is decided by them. */
export function decodeClaims(jwt: string): JsonObject | undefined {
  return decodePart(jwt, 1);
}

function decodePart(jwt: string, index: 0 | 1): JsonObject | undefined {
  const parts = COMPACT.test(jwt) ? jwt.split('.') : [];
  // RFC 4648 section 3.5: a second spelling of the same bytes would be a second text for one signed statement.
  return parts.length === 3 && parts.every(isCanonical)
    ? decodeObject(Buffer.from(parts[index] ?? '', 'base64url'))
    : undefined;
}

/** Whether the last character carries no bits beyond the last byte, and there is no character too many. */
function isCanonical(base64url: string): boolean {
  const spare = base64url.length % 4;
  const last = ALPHABET.indexOf(base64url.at(-1) ?? '');
  return spare === 0 || (spare === 2 && last % 16 === 0) || (spare === 3 && last % 4 === 0);
}

function decodeObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export type KeyFault = 'not_an_object' | 'private_key' | 'unsuitable';

/**
 * The key reduced to its public members, if it fits the algorithm. Coordinates must have full length (RFC 7518 section
 * 6.2.1.2) and be canonically encoded, so that one key has one thumbprint. That they name a point is found on import.
 */
export function readPublicJwk(value: unknown, algorithm: string): PublicJwk | KeyFault {
  if (!isJsonObject(value)) return 'not_an_object';
  if (hasPrivateMember(value)) return 'private_key';
  const key = toMinimalPublicJwk(value);
  const wanted = KEY_OF_ALGORITHM.get(algorithm);
  if (!wanted || key.kty !== wanted.kty || key.crv !== wanted.crv) return 'unsuitable';
  const coordinates = wanted.kty === 'EC' ? [key.x, key.y] : [key.x];
  if (!coordinates.every((coordinate) => isCoordinate(coordinate, wanted.bytes))) return 'unsuitable';
  return wanted.kty === 'EC' ? key : { crv: wanted.crv, kty: wanted.kty, x: key.x as string };
}

function isCoordinate(text: string | undefined, bytes: number): boolean {
  if (text === undefined) return false;
  const decoded = Buffer.from(text, 'base64url');
  return decoded.length === bytes && decoded.toString('base64url') === text;
}

/** RFC 7638: SHA-256 over the required members in lexicographic order. */
export function thumbprintOf({ crv, kty, x, y }: PublicJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/** The key ready for use, or nothing if its coordinates are no point of the curve. */
export async function importPublicKey(key: PublicJwk, algorithm: string): Promise<CryptoKey | undefined> {
  try {
    // A copy of the four members only: `use`, `key_ops` or `ext` of the sender must not decide what is imported.
    return (await importJWK({ ...key }, algorithm)) as CryptoKey;
  } catch {
    return undefined;
  }
}

export type SignedClaims = { readonly claims: JsonObject } | 'bad_signature' | 'not_an_object';

/**
 * The claims, once the signature over them verifies with exactly this algorithm.
 *
 * @param understood header parameters that may be critical (RFC 7515 section 4.1.11)
 */
export async function verifySignedClaims(
  jwt: string,
  key: CryptoKey,
  algorithm: string,
  understood: readonly string[] = [],
): Promise<SignedClaims> {
  try {
    const crit = Object.fromEntries(understood.map((name) => [name, true]));
    const { payload } = await compactVerify(jwt, key, { algorithms: [algorithm], crit });
    const claims = decodeObject(payload);
    return claims ? { claims } : 'not_an_object';
  } catch {
    return 'bad_signature';
  }
}
