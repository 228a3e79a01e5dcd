/** CBOR as ISO 18013-5 and the PID Rulebook 3.1.2 want it: definite, shortest heads. */
import { Encoder, Tag } from 'cbor-x';

/**
 * Each option undoes a default that would change the bytes: 16-bit map heads, tag 259 before a `Map`, tag 64 before a
 * `Uint8Array`, private record structures. No `addExtension`: those are global to the process.
 */
const options = {
  useRecords: false,
  variableMapSize: true,
  tagUint8Array: false,
  mapsAsObjects: false,
  // The library reads this option, but its types do not know it.
  useTag259ForMaps: false,
};
const encoder = new Encoder(options);

/** Returns a copy: the encoder's result is a view on a buffer it keeps using. */
export function encodeCbor(value: unknown): Buffer {
  return Buffer.from(encoder.encode(value));
}

/** Tag 24: a data item that is itself encoded CBOR, so its bytes survive being passed on (RFC 8949, 3.4.5.1). */
export function embeddedCbor(bytes: Uint8Array): Tag {
  return new Tag(bytes, 24);
}

/** Tag 0 without fractions of a second, the `tdate` of ISO 18013-5. */
export function tdate(time: Date): Tag {
  return new Tag(`${time.toISOString().slice(0, 19)}Z`, 0);
}

/** Tag 1004, RFC 8943. */
export function fullDate(text: string): Tag {
  return new Tag(text, 1004);
}
