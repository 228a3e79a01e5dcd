/** Why a key and a certificate chain could not sign credentials that verifiers accept (MD-20, SV-02). */
import type { KeyObject, X509Certificate } from 'node:crypto';
import { curveNeededBy, findCurve } from './create-key-signer.js';
import type { SigningAlgorithm } from './issuer-keys.js';

/** `chain` is leaf first, without the trust anchor. Returns every fault at once; trust in the chain is not judged. */
export function findCertificateFaults(
  key: KeyObject,
  chain: readonly X509Certificate[],
  now: Date,
  algorithm: SigningAlgorithm = 'ES256',
): string[] {
  const [leaf] = chain;
  if (!leaf) return ['the chain holds no certificate besides the trust anchor'];
  return [
    ...findKeyFaults(key, leaf, algorithm),
    ...findLeafFaults(leaf),
    ...findChainFaults(chain),
    ...findLifetimeFaults(chain, now),
  ];
}

function findKeyFaults(key: KeyObject, leaf: X509Certificate, algorithm: SigningAlgorithm): string[] {
  if (findCurve(key)?.algorithm !== algorithm)
    return [`the private key is not on ${curveNeededBy(algorithm)}, which ${algorithm} needs`];
  return leaf.checkPrivateKey(key) ? [] : ['the first certificate does not belong to the private key'];
}

function findLeafFaults(leaf: X509Certificate): string[] {
  const faults: string[] = [];
  if (!isVersion3(leaf.raw)) faults.push('the first certificate is not X.509 version 3');
  if (leaf.ca) faults.push('the first certificate is an authority, not a signer of documents');
  if (isSelfSigned(leaf)) faults.push('the first certificate is self-signed');
  return faults;
}

function findChainFaults(chain: readonly X509Certificate[]): string[] {
  return chain.slice(1).flatMap((issuer, index) => {
    const subject = chain[index] as X509Certificate;
    if (subject.checkIssued(issuer) && subject.verify(issuer.publicKey)) return [];
    return [`certificate ${index + 1} of the chain was not issued by certificate ${index + 2}`];
  });
}

function findLifetimeFaults(chain: readonly X509Certificate[], now: Date): string[] {
  return chain.flatMap((certificate, index) => {
    if (Date.parse(certificate.validFrom) > now.getTime()) {
      return [`certificate ${index + 1} of the chain is not valid before ${certificate.validFrom}`];
    }
    if (Date.parse(certificate.validTo) <= now.getTime()) {
      return [`certificate ${index + 1} of the chain expired on ${certificate.validTo}`];
    }
    return [];
  });
}

export function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}

/**
 * Node tells no version. In DER a TBSCertificate opens with `[0] { INTEGER version }`, 2 standing for version 3, and
 * leaves that out for version 1 (RFC 5280, 4.1).
 */
function isVersion3(der: Buffer): boolean {
  const certificate = contentOffset(der, 0);
  const tbs = contentOffset(der, certificate);
  return der.subarray(tbs, tbs + 5).equals(Buffer.from([0xa0, 0x03, 0x02, 0x01, 0x02]));
}

/** Skips one DER tag and length. */
function contentOffset(der: Buffer, at: number): number {
  const length = der[at + 1] ?? 0;
  return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
}
