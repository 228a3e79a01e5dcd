/** What a status list token says, once its signature is verified (draft-ietf-oauth-status-list sections 4, 5 and 8.3). */
import { inflate } from 'node:zlib';
import { StatusListFault } from './status-list-fault.js';

/** The claims by their names in JWTs, as decoded from either encoding. */
export type StatusListClaims = {
  readonly sub: unknown;
  readonly iat: unknown;
  readonly exp: unknown;
  readonly ttl: unknown;
  readonly bits: unknown;
  /** Compressed; bytes already. */
  readonly lst: unknown;
};

export type VerifiedStatusList = {
  readonly bits: 1 | 2 | 4 | 8;
  readonly bytes: Uint8Array;
  /** Seconds it may be used without asking again, where the token says so. */
  readonly ttl?: number;
  /** Seconds since 1970. */
  readonly expiresAt?: number;
};

export type StatusListRules = {
  /** The address it was asked for at: a list is for one address only. */
  readonly uri: string;
  readonly now: Date;
};

/** Sixteen million one-bit entries decompress to two megabytes; no provider needs one list this long. */
const MOST_BYTES = 8 * 1024 * 1024;
const SKEW_SECONDS = 60;

/** @throws StatusListFault */
export async function verifyStatusListContent(
  claims: StatusListClaims,
  { uri, now }: StatusListRules,
): Promise<VerifiedStatusList> {
  const { sub, ttl, bits, lst } = claims;
  if (sub !== uri) throw new StatusListFault('its `sub` is not the address it was fetched from');
  const seconds = now.getTime() / 1000;
  const issuedAt = readTime(claims.iat, 'iat');
  const expiresAt = claims.exp === undefined ? undefined : readTime(claims.exp, 'exp');
  if (issuedAt > seconds + SKEW_SECONDS) throw new StatusListFault('its `iat` lies ahead');
  if (expiresAt !== undefined && seconds >= expiresAt + SKEW_SECONDS) throw new StatusListFault('it has expired');
  if (ttl !== undefined && !(typeof ttl === 'number' && ttl > 0 && Number.isFinite(ttl)))
    throw new StatusListFault('its `ttl` is not a positive number');
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8)
    throw new StatusListFault('its `bits` are none of 1, 2, 4 and 8');
  if (!(lst instanceof Uint8Array)) throw new StatusListFault('it has no `lst`');
  return {
    bits,
    bytes: await decompress(lst),
    ...(ttl !== undefined && { ttl }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

/** The value of one entry, or nothing where the list does not reach that far. Entries stand from the least significant bit up. */
export function statusAt({ bits, bytes }: VerifiedStatusList, index: number): number | undefined {
  const perByte = 8 / bits;
  const byte = bytes[Math.floor(index / perByte)];
  return byte === undefined ? undefined : (byte >> ((index % perByte) * bits)) & (2 ** bits - 1);
}

function readTime(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new StatusListFault(`its \`${name}\` is not a number`);
}

/** Off the main thread, and no further than the bound: a bomb is stopped while it unfolds. */
function decompress(compressed: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    inflate(compressed, { maxOutputLength: MOST_BYTES }, (error, bytes) => {
      if (error === null) resolve(bytes);
      else reject(new StatusListFault('its `lst` is no ZLIB stream, or far too long'));
    });
  });
}
