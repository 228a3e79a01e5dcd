/** What only wallets of drafts 13 to 15 are told, and only by an issuer that speaks to them (`draft13`). */
import { defineRefusals } from './define-refusals.js';

export const draft13Refusals = defineRefusals(
  { family: 'credential', status: 400 },
  {
    draft13_format_unsupported: {
      code: 'unsupported_credential_format',
      sentence: 'The credential format is not supported.',
      help: 'A request of draft 13 names one of the formats the issuer has configured, which are in `expected`; vc+sd-jwt is understood as dc+sd-jwt.',
      specRef: 'OID4VCI draft 13 Section 7.3.1.2',
    },
    draft13_type_unsupported: {
      code: 'unsupported_credential_type',
      sentence: 'The credential type is not supported.',
      help: 'The doctype or vct of a draft 13 request names exactly one configuration the token covers; those of the format are in `expected`. Where two are alike, only a wallet that sends credential_configuration_id or credential_identifier can choose.',
      specRef: 'OID4VCI draft 13 Section 7.3.1.2',
    },
    issuance_pending: {
      code: 'issuance_pending',
      sentence: 'The credential is not ready yet.',
      help: 'Not a fault: until draft 16 a wallet that asked too early was answered by this error. It asks again after `interval` seconds.',
      specRef: 'OID4VCI draft 13 Section 9.3',
    },
    proof_x5c_other_key: {
      code: 'invalid_proof',
      sentence: 'The certificate of a key proof must be for the key in its jwk.',
      help: 'Before draft 16 x5c could stand beside jwk. It is accepted here if the first certificate is for that very key; the certificates are not checked otherwise. Leave x5c out.',
      specRef: 'OID4VCI draft 13 Section 7.2.1.1',
    },
  },
);
