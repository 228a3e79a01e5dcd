/** The proof that a wallet instance holds the key its attestation names (attestation-based client authentication, 5.2). */
import { createKeyCache } from '../create-key-cache.js';
import { shownName, shownNames, shownText, typeName } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type { PublicJwk } from '../jwk.js';
import { CLIENT_ATTESTATION_ALGORITHMS, CLIENT_ATTESTATION_POP_JWT_TYPE } from '../spec-constants.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import {
  decodeHeader,
  importPublicKey,
  readPublicJwk,
  thumbprintOf,
  verifySignedClaims,
} from '../verify-compact-jwt.js';
import { ATTESTATION_SKEW_SECONDS, checkAttestationTimes } from './check-attestation-times.js';

export type PopRules = {
  readonly key: PublicJwk;
  readonly clientId: string;
  readonly audience: string;
  readonly now: Date;
};
export type VerifiedPop = { readonly jti: string; readonly challenge?: string };

/** How old it may be; a replay store keeps `jti` for this and the tolerated difference of clocks. */
export const POP_WINDOW_SECONDS = 300;
export const POP_KEPT_SECONDS = POP_WINDOW_SECONDS + 2 * ATTESTATION_SKEW_SECONDS;

/** A wallet proves itself several times in a row: at the pushed request, at the token endpoint, at each refresh. */
const instanceKeys = createKeyCache(1000);

const malformed = (reason: string, provided?: unknown) =>
  refuse('wallet_pop_malformed', { reason, ...(provided !== undefined && { provided }) });

export async function verifyAttestationPop(jwt: string, rules: PopRules): Promise<VerifiedPop> {
  const header = decodeHeader(jwt);
  if (header === undefined) throw malformed('It is not a compact JWT.');
  const algorithm = checkHeader(header, rules.key);
  const name = `${algorithm} ${thumbprintOf(rules.key)}`;
  const key = await instanceKeys(name, () => importPublicKey(rules.key, algorithm));
  if (key === undefined)
    throw refuse('wallet_attestation_malformed', { reason: '`cnf.jwk` is not a point of its curve.' });
  const signed = await verifySignedClaims(jwt, key, algorithm);
  if (signed === 'bad_signature')
    throw refuse('wallet_pop_signature', { header_params: shownNames(Object.keys(header)) });
  if (signed === 'not_an_object') throw malformed('The payload is not a JSON object.');
  return checkClaims(signed.claims, rules);
}

function checkHeader(header: JsonObject, key: PublicJwk): string {
  const { typ, alg } = header;
  if (typ !== CLIENT_ATTESTATION_POP_JWT_TYPE)
    throw refuse('wallet_pop_type', { expected: CLIENT_ATTESTATION_POP_JWT_TYPE, provided: shownText(typ) });
  const isSupported = typeof alg === 'string' && CLIENT_ATTESTATION_ALGORITHMS.includes(alg);
  if (!isSupported || typeof readPublicJwk(key, alg) === 'string')
    throw refuse('wallet_pop_algorithm', { expected: CLIENT_ATTESTATION_ALGORITHMS, provided: shownText(alg) });
  // RFC 7515 section 4.1.11: extensions we do not know must not be skipped.
  if (Object.hasOwn(header, 'crit')) throw malformed('The header has critical extensions.');
  return alg;
}

/** `iss` and `exp` came and went with the drafts (WA-03): neither is required, both are honoured. */
function checkClaims(claims: JsonObject, rules: PopRules): VerifiedPop {
  // Up to -05 the challenge was called `nonce`, which no later draft defines for this proof.
  const { aud, iss, jti, challenge = claims.nonce } = claims;
  const audience = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  if (audience !== rules.audience) {
    const provided = typeof audience === 'string' ? audience.slice(0, 200) : typeName(audience);
    throw refuse('wallet_pop_audience', { expected: rules.audience, provided });
  }
  if (iss !== undefined && iss !== rules.clientId)
    throw refuse('wallet_pop_issuer', { provided: typeof iss === 'string' ? shownName(iss) : typeName(iss) });
  if (typeof jti !== 'string' || jti === '')
    throw malformed('The claim `jti` is not a non-empty string.', typeName(jti));
  if (challenge !== undefined && typeof challenge !== 'string')
    throw malformed('The claim `challenge` is not a string.', typeName(challenge));
  const { issuedAt = 0 } = checkAttestationTimes(claims, { now: rules.now, required: ['iat'] }, (fault, evidence) =>
    refuse(`wallet_pop_${fault}`, evidence),
  );
  const age = Math.floor(rules.now.getTime() / 1000) - issuedAt;
  if (age > POP_WINDOW_SECONDS + ATTESTATION_SKEW_SECONDS)
    throw refuse('wallet_pop_expired', {
      expected: `iat at most ${POP_WINDOW_SECONDS} seconds ago`,
      provided: `iat ${age} seconds ago`,
    });
  return { jti, ...(challenge !== undefined && { challenge }) };
}
