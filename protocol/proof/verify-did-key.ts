/**
 * `did:key` and `did:jwk`: DIDs that contain their key, so that resolving them is reading. Nothing is fetched.
 * did:key: https://w3c-ccg.github.io/did-key-spec/; did:jwk: https://github.com/quartzjer/did-jwk/blob/main/spec.md
 */
import { ECDH } from 'node:crypto';
import { isJsonObject } from '../errors/describe-shape.js';
import type { PublicJwk } from '../jwk.js';
import { hasPrivateMember, toMinimalPublicJwk } from '../jwk.js';
import { decodeBase58btc } from './base58btc.js';

type ReadKey = (bytes: Uint8Array) => PublicJwk | undefined;

/** Multicodec prefixes, as varints. */
const CODECS: readonly { readonly prefix: readonly number[]; readonly read: ReadKey }[] = [
  { prefix: [0xd1, 0xd6, 0x03], read: readCanonicalJwk }, // jwk_jcs-pub, 0xeb51
  { prefix: [0x80, 0x24], read: (bytes) => readPoint(bytes, 'P-256', 'prime256v1', 32) }, // p256-pub, 0x1200
  { prefix: [0x81, 0x24], read: (bytes) => readPoint(bytes, 'P-384', 'secp384r1', 48) }, // p384-pub, 0x1201
  { prefix: [0x82, 0x24], read: (bytes) => readPoint(bytes, 'P-521', 'secp521r1', 66) }, // p521-pub, 0x1202
  { prefix: [0xed, 0x01], read: readEd25519 }, // ed25519-pub, 0xed
];

const MAX_KID = 2048;

/**
 * The public key a DID URL names, or nothing if it names none we can read, carries a private key, or its fragment is not
 * that of the DID's one signing key. A bare DID is taken to mean that key. Whether the key fits an algorithm, and whether
 * a JWK is a valid key at all, is not checked here.
 */
export function resolveDidKid(kid: string): PublicJwk | undefined {
  if (kid.length > MAX_KID) return undefined;
  const [did = '', fragment, ...rest] = kid.split('#');
  if (rest.length > 0) return undefined;
  const [scheme, method, id = '', ...more] = did.split(':');
  if (scheme !== 'did' || more.length > 0) return undefined;
  if (method === 'key' && (fragment === undefined || fragment === id)) return readMultikey(id);
  if (method === 'jwk' && (fragment === undefined || fragment === '0')) return readDidJwk(id);
  return undefined;
}

/** The key of a multibase text: that of a did:key, or the `publicKeyMultibase` of a verification method. */
export function readMultikey(id: string): PublicJwk | undefined {
  const bytes = id.startsWith('z') ? decodeBase58btc(id.slice(1)) : undefined;
  if (!bytes) return undefined;
  const codec = CODECS.find(({ prefix }) => prefix.every((byte, index) => bytes[index] === byte));
  return codec?.read(bytes.subarray(codec.prefix.length));
}

/** A compressed point, decompressed by OpenSSL, which refuses what is not on the curve. */
function readPoint(compressed: Uint8Array, crv: string, curve: string, size: number): PublicJwk | undefined {
  if (compressed.length !== size + 1 || (compressed[0] !== 2 && compressed[0] !== 3)) return undefined;
  try {
    const point = ECDH.convertKey(compressed, curve, undefined, undefined, 'uncompressed') as Buffer;
    return { crv, kty: 'EC', x: point.toString('base64url', 1, 1 + size), y: point.toString('base64url', 1 + size) };
  } catch {
    return undefined;
  }
}

function readEd25519(bytes: Uint8Array): PublicJwk | undefined {
  return bytes.length === 32 ? { crv: 'Ed25519', kty: 'OKP', x: Buffer.from(bytes).toString('base64url') } : undefined;
}

/** A JWK in the canonical form of RFC 8785. Other spellings are refused: one key would have several DIDs. */
function readCanonicalJwk(bytes: Uint8Array): PublicJwk | undefined {
  const jwk = readJson(bytes);
  if (!jwk || !Object.values(jwk).every((value) => typeof value === 'string')) return undefined;
  // For an object of strings, sorted members and JSON.stringify are the canonical form.
  const canonical = JSON.stringify(Object.fromEntries(Object.entries(jwk).sort(([a], [b]) => (a < b ? -1 : 1))));
  return Buffer.from(canonical).equals(bytes) ? toPublic(jwk) : undefined;
}

function readDidJwk(id: string): PublicJwk | undefined {
  const jwk = /^[A-Za-z0-9_-]+$/.test(id) ? readJson(Buffer.from(id, 'base64url')) : undefined;
  return jwk && toPublic(jwk);
}

function readJson(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A DID is public by nature: one that contains a private key has given it away. */
function toPublic(jwk: Record<string, unknown>): PublicJwk | undefined {
  return hasPrivateMember(jwk) || typeof jwk.kty !== 'string' ? undefined : toMinimalPublicJwk(jwk);
}
