/** Authorization server metadata (RFC 8414, OID4VCI section 12.3). Lists only what is served. */
import {
  ATTESTATION_CLIENT_AUTHENTICATION,
  ATTESTATION_DPOP_CLIENT_AUTHENTICATION,
  AUTHORIZATION_CODE_GRANT,
  AUTHORIZATION_DETAILS_TYPE,
  CLIENT_ASSERTION_ALGORITHMS,
  CLIENT_ATTESTATION_ALGORITHMS,
  DPOP_ALGORITHMS,
  PRE_AUTHORIZED_CODE_GRANT,
  REFRESH_TOKEN_GRANT,
} from '../spec-constants.js';
import { isParRequired } from './profiles.js';
import { takesWalletAttestations } from './z-attestation-policy.js';
import { hasAssertingClient } from './z-authorization-configuration.js';
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
  const hasCode = issuer.authorization_code.enabled;
  const hasStatus = Object.values(issuer.credential_configurations).some(({ status }) => status !== undefined);
  return {
    issuer: identifier,
    ...(hasCode && authorizationMembers(served)),
    token_endpoint: `${identifier}/token`,
    jwks_uri: `${identifier}/jwks`,
    ...(scopes.length > 0 && { scopes_supported: scopes }),
    grant_types_supported: [
      ...(hasCode ? [AUTHORIZATION_CODE_GRANT] : []),
      PRE_AUTHORIZED_CODE_GRANT,
      REFRESH_TOKEN_GRANT,
    ],
    ...clientAuthenticationMembers(issuer),
    ...attestationMembers(identifier, issuer),
    dpop_signing_alg_values_supported: [...DPOP_ALGORITHMS],
    authorization_details_types_supported: [AUTHORIZATION_DETAILS_TYPE],
    ...(hasStatus && { status_list_aggregation_endpoint: `${identifier}/status_lists` }),
    'pre-authorized_grant_anonymous_access_supported':
      issuer.allow_anonymous_clients && issuer.client_authentication.includes('none'),
  };
}

/** Wallets start attestation-based authentication only where method and both lists of algorithms are there (AM-05). */
function attestationMembers(
  identifier: string,
  { client_authentication, attestation_challenges }: IssuerConfiguration,
) {
  if (!takesWalletAttestations({ client_authentication })) return {};
  const isCombined = client_authentication.includes(ATTESTATION_DPOP_CLIENT_AUTHENTICATION);
  return {
    client_attestation_signing_alg_values_supported: [...CLIENT_ATTESTATION_ALGORITHMS],
    client_attestation_pop_signing_alg_values_supported: [...CLIENT_ATTESTATION_ALGORITHMS],
    // Only of interest beside other ways of authenticating (-10 section 6), and unknown to wallets of -07.
    ...(isCombined && { client_attestation_pop_methods_supported: popMethods(client_authentication) }),
    ...(attestation_challenges !== 'off' && { challenge_endpoint: `${identifier}/challenge` }),
  };
}

function popMethods(methods: readonly string[]): string[] {
  return [
    ...(methods.includes(ATTESTATION_CLIENT_AUTHENTICATION) ? ['attestation_pop_jwt'] : []),
    'dpop_combined',
    ...(methods.includes('none') ? ['none'] : []),
  ];
}

/** RFC 6749, RFC 9126 section 5, RFC 9207 section 3. */
function authorizationMembers({ identifier, issuer }: { identifier: string; issuer: IssuerConfiguration }) {
  return {
    authorization_endpoint: `${identifier}/authorize`,
    // Without such an endpoint there is no response type, and the member is left out: RFC 8414 section 3.2 has no empty
    // arrays, and OID4VCI section 12.3 does not ask for it then.
    response_types_supported: ['code'],
    // Of codes of this endpoint: without one there is nothing to challenge.
    code_challenge_methods_supported: ['S256'],
    pushed_authorization_request_endpoint: `${identifier}/par`,
    require_pushed_authorization_requests: isParRequired(issuer),
    authorization_response_iss_parameter_supported: true,
  };
}

/** The signing algorithms are required beside `private_key_jwt` (RFC 8414 section 2). */
function clientAuthenticationMembers(issuer: IssuerConfiguration) {
  const hasAssertions = hasAssertingClient(issuer);
  return {
    token_endpoint_auth_methods_supported: [
      ...new Set([...issuer.client_authentication, ...(hasAssertions ? ['private_key_jwt'] : [])]),
    ],
    ...(hasAssertions && { token_endpoint_auth_signing_alg_values_supported: [...CLIENT_ASSERTION_ALGORITHMS] }),
  };
}

export type AuthorizationServerMetadata = ReturnType<typeof buildAuthorizationServerMetadata>;
