/** The DIDs of holder keys: as the wallet named them, or derived where it had no way to name one (AMB-10). */
import type { VerifiedKeyAttestation } from '../../../protocol/attestation/verify-key-attestation.js';
import type { PublicJwk } from '../../../protocol/jwk.js';
import type { CredentialConfiguration } from '../../../protocol/metadata/z-credential-configuration.js';
import type { AllowedDids } from '../../../protocol/proof/did-methods.js';
import { allowedDidMethods } from '../../../protocol/proof/did-methods.js';
import type { VerifiedProof } from '../../../protocol/proof/verify-jwt-proof.js';

/**
 * By position of the keys; null where there is none. An attestation knows nothing but JWKs, so a credential that is about
 * a DID gets the one that is the key itself, did:jwk; where DIDs are off, or not what the credential is about, none.
 */
export function findHolderDids(
  keys: readonly PublicJwk[],
  proofs: readonly VerifiedProof[],
  attestations: readonly VerifiedKeyAttestation[],
  bound: { readonly allowDids: AllowedDids; readonly format: CredentialConfiguration['format'] },
): (string | null)[] {
  const isDerived = allowedDidMethods(bound.allowDids).includes('did:jwk') && bound.format === 'jwt_vc_json';
  const attested = new Set(attestations.flatMap((one) => one.keys.map(({ key }) => identityOf(key))));
  return keys.map((key) => {
    const named = proofs.find((one) => one.key === key)?.did;
    if (named !== undefined) return named;
    return isDerived && attested.has(identityOf(key)) ? `did:jwk:${identityOf(key)}` : null;
  });
}

/** The members that make the key, so that the DID says no more than the credential's `cnf` does. */
function identityOf(key: PublicJwk): string {
  const { crv, kty, x, y } = key as Readonly<Record<string, unknown>>;
  return Buffer.from(JSON.stringify({ crv, kty, x, y })).toString('base64url');
}
