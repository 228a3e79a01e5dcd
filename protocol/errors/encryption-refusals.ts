/** Encryption of requests and responses (OID4VCI sections 8.2, 8.3.1.2 and 10). Told in plain JSON, like every refusal. */
import { defineRefusals } from './define-refusals.js';

const code = 'invalid_encryption_parameters';

export const encryptionRefusals = defineRefusals(
  { family: 'credential', status: 400 },
  {
    request_encryption_missing: {
      code,
      sentence: 'The request must be encrypted.',
      help: 'The metadata says credential_request_encryption.encryption_required. Encrypt the JSON body to a key of its jwks and send the compact JWE as application/jwt.',
      specRef: 'OID4VCI Section 10',
    },
    request_encryption_off: {
      code,
      sentence: 'The issuer does not accept encrypted requests.',
      help: 'Send plain JSON with Content-Type: application/json: the metadata has no credential_request_encryption. A wallet that saw it there has an outdated copy of the metadata.',
      specRef: 'OID4VCI Section 12.2.4',
    },
    request_jwe_malformed: {
      code,
      sentence: 'The encrypted request is not a compact JWE.',
      help: 'The body of an application/jwt request is one JWE in compact serialization, five parts joined by dots, and nothing around it.',
      specRef: 'OID4VCI Section 10',
    },
    request_key_unknown: {
      code,
      sentence: 'The request is encrypted to a key the issuer does not have.',
      help: 'Put the kid of a key in credential_request_encryption.jwks into the header of the JWE. If it was there once, the key has been replaced since: fetch the metadata again.',
      specRef: 'OID4VCI Section 10',
    },
    request_encryption_unsupported: {
      code,
      sentence: 'The request is encrypted in a way the issuer does not support.',
      help: 'Use the alg of the chosen key, an enc of credential_request_encryption.enc_values_supported, and zip only if zip_values_supported lists it; `reason` names the parameter.',
      specRef: 'OID4VCI Section 10',
    },
    request_undecryptable: {
      code,
      sentence: 'The encrypted request could not be decrypted.',
      help: 'The key was found by its kid, but the JWE does not open with it: it was encrypted to another key, changed on the way, is damaged, or its content is not UTF-8.',
      specRef: 'OID4VCI Section 10',
    },
    request_inflates_too_far: {
      code,
      sentence: 'The encrypted request is too large when decompressed.',
      help: 'The content of a compressed request may have as many bytes as a plain request; `expected` has the number.',
      specRef: 'OID4VCI Section 10',
    },
    response_encryption_missing: {
      code,
      sentence: 'The request must ask for an encrypted response.',
      help: 'The metadata says credential_response_encryption.encryption_required. Every credential request and every deferred request carries credential_response_encryption of its own.',
      specRef: 'OID4VCI Section 8.2',
    },
    response_encryption_in_plain_request: {
      code,
      sentence: 'A request with credential_response_encryption must itself be encrypted.',
      help: 'Encrypt the request to a key of credential_request_encryption.jwks: in a plain one, the key of the response could be exchanged on the way. Wallets of drafts before 16 cannot; for them there is the switch encryption.allow_plain_response_key.',
      specRef: 'OID4VCI Section 8.2',
    },
    response_encryption_malformed: {
      code,
      sentence: 'The credential_response_encryption parameter is malformed.',
      help: 'It is an object with jwk (one public key with alg), enc, and optionally zip; `reason` names the member.',
      specRef: 'OID4VCI Section 8.2',
    },
    response_encryption_unsupported: {
      code,
      sentence: 'The issuer does not support the requested response encryption.',
      help: 'Use only values that credential_response_encryption in the metadata lists: alg_values_supported, enc_values_supported, zip_values_supported.',
      specRef: 'OID4VCI Section 8.3.1.2',
    },
    response_key_without_alg: {
      code,
      sentence: 'The key for the response must say its algorithm.',
      help: 'Add alg to credential_response_encryption.jwk, one of alg_values_supported.',
      specRef: 'OID4VCI Section 10',
    },
    response_key_private: {
      code,
      sentence: 'The key for the response must not contain private members.',
      help: 'Only the public key belongs into the request. A private key that was sent counts as disclosed: the wallet makes a new one.',
      specRef: 'OID4VCI Section 8.2',
    },
    response_key_unsuitable: {
      code,
      sentence: 'The key for the response cannot be used for key agreement.',
      help: 'Use a public key on P-256, P-384, P-521 or X25519 with use enc or none; `reason` says what is wrong with it.',
      specRef: 'OID4VCI Section 10',
    },
  },
);
