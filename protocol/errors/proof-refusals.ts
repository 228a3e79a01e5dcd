/** Key proofs and their nonces (OID4VCI section 8.3.1.2, appendix F). */
import { defineRefusals } from './define-refusals.js';

const KEY_SPEC = 'OID4VCI Section 8.2.1.1 / Appendix F.1';
const JWT_SPEC = 'OID4VCI Appendix F.1';
const CHECK_SPEC = 'OID4VCI Appendix F.4';
const code = 'invalid_proof';

const KEY_HELP =
  'Put the public key of the holder into the header of the proof as `jwk`, for example {"kty":"EC","crv":"P-256","x":"...","y":"..."}. Where the metadata lists did:key or did:jwk under cryptographic_binding_methods_supported, `kid` may be such a DID URL instead.';

export const proofRefusals = defineRefusals(
  { family: 'credential', status: 400 },
  {
    proofs_missing: {
      code,
      sentence: 'The proofs parameter is required for this credential.',
      help: 'Send proofs with one member, jwt, an array of proof JWTs. (The older `proof` member of draft 13 is not read.)',
      specRef: 'OID4VCI Section 8.3.1.2',
    },
    proofs_malformed: {
      code,
      sentence: 'The proofs parameter is invalid.',
      help: 'proofs is an object with exactly one member named after a proof type, whose value is a non-empty array; for jwt its entries are strings.',
      specRef: 'OID4VCI Section 8.2',
    },
    proof_type_unsupported: {
      code,
      sentence: 'This proof type is not supported for the requested credential.',
      help: 'Use a proof type listed in proof_types_supported of the credential configuration.',
      specRef: 'OID4VCI Section 8.2',
    },
    proof_malformed: {
      code,
      sentence: 'A key proof is malformed.',
      help: 'A jwt proof is a compact JWT with typ, alg and one key reference in its header and the claims aud and iat, plus nonce where there is a nonce endpoint; `reason` says what is missing or has the wrong type.',
      specRef: JWT_SPEC,
    },
    proof_type_header: {
      code,
      sentence: 'The typ header parameter of a key proof must be openid4vci-proof+jwt.',
      help: 'Set typ to openid4vci-proof+jwt in the JOSE header; plain JWT is not accepted.',
      specRef: JWT_SPEC,
    },
    proof_algorithm: {
      code,
      sentence: 'A key proof is signed with an algorithm that is not supported for the requested credential.',
      help: 'Use an algorithm of proof_signing_alg_values_supported of the credential configuration.',
      specRef: JWT_SPEC,
    },
    proof_key_missing: {
      code,
      sentence: 'A key proof does not contain a public key.',
      help: KEY_HELP,
      specRef: KEY_SPEC,
    },
    proof_key_ambiguous: {
      code,
      sentence: 'A key proof must name its key in exactly one way.',
      help: 'The header parameters jwk, kid and x5c exclude each other: send one of them.',
      specRef: KEY_SPEC,
    },
    proof_private_key: {
      code,
      sentence: 'The jwk header parameter of a key proof must not contain a private key.',
      help: 'Put only the public members (kty, crv, x, y) into jwk. A private key that was sent must be considered exposed: make a new one.',
      specRef: CHECK_SPEC,
    },
    proof_kid_unresolvable: {
      code,
      sentence: 'The kid header parameter of a key proof does not lead to a public key.',
      help: `The kid is not a DID URL this issuer can resolve, or its fragment names no key of that DID. ${KEY_HELP}`,
      specRef: KEY_SPEC,
    },
    proof_dids_not_allowed: {
      code,
      sentence: 'This issuer does not accept keys named by a DID; the public key must be in the jwk header parameter.',
      help: `${KEY_HELP} An operator may allow DIDs for this issuer (allow_dids), which the metadata then announces.`,
      specRef: KEY_SPEC,
    },
    proof_key_unsuitable: {
      code,
      sentence: 'The key of a key proof cannot be used.',
      help: 'The key must fit the algorithm (ES256 with P-256, ES384 with P-384, ES512 with P-521, EdDSA with Ed25519), be a valid point, and have full-length base64url coordinates; and the credential format must be able to carry it.',
      specRef: CHECK_SPEC,
    },
    proof_signature: {
      code,
      sentence: 'The signature of a key proof does not verify.',
      help: 'Sign with the private key that belongs to the key in the header; ECDSA signatures in JWTs are the raw r and s values side by side, not DER.',
      specRef: CHECK_SPEC,
    },
    proof_audience: {
      code,
      sentence: 'The aud claim of a key proof must be the credential issuer identifier.',
      help: 'Set aud to credential_issuer of the metadata, byte for byte: not the credential endpoint, not the authorization server, no trailing slash.',
      specRef: JWT_SPEC,
    },
    proof_stale: {
      code,
      sentence: 'A key proof is too old.',
      help: 'Make the proof right before the request and check the clock of the device: iat is accepted for 5 minutes, with 60 seconds of tolerance.',
      specRef: CHECK_SPEC,
    },
    proof_future: {
      code,
      sentence: 'A key proof is dated in the future.',
      help: 'Check the clock of the device; iat and nbf are in whole seconds since 1970, not milliseconds.',
      specRef: CHECK_SPEC,
    },
    proof_expired: {
      code,
      sentence: 'A key proof has expired.',
      help: 'The exp claim of the proof has passed. The claim is not required; if sent it is honoured.',
      specRef: CHECK_SPEC,
    },
    proof_issuer: {
      code,
      sentence: 'The iss claim of a key proof must be the client_id.',
      help: 'Set iss to the client_id the wallet authenticated with, or leave it out.',
      specRef: JWT_SPEC,
    },
    proof_duplicate_key: {
      code,
      sentence: 'Two key proofs are for the same key.',
      help: 'In a batch every proof must be for a different key: one credential is bound to each.',
      specRef: 'OID4VCI Section 3.3.2',
    },
    x5c_not_enabled: {
      code,
      sentence: 'This issuer does not accept keys conveyed by x5c.',
      help: 'Send the public key as jwk instead of the certificate chain.',
      specRef: KEY_SPEC,
    },
    proof_certificate_untrusted: {
      code,
      sentence: 'The certificate of a proof key was not issued by a party this issuer trusts.',
      help: 'The x5c of the proof must lead from a leaf that is not self-signed to one of trust_anchors.holder_certificate, every certificate valid and every issuer a CA.',
      specRef: KEY_SPEC,
    },
    key_attestation_required: {
      code,
      sentence: 'A key attestation is required for this credential.',
      help: 'Send a key attestation whose attested_keys contain the proof key, in the key_attestation header parameter of the jwt proof.',
      specRef: 'OID4VCI Appendix D.1',
    },
    nonce_missing: {
      code,
      sentence: 'A key proof does not contain a nonce.',
      help: 'Get a c_nonce with POST to the nonce_endpoint of the metadata and put it into the nonce claim of every proof.',
      specRef: 'OID4VCI Section 8.3.1.2',
    },
    nonce_unknown: {
      code: 'invalid_nonce',
      sentence: 'The nonce of a key proof was not issued by this issuer.',
      help: 'Use c_nonce of the nonce endpoint exactly as received. Get a new one and repeat the request.',
      specRef: 'OID4VCI Section 8.3.1.2',
    },
    nonce_expired: {
      code: 'invalid_nonce',
      sentence: 'The nonce of a key proof has expired.',
      help: 'Get a new c_nonce from the nonce endpoint right before making the proofs, and repeat the request.',
      specRef: 'OID4VCI Section 8.3.1.2',
    },
    nonce_used: {
      code: 'invalid_nonce',
      sentence: 'The nonce of a key proof was already used.',
      help: 'A c_nonce serves one successful credential request. Get a new one and repeat the request.',
      specRef: 'OID4VCI Section 8.3.1.2',
    },
    nonce_foreign: {
      code: 'invalid_nonce',
      sentence: 'The nonce of a key proof was issued by another credential issuer.',
      help: 'Use the nonce_endpoint in the metadata of the credential issuer the request is sent to.',
      specRef: 'OID4VCI Section 8.3.1.2',
    },
  },
);
