/** JWT VC issuer metadata (draft-ietf-oauth-sd-jwt-vc section 5): whose credentials are verified by keys found on the web. */
import type { IssuerConfiguration } from './z-issuer-configuration.js';

export const JWT_VC_ISSUER_WELL_KNOWN = 'jwt-vc-issuer';

/** The keys by reference, one of the two ways (AMB-23): the set changes with the worker's keys. */
export function buildJwtVcIssuer(identifier: string) {
  return { issuer: identifier, jwks_uri: `${identifier}/jwks` };
}

/** Whether credentials are issued whose verifiers look for that document. */
export function hasKeysByWeb(issuer: Pick<IssuerConfiguration, 'credential_configurations'>): boolean {
  return Object.values(issuer.credential_configurations).some(
    (one) => one.format === 'dc+sd-jwt' && one.issuer_keys === 'web',
  );
}
