/** The packed byte array of a Token Status List (draft-ietf-oauth-status-list section 4.1), and its compression. */
import { constants, deflateSync } from 'node:zlib';

export type StatusBits = 1 | 2 | 4 | 8;
/** Registered values (section 7.1); 3 and above are an application's own and not used here. */
export const statusValue = { valid: 0, revoked: 1, suspended: 2 } as const;

export type StatusEntry = { readonly index: number; readonly value: number };

/**
 * `size` entries of `bits` bits, all 0 but those given: an entry nobody has looks like a valid one (ST-11).
 * Within a byte the first entry stands in the least significant bits (ST-01).
 * @throws RangeError for an entry outside the list or a value its bits cannot hold
 */
export function packStatuses(bits: StatusBits, size: number, entries: Iterable<StatusEntry>): Buffer {
  const perByte = 8 / bits;
  const bytes = Buffer.alloc(Math.ceil(size / perByte));
  const highest = 2 ** bits - 1;
  for (const { index, value } of entries) {
    const isInside = Number.isInteger(index) && index >= 0 && index < size;
    if (!isInside) throw new RangeError(`status index ${index} is outside a list of ${size}`);
    if (!(value >= 0 && value <= highest)) throw new RangeError(`status ${value} does not fit into ${bits} bits`);
    const at = Math.floor(index / perByte);
    const shift = (index % perByte) * bits;
    bytes[at] = ((bytes[at] ?? 0) & ~(highest << shift)) | (value << shift);
  }
  return bytes;
}

/** A ZLIB stream (RFC 1950), not gzip and not bare DEFLATE, at the best level (section 4.2 and 4.3). */
export function compressStatuses(packed: Uint8Array): Buffer {
  return deflateSync(packed, { level: constants.Z_BEST_COMPRESSION });
}
