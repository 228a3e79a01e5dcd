/** JWT VC issuer metadata (draft-ietf-oauth-sd-jwt-vc section 5): whose credentials are verified by keys found on the web. */
import type { IssuerConfiguration } from './z-issuer-configuration.js';

export const JWT_VC_ISSUER_WELL_KNOWN = 'jwt-vc-issuer';

/** The keys by reference, one of the two ways (AMB-23): the set changes with the worker's keys. Undefined: nothing asks for it. */
export function buildJwtVcIssuer(identifier: string, issuer: Pick<IssuerConfiguration, 'credential_configurations'>) {
  const isAsked = Object.values(issuer.credential_configurations).some(
    (one) => one.format === 'dc+sd-jwt' && one.issuer_keys === 'web',
  );
  return isAsked ? { issuer: identifier, jwks_uri: `${identifier}/jwks` } : undefined;
}
