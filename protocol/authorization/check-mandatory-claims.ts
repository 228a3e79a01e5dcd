/** Whether a credential can have what a wallet says it takes nothing without (OID4VCI appendix B.1). */
import { refuse } from '../errors/protocol-error.js';
import { buildClaimsDescriptions, claimsRootOf } from '../metadata/build-claims-descriptions.js';
import type { CredentialConfiguration } from '../metadata/z-credential-configuration.js';
import type { AuthorizationDetail } from '../token/z-authorization-details.js';

export function checkMandatoryClaims(
  details: readonly AuthorizationDetail[],
  configurations: Readonly<Record<string, CredentialConfiguration>>,
): void {
  for (const { credentialConfigurationId, mandatoryClaims = [] } of details) {
    const configuration = configurations[credentialConfigurationId];
    // A configuration we do not have is refused elsewhere, and one that takes any claim may have this one.
    if (configuration === undefined || configuration.claims_schema.additionalProperties !== false) continue;
    const root = claimsRootOf(configuration);
    const known = buildClaimsDescriptions(configuration.claims_schema, root, undefined).map(({ path }) => path);
    const missing = mandatoryClaims.filter((wanted) => !known.some((path) => covers(path, wanted)));
    if (missing.length > 0)
      throw refuse('authorization_details_claim_unavailable', {
        expected: known.map((path) => path.join('.')).slice(0, 50),
        provided: missing.length,
      });
  }
}

/** An index stands for an element as `null` does. */
function covers(path: readonly (string | null)[], wanted: readonly (string | number | null)[]): boolean {
  const normalized = wanted.map((component) => (typeof component === 'number' ? null : component));
  return path.length === normalized.length && path.every((component, index) => component === normalized[index]);
}
