/** Whether a chain of certificates in an `x5c` header leads to somebody this issuer trusts (HAIP sections 4.4.1 and 4.5.1). */
import { X509Certificate } from 'node:crypto';
import { pathLengthOf } from './verify-path-length.js';

export type TrustedPath = {
  readonly leaf: X509Certificate;
  /** The sender put the trust anchor into the chain, which it should not (PR-25): accepted, to be logged. */
  readonly includesAnchor: boolean;
};
export type PathFault = { readonly fault: string };

const MOST_CERTIFICATES = 6;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * A path from the first certificate to one of the anchors: every link signed, every certificate in its validity, every
 * issuer a CA within its path length, and a leaf that did not sign itself.
 */
export function verifyCertificatePath(
  x5c: unknown,
  anchors: readonly X509Certificate[],
  now: Date,
): TrustedPath | PathFault {
  const chain = readChain(x5c);
  if (chain === undefined) return { fault: 'The header parameter `x5c` is not an array of readable certificates.' };
  try {
    return followChain(chain, anchors, now);
  } catch {
    // A key of a kind this runtime does not know.
    return { fault: 'A certificate of the chain has a key that cannot be used.' };
  }
}

/** The certificates, leaf first, or nothing when they are no such list. Nothing of them is verified. */
export function readChain(x5c: unknown): readonly X509Certificate[] | undefined {
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > MOST_CERTIFICATES) return undefined;
  try {
    // RFC 7515 section 4.1.6: base64, not base64url.
    return x5c.map((one: unknown) => {
      if (typeof one !== 'string' || !BASE64.test(one)) throw new Error('not base64');
      return new X509Certificate(Buffer.from(one, 'base64'));
    });
  } catch {
    return undefined;
  }
}

function followChain(
  chain: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  now: Date,
): TrustedPath | PathFault {
  const [leaf] = chain;
  if (leaf === undefined || leaf.verify(leaf.publicKey)) return { fault: 'The leaf certificate is self-signed.' };
  for (const [index, certificate] of chain.entries()) {
    const fault = faultOf(certificate, index, now);
    if (fault !== undefined) return { fault };
    // Trust in the very certificate, as lists of trusted entities have it beside trust in those who issue them.
    if (index === 0 && !leaf.ca && anchors.some((anchor) => isSame(anchor, leaf)))
      return { leaf, includesAnchor: false };
    if (index > 0 && anchors.some((anchor) => isSame(anchor, certificate))) return { leaf, includesAnchor: true };
    const anchor = anchors.find((one) => mayIssue(one, certificate, index, now));
    if (anchor !== undefined) return { leaf, includesAnchor: chain.some((one) => isSame(one, anchor)) };
    const next = chain[index + 1];
    if (next !== undefined && !isIssuedBy(certificate, next))
      return { fault: `Certificate ${index} of the chain was not issued by the one after it.` };
  }
  return { fault: 'The chain ends at an issuer that is not among the trust anchors.' };
}

function faultOf(certificate: X509Certificate, index: number, now: Date): string | undefined {
  if (!isValidAt(certificate, now)) return `Certificate ${index} of the chain is outside its validity period.`;
  if (index === 0) return undefined;
  if (!certificate.ca) return `Certificate ${index} of the chain is not a CA.`;
  return pathLengthOf(certificate) < index - 1 ? `Certificate ${index} allows no path this long.` : undefined;
}

function mayIssue(anchor: X509Certificate, certificate: X509Certificate, index: number, now: Date): boolean {
  return anchor.ca && isValidAt(anchor, now) && pathLengthOf(anchor) >= index && isIssuedBy(certificate, anchor);
}

/** Names and key identifiers fit, the issuer may sign certificates, and it signed this one. */
function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValidAt({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return now.getTime() >= Date.parse(validFrom) && now.getTime() <= Date.parse(validTo);
}

function isSame(one: X509Certificate, other: X509Certificate): boolean {
  return one.fingerprint256 === other.fingerprint256;
}
