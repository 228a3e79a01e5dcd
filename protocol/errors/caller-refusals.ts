/** Who may act on the private API, how often, and under which conditions. The codes are ours. */
import { defineRefusals } from './define-refusals.js';

const specRef = 'Vouchsafe back-office API';

export const callerRefusals = defineRefusals(
  { family: 'back_office', status: 409 },
  {
    api_key_expired: {
      status: 401,
      code: 'unauthorized',
      sentence: 'The API key is no longer valid.',
      help: 'The key, or this secret of it after a rotation, has ended or was revoked. Use the newer secret, or ask for a new key.',
      specRef,
    },
    access_token_refused: {
      status: 401,
      code: 'unauthorized',
      sentence: 'The access token is not valid here.',
      help: 'The token must be a JWT of VOUCHSAFE_OIDC_ISSUER for VOUCHSAFE_OIDC_AUDIENCE, signed with RS256, PS256, ES256, ES384 or EdDSA, and alive; `detail` says what is wrong.',
      specRef: 'RFC 9068 Section 4',
    },
    access_token_without_role: {
      status: 403,
      code: 'forbidden',
      sentence: 'The access token gives no access here.',
      help: 'None of its roles is in VOUCHSAFE_OIDC_ROLES, or its roles are bound to different issuers. `expected` names the roles that are known.',
      specRef,
    },
    too_many_failed_logins: {
      status: 429,
      code: 'too_many_requests',
      sentence: 'Too many wrong keys from this address; try again later.',
      help: 'Wait for the time in Retry-After, and mend the key of whatever sends the wrong one. Keys made at /api-keys keep working meanwhile.',
      specRef: 'RFC 6585 Section 4',
    },
    api_key_unknown: {
      status: 404,
      code: 'unknown_api_key',
      sentence: 'There is no such API key.',
      help: 'The id is wrong, or the key belongs to another issuer. GET /api-keys lists those you may see.',
      specRef,
    },
    api_key_changed: {
      code: 'api_key_changed',
      sentence: 'The API key was changed by somebody else, or is revoked.',
      help: 'Read the key again and decide anew. A revoked key stays revoked.',
      specRef,
    },
    idempotency_key_invalid: {
      status: 400,
      code: 'invalid_idempotency_key',
      sentence: 'The Idempotency-Key is not usable.',
      help: 'Send one key of 1 to 255 visible ASCII characters, random for each new request.',
      specRef,
    },
    idempotency_in_progress: {
      code: 'idempotency_in_progress',
      sentence: 'A request with this Idempotency-Key is under way.',
      help: 'Repeat the request after the time in Retry-After; it is then answered as the first one was.',
      specRef,
    },
    claims_precondition_failed: {
      status: 412,
      code: 'precondition_failed',
      sentence: 'The claims are not those the request was made for.',
      help: 'Somebody supplied or corrected claims since they were read. Read them again (GET /sessions/{id}/claims) and decide anew; nothing was changed.',
      specRef: 'RFC 9110 Section 13.1',
    },
    precondition_invalid: {
      status: 400,
      code: 'invalid_precondition',
      sentence: 'The precondition is not one this address knows.',
      help: 'Send either If-Match with entity tags of GET /sessions/{id}/claims (or *), or If-None-Match: * where claims are supplied for the first time.',
      specRef: 'RFC 9110 Section 13.1',
    },
  },
);
