/**
 * What can be wrong with a DPoP proof (RFC 9449 section 4.3). The faults are the same at the token endpoint (400) and at
 * the protected endpoints (401 with a challenge, section 7.1), so both families are made from one table.
 */
import type { RefusalRow } from './define-refusals.js';
import { defineRefusals } from './define-refusals.js';
import type { Refusal, RefusalFamily } from './protocol-error.js';

type Fault = Pick<RefusalRow, 'sentence' | 'help' | 'specRef'>;

const faults = {
  duplicate: {
    sentence: 'There must be exactly one DPoP header.',
    help: 'The request carries several DPoP headers, or one header with several values. Send one compact JWT, and make a new proof for each request.',
    specRef: 'RFC 9449 Section 4.3',
  },
  malformed: {
    sentence: 'The DPoP proof is malformed.',
    help: 'A DPoP proof is a compact JWT with a jwk in its header and the claims jti, htm, htu (strings) and iat (a number); `reason` says what is missing or has the wrong type.',
    specRef: 'RFC 9449 Section 4.2',
  },
  type: {
    sentence: 'The typ header parameter of the DPoP proof must be dpop+jwt.',
    help: 'Set typ to dpop+jwt in the JOSE header. Other kinds of JWT are not accepted as DPoP proofs.',
    specRef: 'RFC 9449 Section 4.2',
  },
  algorithm: {
    sentence: 'The DPoP proof is signed with an algorithm that is not supported, or one that does not fit its key.',
    help: 'Use an algorithm of dpop_signing_alg_values_supported with a key of its curve (ES256 with P-256, ES384 with P-384, ES512 with P-521, EdDSA with Ed25519).',
    specRef: 'RFC 9449 Section 4.3',
  },
  private_key: {
    sentence: 'The jwk header parameter of the DPoP proof must not contain a private key.',
    help: 'Put only the public members (kty, crv, x, y) into jwk. A private key that was sent must be considered exposed: make a new one.',
    specRef: 'RFC 9449 Section 4.3',
  },
  signature: {
    sentence: 'The signature of the DPoP proof does not verify.',
    help: 'Sign with the private key that belongs to the jwk in the header; ECDSA signatures in JWTs are the raw r and s values side by side, not DER.',
    specRef: 'RFC 9449 Section 4.3',
  },
  method: {
    sentence: 'The htm claim of the DPoP proof does not match the HTTP method.',
    help: 'htm is the method of this request in upper case, for example POST.',
    specRef: 'RFC 9449 Section 4.3',
  },
  url: {
    sentence: 'The htu claim of the DPoP proof does not match the URL of the request.',
    help: 'htu is the endpoint URL as published in the metadata, without query and fragment. Behind a proxy it is the public address, not the internal one.',
    specRef: 'RFC 9449 Section 4.3',
  },
  stale: {
    sentence: 'The DPoP proof is too old.',
    help: 'Make a new proof for every request and check the clock of the device: iat may be at most 60 seconds old.',
    specRef: 'RFC 9449 Section 11.1',
  },
  future: {
    sentence: 'The iat claim of the DPoP proof lies in the future.',
    help: 'Check the clock of the device: iat is in whole seconds since 1970 (not milliseconds) and may be at most 60 seconds ahead.',
    specRef: 'RFC 9449 Section 11.1',
  },
  replayed: {
    sentence: 'The DPoP proof was already used.',
    help: 'Make a new proof with a new jti for every request, also when a request is retried.',
    specRef: 'RFC 9449 Section 11.1',
  },
  token_hash: {
    sentence: 'The ath claim of the DPoP proof does not match the access token.',
    help: 'ath is the base64url-encoded SHA-256 of the access token sent in the Authorization header; it is required wherever an access token is presented.',
    specRef: 'RFC 9449 Section 4.3',
  },
} as const satisfies Record<string, Fault>;

export type DpopFault = keyof typeof faults;

function atDoor<P extends string>(prefix: P, family: RefusalFamily, status: number) {
  const rows = Object.entries<Fault>(faults).map(([fault, row]) => [
    `${prefix}${fault}`,
    { ...row, code: 'invalid_dpop_proof' },
  ]);
  return defineRefusals({ family, status }, Object.fromEntries(rows))() as Readonly<
    Record<`${P}${DpopFault}`, Refusal>
  >;
}

const useNonce = {
  code: 'use_dpop_nonce',
  sentence: 'The DPoP proof needs a current nonce of this server.',
  help: 'Put the value of the DPoP-Nonce header of this answer into the nonce claim of a new proof and repeat the request: nothing was used up. Every answer brings a newer nonce; an older one is good until it expires. An operator may turn nonces off (dpop_nonces).',
  specRef: 'RFC 9449 Section 8',
};

export const tokenDpopRefusals = () => ({
  ...atDoor('dpop_', 'token', 400),
  ...defineRefusals(
    { family: 'token', status: 400 },
    {
      dpop_required: {
        code: 'invalid_dpop_proof',
        sentence: 'A DPoP proof is required.',
        help: 'This issuer, this session or the refresh token demands sender-constrained tokens: send a DPoP header with the token request.',
        specRef: 'RFC 9449 Section 5',
      },
      use_dpop_nonce: useNonce,
    },
  )(),
});

export const accessDpopRefusals = () => ({
  ...atDoor('access_dpop_', 'access', 401),
  ...defineRefusals(
    { family: 'access', status: 401 },
    {
      access_dpop_missing: {
        code: 'invalid_dpop_proof',
        sentence: 'The DPoP proof is missing.',
        help: 'The access token is bound to a key: send a DPoP header, signed with that key and with ath set, next to Authorization: DPoP.',
        specRef: 'RFC 9449 Section 7.1',
      },
      access_use_dpop_nonce: { ...useNonce, specRef: 'RFC 9449 Section 9' },
    },
  )(),
});
