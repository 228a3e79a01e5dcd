/** Claims that pass through several hands: released, shared between credentials, waited for in the inbox. */
import { defineRefusals } from './define-refusals.js';

const specRef = 'Vouchsafe back-office API';

export const handsRefusals = defineRefusals(
  { family: 'back_office', status: 409 },
  {
    claims_not_supplied: {
      code: 'claims_not_supplied',
      sentence: 'There are no claims that wait for a release.',
      help: 'Claims are released after they were supplied, and only where the session or the configuration says require_release.',
      specRef,
    },
    release_by_supplier: {
      status: 403,
      code: 'release_by_supplier',
      sentence: 'Claims cannot be released by who supplied them.',
      help: 'Four eyes: another key or person has to release the present claims. Whoever corrects claims becomes their supplier.',
      specRef,
    },
    claims_changed: {
      code: 'claims_changed',
      sentence: 'The claims are not the ones that were looked at.',
      help: 'claims_digest of the request is not how the digest of the present claims begins: they were corrected meanwhile. Look at the session again.',
      specRef,
    },
    dataset_conflict: {
      code: 'dataset_conflict',
      sentence: 'Credentials that share a dataset need the same claims.',
      help: 'The configurations in `expected` share one dataset: supply it once, for any of them or by its name, or the same claims for each.',
      specRef,
    },
    inbox_item_unknown: {
      status: 404,
      code: 'unknown_inbox_item',
      sentence: 'Nothing waits there.',
      help: 'The session or configuration is unknown, or it no longer waits for claims or for a release. GET /inbox lists what does.',
      specRef,
    },
    inbox_item_claimed: {
      code: 'inbox_item_claimed',
      sentence: 'Somebody else is working on this.',
      help: '`claimed_by` says who and `claimed_until` until when; afterwards, or when they give it up, it can be claimed.',
      specRef,
    },
    token_dead_claims_ready: {
      code: 'token_dead_claims_ready',
      sentence: 'The claims are ready and the wallet has no token to collect them with.',
      help: 'Every token of the grant has expired or was revoked. Renew the offer (POST /sessions/{id}/renew-offer) and hand it to the person again; a wallet that began by itself has to begin anew.',
      specRef,
      retryable: false,
    },
  },
);
