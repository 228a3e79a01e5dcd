/** A signer over a key in memory. */
import type { KeyObject, X509Certificate } from 'node:crypto';
import { createHash, createPublicKey, sign } from 'node:crypto';
import type { CredentialSigner } from '../../ports/issuing.js';
import type { PublicIssuerJwk, SigningAlgorithm } from './issuer-keys.js';

/**
 * `chain` is leaf first, without the trust anchor, and already checked against the key.
 * The signer is valid while every certificate of the chain is.
 */
export function createKeySigner(privateKey: KeyObject, chain: readonly X509Certificate[]): CredentialSigner {
  const { algorithm, hash } = curveOf(privateKey);
  return {
    algorithm,
    certificateChain: chain.map((certificate) => certificate.raw),
    notBefore: new Date(Math.max(...chain.map((certificate) => Date.parse(certificate.validFrom)))),
    notAfter: new Date(Math.min(...chain.map((certificate) => Date.parse(certificate.validTo)))),
    // r‖s, the form COSE and JOSE want; Node's default is DER (RFC 9053, 2.1; RFC 7518, 3.4).
    sign: (data) => sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

/** RFC 7518 section 3.4: each curve has its hash, and the two together are the algorithm. */
const curves = {
  prime256v1: { crv: 'P-256', algorithm: 'ES256', hash: 'sha256' },
  secp384r1: { crv: 'P-384', algorithm: 'ES384', hash: 'sha384' },
  secp521r1: { crv: 'P-521', algorithm: 'ES512', hash: 'sha512' },
} as const;

/** Undefined for a key that signs with none of the algorithms. */
export function findCurve({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject) {
  const name = asymmetricKeyType === 'ec' ? (asymmetricKeyDetails?.namedCurve ?? '') : '';
  return Object.hasOwn(curves, name) ? curves[name as keyof typeof curves] : undefined;
}

export function curveNeededBy(algorithm: SigningAlgorithm): string {
  return Object.values(curves).find((one) => one.algorithm === algorithm)?.crv ?? '';
}

function curveOf(privateKey: KeyObject) {
  const curve = findCurve(privateKey);
  if (curve === undefined) throw new Error('The private key is on none of the curves P-256, P-384 and P-521');
  return curve;
}

export function buildPublicJwk(privateKey: KeyObject): PublicIssuerJwk {
  const { crv, algorithm } = curveOf(privateKey);
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' }) as { x: string; y: string };
  // RFC 7638: the required members in lexicographic order, without white space.
  const canonical = JSON.stringify({ crv, kty: 'EC', x, y });
  const kid = createHash('sha256').update(canonical).digest('base64url');
  return { kty: 'EC', crv, x, y, kid, alg: algorithm, use: 'sig' };
}
