/** Erasure, retention and what may be seen of people. */
import { defineRefusals } from './define-refusals.js';

const wallet = defineRefusals(
  { family: 'credential', status: 400 },
  {
    claims_deleted: {
      code: 'credential_request_denied',
      sentence: 'The issuer no longer has the data for this credential.',
      help: 'The credential was issued before and its claims were deleted since, as retention.claims of the issuer says. To issue it again, create a new session with the claims.',
      specRef: 'OID4VCI Section 8.3.1.2',
      retryable: false,
    },
  },
);

const backOffice = defineRefusals(
  { family: 'back_office', status: 404 },
  {
    subject_unknown: {
      code: 'unknown_subject',
      sentence: 'Nothing is held about this subject.',
      help: 'subject_id must be what sessions were created with, or what the login answered, at the same issuer. What was anonymised or erased is not found by it any more.',
      specRef: 'Vouchsafe back-office API',
    },
    session_lost: {
      status: 409,
      code: 'session_closed',
      sentence: 'The session lost its workflow and was closed.',
      help: 'Its workflow was never started, or was ended by hand in Temporal; nothing can be issued in it any more. Create a new session.',
      specRef: 'Vouchsafe back-office API',
      retryable: false,
    },
    session_being_erased: {
      status: 409,
      code: 'session_being_erased',
      sentence: 'The session that was made under this Idempotency-Key is being erased.',
      help: 'Ask again in a minute: once it is gone, the same request makes another session. Or use a new key.',
      specRef: 'Vouchsafe back-office API',
      retryable: true,
    },
  },
);

export const privacyRefusals = () => ({ ...wallet(), ...backOffice() });
