/** The name of an issuer key in key sets, headers and the registry: the RFC 7638 thumbprint. */
import { createHash, X509Certificate } from 'node:crypto';

/** Of the key on whatever curve it is. Exporting a key costs more than signing with it: callers keep the answer. */
export function keyIdOf(certificate: Uint8Array): string {
  const { crv, kty, x, y } = new X509Certificate(certificate).publicKey.export({ format: 'jwk' });
  // The required members in lexicographic order, without white space.
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
