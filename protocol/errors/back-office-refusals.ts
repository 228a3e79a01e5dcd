/** The private API, used by back offices and operators. The codes are ours. */
import { defineRefusals } from './define-refusals.js';

const specRef = 'Vouchsafe back-office API';

export const backOfficeRefusals = defineRefusals(
  { family: 'back_office', status: 409 },
  {
    api_key_missing: {
      status: 401,
      code: 'unauthorized',
      sentence: 'An API key is required.',
      help: 'Send the API key as Authorization: Bearer.',
      specRef,
    },
    api_key_wrong: {
      status: 401,
      code: 'unauthorized',
      sentence: 'The API key is not valid.',
      help: 'The key is unknown, was revoked, or belongs to another installation.',
      specRef,
    },
    api_scope_missing: {
      status: 403,
      code: 'forbidden',
      sentence: 'The API key does not allow this.',
      help: 'The key lacks the scope in `expected`, or is bound to another issuer than the one addressed.',
      specRef,
    },
    body_invalid: {
      status: 400,
      code: 'invalid_body',
      sentence: 'The request is not valid.',
      help: 'The body, a path or a query parameter does not fit the schema in /openapi.json; `reason` names the member.',
      specRef,
    },
    body_too_large: {
      status: 413,
      code: 'invalid_body',
      sentence: 'The request is too large.',
      help: 'Two megabytes are the limit; a portrait should be scaled down before it becomes a claim.',
      specRef,
    },
    session_unknown: {
      status: 404,
      code: 'unknown_session',
      sentence: 'There is no such session.',
      help: 'The session id is wrong, belongs to another issuer, or the session was erased.',
      specRef,
    },
    configuration_not_offered: {
      status: 404,
      code: 'configuration_not_offered',
      sentence: 'This session does not offer that credential configuration.',
      help: 'Name one of the credential_configuration_ids the session was created with, or a credential identifier of it.',
      specRef,
    },
    configuration_not_configured: {
      status: 400,
      code: 'unknown_credential_configuration',
      sentence: 'The issuer has no such credential configuration.',
      help: 'credential_configuration_ids must be a non-empty list of different keys of credential_configurations in the issuer configuration.',
      specRef,
    },
    claims_invalid: {
      status: 422,
      code: 'invalid_claims',
      sentence: 'The claims do not fit the schema of the credential configuration.',
      help: 'Compare the claims with claims_schema of the configuration; `reason` names the paths at fault, never the values.',
      specRef,
    },
    claims_after_issue: {
      code: 'claims_already_issued',
      sentence: 'The credential was already issued with other claims.',
      help: 'Claims can be corrected until the credential is issued. Afterwards revoke it and create a new session. Supplying the same claims again is fine.',
      specRef,
      retryable: false,
    },
    claims_denied: {
      code: 'claims_denied',
      sentence: 'This credential was already denied.',
      help: 'A denial is final: the wallet may have been told. Create a new session to issue after all.',
      specRef,
      retryable: false,
    },
    claims_reference_unknown: {
      status: 404,
      code: 'unknown_claims_reference',
      sentence: 'There are no stored claims under this reference.',
      help: 'Store the claims first (POST /claims) and use the reference it answers, with the same issuer and before it expires.',
      specRef,
    },
    session_closed: {
      code: 'session_closed',
      sentence: 'The session is closed.',
      help: 'It was cancelled, expired or is finished, so it can no longer be changed. Create a new session.',
      specRef,
      retryable: false,
    },
    policy_unsupported: {
      status: 422,
      code: 'unsupported_policy',
      sentence: 'The issuer cannot enforce a policy this session asks for.',
      help: 'A requirement in the request is not available with this issuer; it is refused rather than silently dropped. `reason` names it.',
      specRef,
    },
    offer_not_renewable: {
      code: 'offer_not_renewable',
      sentence: 'The offer of this session cannot be renewed.',
      help: 'An offer can be renewed while the session is open and nothing was issued with it. Create a new session.',
      specRef,
      retryable: false,
    },
    idempotency_conflict: {
      code: 'idempotency_conflict',
      sentence: 'The Idempotency-Key was already used for a different request.',
      help: 'Use a new key for each new request, and repeat a request under its key unchanged.',
      specRef,
    },
    route_unknown: {
      status: 404,
      code: 'not_found',
      sentence: 'There is nothing at this address.',
      help: 'The paths are in /openapi.json for the private listener and in the metadata for the public one.',
      specRef,
    },
  },
);
