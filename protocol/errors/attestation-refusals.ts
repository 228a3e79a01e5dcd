/**
 * Key attestations (OID4VCI appendix D) and wallet attestations with their proofs of possession (OID4VCI appendix E,
 * draft-ietf-oauth-attestation-based-client-auth).
 */
import { attestationFaults } from './attestation-faults.js';
import { defineRefusals } from './define-refusals.js';

const KEY_SPEC = 'OID4VCI Appendix D.1';
const WALLET_SPEC = 'OID4VCI Appendix E';
const POP_SPEC = 'draft-ietf-oauth-attestation-based-client-auth-07 Section 5.2';
const CHECK_SPEC = 'draft-ietf-oauth-attestation-based-client-auth-07 Section 9';

const keyAttestationRefusals = () => ({
  ...attestationFaults('key_attestation', 'credential', {
    noun: 'key attestation',
    code: 'invalid_proof',
    specRef: KEY_SPEC,
    typ: 'key-attestation+jwt',
    members: 'the claims iat and attested_keys (a non-empty array of public JWKs), and exp inside a jwt proof',
  }),
  ...defineRefusals(
    { family: 'credential', status: 400 },
    {
      key_attestation_levels: {
        code: 'invalid_proof',
        sentence: 'The key attestation does not reach the attack potential resistance that is required.',
        help: 'Its key_storage and user_authentication must each contain one of the values listed in key_attestations_required of the credential configuration.',
        specRef: 'OID4VCI Appendix D.2',
      },
      key_attestation_foreign_key: {
        code: 'invalid_proof',
        sentence: 'A key proof is signed with a key its key attestation does not attest.',
        help: 'Sign the proof with one of the attested_keys; some issuers take only the first of them (attested_proof_key).',
        specRef: 'OID4VCI Appendix F.1',
      },
      key_attestation_used: {
        code: 'invalid_proof',
        sentence: 'A key of the key attestation was attested in an earlier request.',
        help: 'Every credential request needs fresh keys and a key attestation of its own. An operator may allow repeated use (attested_keys_once).',
        specRef: 'EUDI TS3 Section 2.2.2.2',
      },
    },
  )(),
});

const walletAttestationRefusals = () => ({
  ...attestationFaults('wallet_attestation', 'token', {
    noun: 'wallet attestation',
    code: 'invalid_client',
    specRef: WALLET_SPEC,
    typ: 'oauth-client-attestation+jwt',
    members: 'the claims sub, exp and cnf with a public jwk',
  }),
  ...defineRefusals(
    { family: 'token', status: 400 },
    {
      wallet_attestation_incomplete: {
        code: 'invalid_client',
        sentence: 'There must be exactly one OAuth-Client-Attestation and one OAuth-Client-Attestation-PoP header.',
        help: 'Send both headers, each once, each with one compact JWT.',
        specRef: 'draft-ietf-oauth-attestation-based-client-auth-07 Section 6.1',
      },
      wallet_attestation_issuer: {
        code: 'invalid_client',
        sentence: 'The iss claim of the wallet attestation does not name the party that signed it.',
        help: 'iss may be left out; if sent it must be a name (URI or host) in the certificate the attestation is signed with.',
        specRef: WALLET_SPEC,
      },
      wallet_attestation_client_mismatch: {
        code: 'invalid_client',
        sentence: 'The client_id is not the sub of the wallet attestation.',
        help: 'Send the sub claim of the wallet attestation as client_id, or no client_id.',
        specRef: CHECK_SPEC,
      },
      use_attestation_challenge: {
        code: 'use_attestation_challenge',
        sentence: 'The proof of possession of the wallet attestation needs a current challenge.',
        help: 'Take the challenge from the OAuth-Client-Attestation-Challenge header of this answer, or from the challenge_endpoint, put it into the challenge claim and repeat the request: nothing was used up. An operator may make challenges optional (attestation_challenges).',
        specRef: 'draft-ietf-oauth-attestation-based-client-auth-07 Section 6.2',
      },
      refresh_token_instance_mismatch: {
        code: 'invalid_grant',
        sentence: 'The refresh_token is bound to another wallet instance.',
        help: 'Refresh with a wallet attestation for the key (cnf) that the token was first issued to.',
        specRef: 'draft-ietf-oauth-attestation-based-client-auth-07 Section 10.3',
      },
    },
  )(),
});

const popCode = { code: 'invalid_client', specRef: POP_SPEC };
const walletPopRefusals = defineRefusals(
  { family: 'token', status: 400 },
  {
    wallet_pop_malformed: {
      ...popCode,
      sentence: 'The proof of possession of the wallet attestation is malformed.',
      help: 'It is a compact JWT with typ and alg in its header and the claims aud, jti and iat; `reason` says what is missing or has the wrong type.',
    },
    wallet_pop_type: {
      ...popCode,
      sentence: 'The typ header parameter of the proof of possession must be oauth-client-attestation-pop+jwt.',
      help: 'Set typ to oauth-client-attestation-pop+jwt in the JOSE header.',
    },
    wallet_pop_algorithm: {
      ...popCode,
      sentence:
        'The proof of possession is signed with an algorithm that is not supported, or one that does not fit its key.',
      help: 'Use an algorithm of client_attestation_pop_signing_alg_values_supported that fits cnf.jwk of the attestation.',
    },
    wallet_pop_signature: {
      ...popCode,
      sentence: 'The signature of the proof of possession does not verify.',
      help: 'Sign with the private key that belongs to cnf.jwk of the wallet attestation.',
    },
    wallet_pop_audience: {
      ...popCode,
      sentence: 'The aud claim of the proof of possession must be the issuer identifier of the authorization server.',
      help: 'Set aud to issuer of the authorization server metadata, byte for byte: not the address of an endpoint.',
    },
    wallet_pop_issuer: {
      ...popCode,
      sentence: 'The iss claim of the proof of possession must be the client_id.',
      help: 'iss may be left out; if sent it must equal sub of the wallet attestation.',
    },
    wallet_pop_expired: {
      ...popCode,
      sentence: 'The proof of possession of the wallet attestation is too old.',
      help: 'Make a new one for every request and check the clock of the device: iat is accepted for five minutes.',
    },
    wallet_pop_future: {
      ...popCode,
      sentence: 'The proof of possession of the wallet attestation is dated in the future.',
      help: 'iat is in whole seconds since 1970 (not milliseconds) and may be at most 60 seconds ahead.',
    },
    wallet_pop_replayed: {
      ...popCode,
      sentence: 'The proof of possession of the wallet attestation was already used.',
      help: 'Make a new one with a new jti for every request, also when a request is retried. The attestation itself may be sent again.',
      specRef: 'draft-ietf-oauth-attestation-based-client-auth-07 Section 10.6',
    },
  },
);

export const attestationRefusals = () => ({
  ...keyAttestationRefusals(),
  ...walletAttestationRefusals(),
  ...walletPopRefusals(),
});
