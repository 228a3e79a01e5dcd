/** The credential request apart from its proofs (OID4VCI sections 8.2 and 8.3.1.2). */
import { defineRefusals } from './define-refusals.js';

const SELECTOR_HELP =
  'Include `credential_identifier`, taken from authorization_details of the token response if it had any, or else `credential_configuration_id`, a key of credential_configurations_supported in the metadata at /.well-known/openid-credential-issuer.';

export const credentialRefusals = defineRefusals(
  { family: 'credential', status: 400 },
  {
    request_content_type: {
      code: 'invalid_credential_request',
      sentence: 'The request must be sent as application/json.',
      help: 'Send a JSON body with Content-Type: application/json.',
      specRef: 'OID4VCI Section 8.2',
    },
    request_too_large: {
      status: 413,
      code: 'invalid_credential_request',
      sentence: 'The request is too large.',
      help: 'Send fewer proofs at once; batch_credential_issuance.batch_size in the metadata is the limit.',
      specRef: 'RFC 9110 Section 15.5.14',
    },
    request_not_json: {
      code: 'invalid_credential_request',
      sentence: 'The body of the request is not valid JSON.',
      help: 'Send one JSON object in UTF-8.',
      specRef: 'OID4VCI Section 8.2',
    },
    request_duplicate_member: {
      code: 'invalid_credential_request',
      sentence: 'The request repeats a parameter.',
      help: 'Each member name may occur once in a JSON object. The name of the repeated one is in `provided`.',
      specRef: 'OID4VCI Section 8.3.1.2',
    },
    request_malformed: {
      code: 'invalid_credential_request',
      sentence: 'The credential request is malformed.',
      help: 'The body is one JSON object with credential_identifier or credential_configuration_id, and proofs where the configuration needs them; `reason` says what has the wrong type.',
      specRef: 'OID4VCI Section 8.2',
    },
    selector_missing: {
      code: 'invalid_credential_request',
      sentence: 'The request must contain credential_identifier or credential_configuration_id.',
      help: SELECTOR_HELP,
      specRef: 'OID4VCI Section 8.2',
    },
    selector_both: {
      code: 'invalid_credential_request',
      sentence: 'The request must not contain both credential_identifier and credential_configuration_id.',
      help: `Send exactly one of the two. ${SELECTOR_HELP}`,
      specRef: 'OID4VCI Section 8.2',
    },
    selector_malformed: {
      code: 'invalid_credential_request',
      sentence: 'The credential_identifier or credential_configuration_id must be a non-empty string.',
      help: SELECTOR_HELP,
      specRef: 'OID4VCI Section 8.2',
    },
    selector_kind_wrong: {
      code: 'invalid_credential_request',
      sentence: 'The request must name the credential by the kind of identifier the token response calls for.',
      help: 'If the token response had authorization_details, use one of their credential_identifiers; if it had none, use credential_configuration_id.',
      specRef: 'OID4VCI Section 8.2',
    },
    configuration_unknown: {
      code: 'unknown_credential_configuration',
      sentence: 'The credential_configuration_id is not known.',
      help: 'Use a key of credential_configurations_supported in the credential issuer metadata, as listed in the offer.',
      specRef: 'OID4VCI Section 8.3.1.2',
    },
    identifier_unknown: {
      code: 'unknown_credential_identifier',
      sentence: 'The credential_identifier is not known.',
      help: 'Use one of the credential_identifiers in authorization_details of this token response, exactly as received.',
      specRef: 'OID4VCI Section 8.3.1.2',
    },
    batch_too_large: {
      code: 'invalid_credential_request',
      sentence: 'The request contains more proofs than the issuer accepts at once.',
      help: 'Send at most batch_credential_issuance.batch_size proofs; if the metadata has no such member, send one.',
      specRef: 'OID4VCI Section 12.2.4',
    },
    encryption_unsupported: {
      code: 'invalid_encryption_parameters',
      sentence: 'The issuer does not support the requested encryption.',
      help: 'Leave credential_response_encryption out unless the metadata lists it, send a plain JSON request unless it lists credential_request_encryption, and use only the values it lists.',
      specRef: 'OID4VCI Section 8.3.1.2',
    },
    credential_denied: {
      code: 'credential_request_denied',
      sentence: 'The issuer has decided not to issue this credential.',
      help: 'The back office denied this credential. The wallet stops; the reason, if one was given, is on the session page.',
      specRef: 'OID4VCI Section 8.3.1.2',
      retryable: false,
    },
    issuance_cap_reached: {
      code: 'credential_request_denied',
      sentence: 'No further credentials of this kind can be issued with this grant.',
      help: 'The limit of credential requests per configuration and session is reached (max_issuances_per_configuration). Ask the issuing service for a new offer.',
      specRef: 'OID4VCI Section 14.3',
      retryable: false,
    },
    deferral_unavailable: {
      code: 'credential_request_denied',
      sentence: 'The data for this credential is not available.',
      help: 'The claims were not supplied yet, and this issuer lets no wallet wait for them (deferral). The back office supplies the claims before the wallet asks; the wallet may then ask again with the same token.',
      specRef: 'OID4VCI Section 8.3.1.2',
      retryable: false,
    },
    claims_unusable: {
      code: 'credential_request_denied',
      sentence: 'The data for this credential cannot be put into the requested format.',
      help: 'The supplied claims passed their schema but cannot be expressed in the credential format; `reason` names the path. Correct the claims or the claims_schema.',
      specRef: 'OID4VCI Section 8.3.1.2',
      retryable: false,
    },
  },
);
