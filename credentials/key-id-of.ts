/** The name of an issuer key in key sets and headers: the RFC 7638 thumbprint, as the published key set has it. */
import { createHash, X509Certificate } from 'node:crypto';

/** Exporting a key costs more than signing with it: callers keep the answer. */
export function keyIdOf(certificate: Uint8Array): string {
  const { x, y } = new X509Certificate(certificate).publicKey.export({ format: 'jwk' });
  const canonical = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
  return createHash('sha256').update(canonical).digest('base64url');
}
