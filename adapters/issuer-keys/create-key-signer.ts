/** A signer over a key in memory. */
import type { KeyObject, X509Certificate } from 'node:crypto';
import { createHash, createPublicKey, sign } from 'node:crypto';
import type { CredentialSigner } from '../../ports/issuing.js';
import type { PublicIssuerJwk } from './issuer-keys.js';

/**
 * `chain` is leaf first, without the trust anchor, and already checked against the key.
 * The signer is valid while every certificate of the chain is.
 */
export function createKeySigner(privateKey: KeyObject, chain: readonly X509Certificate[]): CredentialSigner {
  return {
    algorithm: 'ES256',
    certificateChain: chain.map((certificate) => certificate.raw),
    notBefore: new Date(Math.max(...chain.map((certificate) => Date.parse(certificate.validFrom)))),
    notAfter: new Date(Math.min(...chain.map((certificate) => Date.parse(certificate.validTo)))),
    // r‖s, the form COSE and JOSE want; Node's default is DER (RFC 9053, 2.1; RFC 7518, 3.4).
    sign: (data) => sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

export function buildPublicJwk(privateKey: KeyObject): PublicIssuerJwk {
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' }) as { x: string; y: string };
  // RFC 7638: the required members in lexicographic order, without white space.
  const canonical = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
  const kid = createHash('sha256').update(canonical).digest('base64url');
  return { kty: 'EC', crv: 'P-256', x, y, kid, alg: 'ES256', use: 'sig' };
}
