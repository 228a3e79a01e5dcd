/** Credential issuer metadata as a JWT (OID4VCI section 12.2.3): the same members, at the top, and who says so. */
import type { CredentialSigner } from './credential-format.js';
import { signCompactJws } from './sign-compact-jws.js';

/** Signed again at half of it, so that nobody is ever served one about to expire. */
export const METADATA_LIFETIME = 86_400_000;

export function signIssuerMetadata(
  metadata: Readonly<Record<string, unknown>> & { readonly credential_issuer: string },
  signer: CredentialSigner,
  now: Date,
): string {
  const { credential_issuer: issuer } = metadata;
  const iat = Math.floor(now.getTime() / 1000);
  const payload = { ...metadata, iss: issuer, sub: issuer, iat, exp: iat + METADATA_LIFETIME / 1000 };
  return signCompactJws('openidvci-issuer-metadata+jwt', payload, signer);
}
