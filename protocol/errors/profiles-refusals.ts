/** What only some profiles refuse. */
import { defineRefusals } from './define-refusals.js';

const specRef = 'EU Age Verification, 4.3; Vouchsafe back-office API';

export const profilesRefusals = defineRefusals(
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
