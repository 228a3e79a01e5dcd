/**
 * What readers of mdocs may object to in the certificate that signs them (ISO 18013-5 annex B.1.4, MD-20). Not every
 * ecosystem asks for all of it, so these are warnings: the certificate signs.
 */
import type { X509Certificate } from 'node:crypto';

const DAY = 86_400_000;
const MOST_DAYS = 457;

/** Extensions by the end of their object identifier, below `2.5.29` (RFC 5280 section 4.2.1). */
const KEY_USAGE = 15;
const EXTENDED_KEY_USAGE = 37;
const AUTHORITY_KEY = 35;
const SUBJECT_KEY = 14;
const ISSUER_NAMES = 18;
const REVOCATION_LISTS = 31;

export function findDocumentSignerWarnings(leaf: X509Certificate): string[] {
  const usage = readExtension(leaf.raw, KEY_USAGE);
  const extended = readExtension(leaf.raw, EXTENDED_KEY_USAGE);
  const days = (Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / DAY;
  const warnings: [boolean, string][] = [
    [!maySign(usage), 'its key usage is not digitalSignature'],
    [usage?.isCritical === false, 'its key usage is not critical'],
    [extended === undefined, 'it has no extended key usage, such as 1.0.18013.5.1.2'],
    [extended?.isCritical === false, 'its extended key usage is not critical'],
    [readExtension(leaf.raw, AUTHORITY_KEY) === undefined, 'it has no authority key identifier'],
    [readExtension(leaf.raw, SUBJECT_KEY) === undefined, 'it has no subject key identifier'],
    [readExtension(leaf.raw, REVOCATION_LISTS) === undefined, 'it has no CRL distribution point'],
    [readExtension(leaf.raw, ISSUER_NAMES) === undefined, 'it has no alternative name of its issuer'],
    [days > MOST_DAYS, `it is valid for ${Math.ceil(days)} days, and ${MOST_DAYS} are the most`],
  ];
  return warnings.filter(([applies]) => applies).map(([, warning]) => warning);
}

type Extension = { readonly isCritical: boolean; readonly value: Buffer };

/** Node does not tell: `SEQUENCE { OID, BOOLEAN critical, OCTET STRING value }`, the middle one left out where it is false. */
function readExtension(der: Buffer, id: number): Extension | undefined {
  const oid = Buffer.from([0x06, 0x03, 0x55, 0x1d, id]);
  const at = der.indexOf(oid);
  if (at < 0) return undefined;
  const after = der.subarray(at + oid.length);
  const isCritical = after[0] === 0x01;
  const octets = isCritical ? after.subarray(3) : after;
  const length = octets[1] ?? 0;
  // None of those asked for is so long that its length takes more than one byte, but for those of which nothing is read.
  return { isCritical, value: octets.subarray(2, 2 + length) };
}

/** `BIT STRING`: tag, length, unused bits, and the first bit is digitalSignature. */
function maySign(usage: Extension | undefined): boolean {
  return ((usage?.value[3] ?? 0) & 0x80) !== 0;
}
