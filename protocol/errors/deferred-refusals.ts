/** Collecting a deferred credential (OID4VCI section 9.3). */
import { defineRefusals } from './define-refusals.js';

export const deferredRefusals = defineRefusals(
  { family: 'deferred', status: 400 },
  {
    transaction_id_missing: {
      code: 'invalid_credential_request',
      sentence: 'The transaction_id parameter is missing.',
      help: 'Send transaction_id of the 202 answer of the credential endpoint in a JSON body.',
      specRef: 'OID4VCI Section 9.1',
    },
    deferred_request_malformed: {
      code: 'invalid_credential_request',
      sentence: 'The deferred credential request is malformed.',
      help: 'The body is a JSON object, sent as application/json, whose transaction_id is a string.',
      specRef: 'OID4VCI Section 9.1',
    },
    transaction_unknown: {
      code: 'invalid_transaction_id',
      sentence: 'The transaction_id is not known.',
      help: 'Send transaction_id exactly as received. It is not known if it was never issued, was changed on the way, or was purged long after its end.',
      specRef: 'OID4VCI Section 9.3',
    },
    transaction_foreign: {
      code: 'invalid_transaction_id',
      sentence: 'The transaction_id belongs to another grant.',
      help: 'Collect a deferred credential with the access token of the request that was deferred, or one refreshed from the same grant.',
      specRef: 'OID4VCI Section 9.3',
    },
    transaction_spent: {
      code: 'invalid_transaction_id',
      sentence: 'The credential of this transaction_id was already delivered.',
      help: 'A transaction_id is spent once its credential was collected, apart from a short window in which the same wallet may ask again. Request the credential anew if the token still allows it.',
      specRef: 'OID4VCI Section 9.3',
      retryable: false,
    },
    transaction_expired: {
      code: 'credential_request_denied',
      sentence: 'The time to collect this credential is over.',
      help: 'The claims did not arrive within the deferral limit, or were not collected in time. The back office can create a new session; deferral_limit sets how long a wallet may wait.',
      specRef: 'OID4VCI Section 9.3',
      retryable: false,
    },
    transaction_denied: {
      code: 'credential_request_denied',
      sentence: 'The issuer has decided not to issue this credential.',
      help: 'The back office denied the claims while the wallet was waiting. The wallet stops polling; the reason, if one was given, is on the session page.',
      specRef: 'OID4VCI Section 9.3',
      retryable: false,
    },
  },
);
