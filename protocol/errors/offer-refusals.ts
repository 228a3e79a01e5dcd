/** Fetching a credential offer by reference (OID4VCI section 4.1.3). The text defines no codes here; 404 is the answer. */
import { defineRefusals } from './define-refusals.js';

export const offerRefusals = defineRefusals(
  { family: 'offer', status: 404 },
  {
    offer_unknown: {
      code: 'invalid_request',
      sentence: 'There is no credential offer at this address.',
      help: 'Use the credential_offer_uri exactly as it stands in the QR code or link, percent-decoded once. If it was copied by hand, scan it again; else ask the issuing service for a new offer.',
      specRef: 'OID4VCI Section 4.1.3',
    },
    offer_expired: {
      code: 'invalid_request',
      sentence: 'This credential offer is no longer available.',
      help: 'The offer was redeemed, cancelled, or its time ran out. The back office can renew it (POST /sessions/{id}/renew-offer) or create a new session.',
      specRef: 'OID4VCI Section 4.1.3',
      retryable: false,
    },
  },
);
