/** Authorization server metadata (RFC 8414, OID4VCI section 12.3). Lists only what is served. */
import {
  AUTHORIZATION_DETAILS_TYPE,
  DPOP_ALGORITHMS,
  PRE_AUTHORIZED_CODE_GRANT,
  REFRESH_TOKEN_GRANT,
} from '../spec-constants.js';
import type { IssuerConfiguration } from './z-issuer-configuration.js';

/**
 * Members whose RFC default would be wrong for us are always listed: left out, `grant_types_supported` means code and
 * implicit, and `token_endpoint_auth_methods_supported` means client_secret_basic.
 */
export function buildAuthorizationServerMetadata(served: {
  readonly identifier: string;
  readonly issuer: IssuerConfiguration;
}) {
  const { identifier, issuer } = served;
  const scopes = [...new Set(Object.values(issuer.credential_configurations).flatMap(({ scope }) => scope ?? []))];
  const hasStatus = Object.values(issuer.credential_configurations).some(({ status }) => status !== undefined);
  return {
    issuer: identifier,
    token_endpoint: `${identifier}/token`,
    jwks_uri: `${identifier}/jwks`,
    ...(scopes.length > 0 && { scopes_supported: scopes }),
    // No authorization endpoint, hence no response type; the member itself is required by RFC 8414.
    response_types_supported: [] as string[],
    grant_types_supported: [PRE_AUTHORIZED_CODE_GRANT, REFRESH_TOKEN_GRANT],
    token_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    dpop_signing_alg_values_supported: [...DPOP_ALGORITHMS],
    authorization_details_types_supported: [AUTHORIZATION_DETAILS_TYPE],
    ...(hasStatus && { status_list_aggregation_endpoint: `${identifier}/status_lists` }),
    'pre-authorized_grant_anonymous_access_supported': issuer.allow_anonymous_clients,
  };
}

export type AuthorizationServerMetadata = ReturnType<typeof buildAuthorizationServerMetadata>;
