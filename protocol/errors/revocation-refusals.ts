/** Issuing that was switched off, and acts upon many credentials at once. */
import { defineRefusals } from './define-refusals.js';

const api = 'Vouchsafe back-office API';

const switchRefusals = defineRefusals(
  { family: 'server', status: 503 },
  {
    issuing_switched_off: {
      code: 'temporarily_unavailable',
      sentence: 'The issuer does not issue this credential at the moment; try again later.',
      help: 'An operator has switched issuing off (GET /issuers/{id}/switch says since when and why). Nothing was consumed: the same offer, code, token or transaction works again when it is switched on, as long as it lives.',
      specRef: 'RFC 9110 Section 15.6.4; RFC 6749 Section 4.1.2.1',
    },
  },
);

const actRefusals = defineRefusals(
  { family: 'back_office', status: 409 },
  {
    offering_switched_off: {
      code: 'issuing_switched_off',
      sentence: 'Issuing is switched off.',
      help: 'No offer is made that could not be taken. Switch issuing on again with PUT /issuers/{id}/switch, or leave the credential configurations in `provided` out.',
      specRef: api,
    },
    switch_issuer_unknown: {
      status: 404,
      code: 'unknown_issuer',
      sentence: 'There is no such issuer.',
      help: 'Use the id of an issuer as it stands in the configuration file.',
      specRef: api,
    },
    bulk_act_unknown: {
      status: 404,
      code: 'unknown_bulk_act',
      sentence: 'There is no such act.',
      help: 'Use the bulk_id that POST /credentials/bulk answered.',
      specRef: api,
    },
  },
);

export const revocationRefusals = () => ({ ...switchRefusals(), ...actRefusals() });
