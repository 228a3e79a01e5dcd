/** Status lists, and the changes of status a back office asks for. */
import { defineRefusals } from './define-refusals.js';

const api = 'Vouchsafe back-office API';
const specRef = 'draft-ietf-oauth-status-list Section 7.1';

/** Asked for by relying parties, who are nobody's wallet: the answer is the status code. */
const publicStatusRefusals = defineRefusals(
  { family: 'status', status: 404 },
  {
    status_list_unknown: {
      code: 'invalid_request',
      sentence: 'There is no status list at this address.',
      help: 'Use the uri exactly as it stands in the status of the credential. A list that exists is served from its first credential on.',
      specRef: 'draft-ietf-oauth-status-list Section 8.1',
    },
    status_time_unsupported: {
      status: 501,
      code: 'not_implemented',
      sentence: 'Status lists of the past are not available.',
      help: 'Leave the time parameter out. Past states are not kept, because they would tell when a credential changed.',
      specRef: 'draft-ietf-oauth-status-list Section 8.4',
      retryable: false,
    },
  },
);

const changeRefusals = defineRefusals(
  { family: 'back_office', status: 409 },
  {
    credential_unknown: {
      status: 404,
      code: 'unknown_credential',
      sentence: 'There is no such credential.',
      help: 'Use a credential_id as GET /sessions/{id}/credentials lists it.',
      specRef: api,
    },
    credential_not_revocable: {
      code: 'credential_not_revocable',
      sentence: 'The credential has no status that could be changed.',
      help: 'It was issued by a configuration without `status`; it stays valid until it expires. Add `status` to the configuration for credentials issued from then on.',
      specRef,
      retryable: false,
    },
    credential_revoked: {
      code: 'credential_revoked',
      sentence: 'The credential is revoked, which is final.',
      help: 'A revoked credential can be neither suspended nor reinstated. Create a new session to issue another one.',
      specRef,
      retryable: false,
    },
    suspension_unsupported: {
      code: 'suspension_unsupported',
      sentence: 'The credential cannot be suspended.',
      help: 'Its status entry has one bit, which knows valid and invalid only. Configurations that suspend need `"status": {"bits": 2}` before they issue.',
      specRef,
      retryable: false,
    },
    status_change_under_way: {
      code: 'status_change_under_way',
      sentence: 'A change of status of this credential is under way.',
      help: 'Changes of one credential come one after the other. Repeat the request in a moment.',
      specRef: api,
    },
  },
);

export const statusRefusals = () => ({ ...publicStatusRefusals(), ...changeRefusals() });
