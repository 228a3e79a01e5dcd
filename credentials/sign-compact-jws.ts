/** A signed document of the issuer's in JWS compact form, with its certificate chain in the header. */
import type { CredentialSigner } from './credential-format.js';

/** The chain never contains the trust anchor, and its leaf is not self-signed: `CredentialSigner` guarantees both. */
export function signCompactJws(
  type: string,
  payload: object,
  signer: CredentialSigner,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const x5c = signer.certificateChain.map((certificate) => Buffer.from(certificate).toString('base64'));
  const signed = `${encodeJson({ alg: signer.algorithm, typ: type, ...more, x5c })}.${encodeJson(payload)}`;
  return `${signed}.${Buffer.from(signer.sign(Buffer.from(signed, 'ascii'))).toString('base64url')}`;
}

function encodeJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}
