/** The token request itself: its form, its client and what it asks for (RFC 6749 section 5.2, OID4VCI section 6.3). */
import { defineRefusals } from './define-refusals.js';

export const tokenRefusals = defineRefusals(
  { family: 'token', status: 400 },
  {
    token_content_type: {
      code: 'invalid_request',
      sentence: 'The token request must be sent as application/x-www-form-urlencoded.',
      help: 'Send the parameters as a form body with Content-Type: application/x-www-form-urlencoded, not as JSON and not in the query string.',
      specRef: 'RFC 6749 Section 4.1.3',
    },
    parameter_duplicate: {
      code: 'invalid_request',
      sentence: 'A parameter of the token request is repeated.',
      help: 'Send each parameter once. The name of the repeated parameter is in `provided`.',
      specRef: 'RFC 6749 Section 3.2',
    },
    parameter_missing: {
      code: 'invalid_request',
      sentence: 'A required parameter of the token request is missing.',
      help: 'With the pre-authorized code grant send `pre-authorized_code` (with the hyphen) as it stands in the offer; with the refresh_token grant send `refresh_token`. A parameter without a value counts as omitted.',
      specRef: 'OID4VCI Section 6.1',
    },
    token_request_too_large: {
      status: 413,
      code: 'invalid_request',
      sentence: 'The token request is too large.',
      help: 'A token request is a few short parameters; see what else the wallet puts into its body.',
      specRef: 'RFC 9110 Section 15.5.14',
    },
    parameter_malformed: {
      code: 'invalid_request',
      sentence: 'The token request is malformed.',
      help: 'The body could not be read as form parameters, or a value has the wrong form; `reason` says which.',
      specRef: 'RFC 6749 Section 5.2',
    },
    grant_type_missing: {
      code: 'invalid_request',
      sentence: 'The grant_type parameter is missing.',
      help: 'Send grant_type=urn:ietf:params:oauth:grant-type:pre-authorized_code to redeem an offer, or grant_type=refresh_token to refresh.',
      specRef: 'OID4VCI Section 6.1',
    },
    grant_type_unsupported: {
      code: 'unsupported_grant_type',
      sentence: 'This grant_type is not supported.',
      help: 'Use a grant listed in grant_types_supported of the authorization server metadata. Note the full URN of the pre-authorized code grant.',
      specRef: 'RFC 6749 Section 5.2',
    },
    client_id_too_long: {
      code: 'invalid_request',
      sentence: 'The client_id parameter is too long.',
      help: 'A client_id has at most 200 characters. It is kept as it is and compared when the token is refreshed, so it is not cut.',
      specRef: 'RFC 6749 Section 2.2',
    },
    client_id_missing: {
      code: 'invalid_client',
      sentence: 'The client_id parameter is required by this issuer.',
      help: 'Send client_id: the metadata says pre-authorized_grant_anonymous_access_supported is false. An operator may allow anonymous clients in the issuer configuration (allow_anonymous_clients).',
      specRef: 'OID4VCI Section 6.3',
    },
    wallet_attestation_required: {
      code: 'invalid_client',
      sentence: 'A wallet attestation is required.',
      help: 'This session was created with require_wallet_attestation. Authenticate with the OAuth-Client-Attestation and OAuth-Client-Attestation-PoP headers, or ask the back office for a session without that requirement.',
      specRef: 'OID4VCI Appendix E',
    },
    authorization_details_malformed: {
      code: 'invalid_authorization_details',
      sentence: 'The authorization_details parameter is malformed.',
      help: 'Send a JSON array of objects with type openid_credential and a credential_configuration_id; optional claims is a non-empty array of objects with a path, naming each claim once.',
      specRef: 'OID4VCI Section 5.1.1',
    },
    authorization_details_unknown_configuration: {
      code: 'invalid_authorization_details',
      sentence: 'The authorization_details parameter names a credential configuration this issuer does not have.',
      help: 'Use a key of credential_configurations_supported from the credential issuer metadata, as listed in the offer.',
      specRef: 'OID4VCI Section 5.1.1',
    },
    authorization_details_not_granted: {
      code: 'invalid_authorization_details',
      sentence: 'The authorization_details parameter asks for more than was offered.',
      help: 'Ask only for credential configurations listed in this offer, or leave authorization_details out to get them all.',
      specRef: 'OID4VCI Section 6.1.1',
    },
    authorization_details_foreign_location: {
      code: 'invalid_authorization_details',
      sentence: 'The locations in authorization_details do not name this credential issuer.',
      help: 'If locations is sent it must contain the credential_issuer identifier, byte for byte as in the metadata.',
      specRef: 'OID4VCI Section 5.1.1',
    },
    resource_foreign: {
      code: 'invalid_target',
      sentence: 'The resource parameter does not name this credential issuer.',
      help: 'Send the credential_issuer identifier as resource, or leave it out. One token serves one credential issuer.',
      specRef: 'RFC 8707 Section 2',
    },
    scope_unusable: {
      code: 'invalid_scope',
      sentence: 'The requested scope exceeds what was granted.',
      help: 'Ask only for scopes of the offered credential configurations, or leave scope out. Unknown scope values are ignored.',
      specRef: 'RFC 6749 Section 6',
    },
  },
);
