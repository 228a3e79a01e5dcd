/** Access tokens at the protected endpoints: credential, deferred credential and notification (RFC 6750 section 3.1). */
import { defineRefusals } from './define-refusals.js';

export const accessRefusals = defineRefusals(
  { family: 'access', status: 401 },
  {
    access_token_missing: {
      code: 'invalid_token',
      sentence: 'An access token is required.',
      help: 'Send the access token of the token response in the Authorization header, with the scheme its token_type names (Bearer or DPoP).',
      specRef: 'RFC 6750 Section 3',
    },
    access_token_in_query: {
      status: 400,
      code: 'invalid_request',
      sentence: 'The access token must be sent in the Authorization header only.',
      help: 'Remove access_token from the query string: URLs end in logs. Use the Authorization header, and only it.',
      specRef: 'RFC 6750 Section 2.3',
    },
    access_header_malformed: {
      status: 400,
      code: 'invalid_request',
      sentence: 'The Authorization header is malformed.',
      help: 'The header is the scheme (Bearer or DPoP), one space and the access token as it was received, without quotes.',
      specRef: 'RFC 6750 Section 2.1',
    },
    access_token_forged: {
      code: 'invalid_token',
      sentence: 'The access token is not valid.',
      help: 'The token was not made by this issuer, or was changed or cut on the way. Send access_token of the token response unchanged.',
      specRef: 'RFC 6750 Section 3.1',
    },
    access_token_expired: {
      code: 'invalid_token',
      sentence: 'The access token has expired.',
      help: 'Use the refresh token, if one was given, to get a new access token; expires_in of the token response says how long it lives.',
      specRef: 'RFC 6750 Section 3.1',
    },
    access_token_revoked: {
      code: 'invalid_token',
      sentence: 'The access token is no longer valid.',
      help: 'The token was replaced or withdrawn, for example because the offer was renewed or the session erased.',
      specRef: 'RFC 6750 Section 3.1',
      retryable: false,
    },
    access_token_foreign_issuer: {
      code: 'invalid_token',
      sentence: 'The access token was issued for another credential issuer.',
      help: 'Send the token to the endpoints of the credential issuer whose offer it was obtained with.',
      specRef: 'RFC 6750 Section 3.1',
    },
    access_token_downgraded: {
      code: 'invalid_token',
      sentence: 'This access token is bound to a key and must be sent with the DPoP scheme.',
      help: 'The token_type was DPoP: send Authorization: DPoP with a DPoP proof. A bound token is never accepted as Bearer.',
      specRef: 'RFC 9449 Section 7.2',
    },
    access_token_not_dpop: {
      code: 'invalid_token',
      sentence: 'This access token is not bound to a key and must be sent with the Bearer scheme.',
      help: 'The token_type was Bearer: send Authorization: Bearer, or send a DPoP proof with the token request to get a bound token.',
      specRef: 'RFC 9449 Section 7.1',
    },
    access_token_other_key: {
      code: 'invalid_token',
      sentence: 'The access token is bound to another key than the one the DPoP proof is signed with.',
      help: 'Sign the DPoP proofs of the token request and of all later requests with the same key.',
      specRef: 'RFC 9449 Section 7.1',
    },
    access_session_closed: {
      code: 'invalid_token',
      sentence: 'The grant of this access token is closed.',
      help: 'The session was cancelled, expired or is finished: nothing can be obtained with this token any more. Ask the issuing service for a new offer.',
      specRef: 'RFC 6750 Section 3.1',
      retryable: false,
    },
    insufficient_scope: {
      status: 403,
      code: 'insufficient_scope',
      sentence: 'The access token does not cover the requested credential.',
      help: 'Ask for a credential configuration of this offer (and of the authorization_details in the token request, if it had any).',
      specRef: 'OID4VCI Section 8.3.1.1',
    },
  },
);
