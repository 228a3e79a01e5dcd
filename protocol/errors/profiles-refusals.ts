/** What only some profiles refuse. */
import { defineRefusals } from './define-refusals.js';

const specRef = 'EU Age Verification, 4.3; Vouchsafe back-office API';

const assuranceRefusals = defineRefusals(
  { family: 'back_office', status: 422 },
  {
    assurance_missing: {
      code: 'assurance_required',
      sentence: 'The profile of this issuer takes claims only with a record of how they were verified.',
      help: 'Send assurance with the session (POST /sessions), or before the claims (PUT /sessions/{id}/assurance): level substantial or high, method, verified_at. Send no evidence.',
      specRef,
    },
    assurance_unusable: {
      code: 'assurance_required',
      sentence: 'The record of how the claims were verified cannot be relied on.',
      help: 'verified_at must lie in the past and within the last 90 days; `reason` says which of them it is. Verify the person again.',
      specRef,
    },
  },
);

const lifeRefusals = defineRefusals(
  { family: 'credential', status: 400 },
  {
    wallet_status_ended: {
      code: 'credential_request_denied',
      sentence: 'The status of the wallet or of its keys is not maintained long enough for this credential.',
      help: 'client_status.exp of the wallet attestation, or key_storage_status.exp of the key attestation, has passed. Fetch fresh attestations, refresh the token, and ask again with new keys.',
      specRef: 'TS3 2.4.3',
    },
  },
);

export const profilesRefusals = { ...assuranceRefusals, ...lifeRefusals } as const;
