/** The choice of a transaction code, at the private API (OID4VCI section 13.6.1). */
import { defineRefusals } from './define-refusals.js';

export const txCodeRefusals = defineRefusals(
  { family: 'back_office', status: 400 },
  {
    tx_code_not_chosen: {
      code: 'invalid_body',
      sentence: 'This issuer makes no pre-authorized code without a decision on its transaction code.',
      help: 'tx_code_policy of the issuers file says so: with `explicit`, send tx_code true, or an object that describes it, or false if whoever holds the offer may redeem it; with `required`, false is not accepted.',
      specRef: 'OID4VCI Section 13.6.1',
    },
  },
);
