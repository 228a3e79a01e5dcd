/** What a token request presents: pre-authorized code, transaction code, refresh token (OID4VCI section 6.3). */
import { defineRefusals } from './define-refusals.js';

export const grantRefusals = defineRefusals(
  { family: 'token', status: 400 },
  {
    code_forged: {
      code: 'invalid_grant',
      sentence: 'The pre-authorized_code is not valid.',
      help: 'The code was not made by this issuer, or was changed on the way. Send it exactly as it stands in the offer, percent-encoded once in the form body.',
      specRef: 'OID4VCI Section 6.3',
    },
    code_expired: {
      code: 'invalid_grant',
      sentence: 'The pre-authorized_code has expired.',
      help: 'The offer was open too long before it was redeemed. The back office can renew it (POST /sessions/{id}/renew-offer); offer_expires_in sets how long it lives.',
      specRef: 'OID4VCI Section 6.3',
      retryable: false,
    },
    code_used: {
      code: 'invalid_grant',
      sentence: 'The pre-authorized_code was already used.',
      help: 'A code is redeemed once. If the first answer was lost on the way, the back office can renew the offer on the same session (POST /sessions/{id}/renew-offer).',
      specRef: 'OID4VCI Section 6.3',
      retryable: false,
    },
    code_superseded: {
      code: 'invalid_grant',
      sentence: 'The pre-authorized_code was replaced by a newer one.',
      help: 'The offer was renewed. Fetch or scan the new offer and use its code (and its transaction code, if it has one).',
      specRef: 'OID4VCI Section 6.3',
    },
    code_invalidated: {
      code: 'invalid_grant',
      sentence: 'The pre-authorized_code is no longer valid.',
      help: 'The code was invalidated, for example after too many wrong transaction codes. The back office can renew the offer, which makes a new code and a new transaction code.',
      specRef: 'OID4VCI Section 6.3',
      retryable: false,
    },
    tx_code_missing: {
      code: 'invalid_request',
      sentence: 'The tx_code parameter is required for this offer.',
      help: 'The offer has a tx_code object (even an empty one counts): ask the person for the transaction code sent over the other channel, and send it as tx_code.',
      specRef: 'OID4VCI Section 6.3',
    },
    tx_code_unexpected: {
      code: 'invalid_request',
      sentence: 'The tx_code parameter is not expected for this offer.',
      help: 'The offer has no tx_code object, so the token request must not carry tx_code (an empty value counts as omitted).',
      specRef: 'OID4VCI Section 6.3',
    },
    tx_code_wrong: {
      code: 'invalid_grant',
      sentence: 'The tx_code is wrong.',
      help: 'Ask the person again, and mind input_mode and length of the tx_code object in the offer. After a few wrong attempts the code is invalidated; the pre-authorized code is still good now.',
      specRef: 'OID4VCI Section 6.3',
    },
    tx_code_attempts_exhausted: {
      code: 'invalid_grant',
      sentence: 'Too many wrong transaction codes; the pre-authorized_code is no longer valid.',
      help: 'Attempts are limited against guessing. The back office can renew the offer (POST /sessions/{id}/renew-offer), which makes a new code and a new transaction code.',
      specRef: 'OID4VCI Section 13.6',
      retryable: false,
    },
    refresh_token_unknown: {
      code: 'invalid_grant',
      sentence: 'The refresh_token is not valid.',
      help: 'The refresh token was not made by this issuer, was changed on the way, or belongs to another issuer of this installation.',
      specRef: 'RFC 6749 Section 5.2',
    },
    refresh_token_expired: {
      code: 'invalid_grant',
      sentence: 'The refresh_token has expired.',
      help: 'A refresh token lives as long as the deferral limit of its session. The back office can renew the offer on the session or create a new one.',
      specRef: 'RFC 6749 Section 5.2',
      retryable: false,
    },
    refresh_token_key_mismatch: {
      code: 'invalid_grant',
      sentence: 'The refresh_token is bound to another DPoP key.',
      help: 'Sign the DPoP proof of a refresh with the key used when the token was first issued; keep that key as long as the refresh token. Only a client that authenticates may change it, and none may leave it out.',
      specRef: 'RFC 9449 Section 5',
    },
    refresh_token_client_mismatch: {
      code: 'invalid_grant',
      sentence: 'The refresh_token was issued to another client.',
      help: 'Refresh with the same client_id as in the first token request.',
      specRef: 'RFC 6749 Section 6',
    },
    grant_closed: {
      code: 'invalid_grant',
      sentence: 'This grant is closed.',
      help: 'The session was cancelled, denied, expired or is finished: nothing can be obtained with it any more. Ask the issuing service for a new offer.',
      specRef: 'RFC 6749 Section 5.2',
      retryable: false,
    },
  },
);
