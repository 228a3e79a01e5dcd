/** Before draft 16 a proof could carry `x5c` beside `jwk`. The key counts; the certificate must at least be for it. */
import { X509Certificate } from 'node:crypto';
import { isJsonObject, shownNames } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import { toMinimalPublicJwk } from '../jwk.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import { thumbprintOf } from '../verify-compact-jwt.js';

/** The header without its certificates, once the first is for the key beside it; untouched where there are not both. */
export function withoutCertificates(header: JsonObject): JsonObject {
  const { x5c, ...rest } = header;
  if (x5c === undefined || !isJsonObject(rest.jwk)) return header;
  const leaf = Array.isArray(x5c) && typeof x5c[0] === 'string' ? leafKey(x5c[0]) : undefined;
  if (leaf === undefined || thumbprintOf(leaf) !== thumbprintOf(toMinimalPublicJwk(rest.jwk))) {
    throw refuse('proof_x5c_other_key', { header_params: shownNames(Object.keys(header)), proof_type: 'jwt' });
  }
  return rest;
}

function leafKey(certificate: string) {
  try {
    const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'));
    return toMinimalPublicJwk(publicKey.export({ format: 'jwk' }) as JsonObject);
  } catch {
    return undefined;
  }
}
