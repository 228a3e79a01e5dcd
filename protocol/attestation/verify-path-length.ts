/** `pathLenConstraint` of a certificate (RFC 5280 section 4.2.1.9), which node:crypto reads but does not tell. */
import type { X509Certificate } from 'node:crypto';

/** The object identifier 2.5.29.19 in DER. */
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex');
const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BOOLEAN_LENGTH = 3;

/** How many further CAs may stand between this certificate and a leaf; without a constraint, any number. */
export function pathLengthOf({ raw }: X509Certificate): number {
  const at = raw.indexOf(BASIC_CONSTRAINTS);
  if (at < 0) return Number.POSITIVE_INFINITY;
  const afterId = at + BASIC_CONSTRAINTS.length;
  const octets = raw[afterId] === BOOLEAN ? afterId + BOOLEAN_LENGTH : afterId;
  // Octet string, then the sequence in it, both with short lengths: there is room for no more than two small members.
  const sequence = raw.subarray(octets + 4, octets + 4 + (raw[octets + 3] ?? 0));
  const length = sequence[0] === BOOLEAN ? sequence.subarray(BOOLEAN_LENGTH) : sequence;
  if (length[0] !== INTEGER) return Number.POSITIVE_INFINITY;
  const bytes = length[1] ?? 0;
  // A number this long is no constraint anybody means.
  return bytes >= 1 && bytes <= 4 && length.length >= 2 + bytes ? length.readUIntBE(2, bytes) : 0;
}
