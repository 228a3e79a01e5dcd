/** DPoP proofs (RFC 9449 section 4.3). Replay of `jti` and the token's key binding are the caller's to check. */
import { createHash } from 'node:crypto';
import type { CryptoKey } from 'jose';
import { createKeyCache } from '../create-key-cache.js';
import { shownNames, shownText, typeName } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import { DPOP_JWT_TYPE } from '../spec-constants.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import {
  decodeHeader,
  importPublicKey,
  readPublicJwk,
  thumbprintOf,
  verifySignedClaims,
} from '../verify-compact-jwt.js';
import type { Fail } from './check-dpop-claims.js';
import { checkDpopClaims } from './check-dpop-claims.js';

export { DPOP_ALGORITHMS } from '../spec-constants.js';
export { DPOP_FUTURE_WINDOW_SECONDS, DPOP_PAST_WINDOW_SECONDS } from './check-dpop-claims.js';

export type DpopDoor = 'token' | 'access';

export type DpopRules = {
  readonly proof: string;
  readonly method: string;
  /** Public URL of the endpoint, from configuration and not from the request. */
  readonly url: string;
  readonly now: Date;
  /** Given wherever a token is presented; the proof must then carry its hash. */
  readonly accessToken?: string | undefined;
  readonly algorithms: readonly string[];
  readonly at: DpopDoor;
};

export type VerifiedDpop = {
  /** RFC 7638 thumbprint of the key the proof is signed with. */
  readonly jkt: string;
  readonly jti: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly nonce?: string;
};

/** The same wallet signs several requests in a row; importing its key costs more than verifying with it. */
const keys = createKeyCache(1000);

/**
 * A proof made for this request, signed with the key whose thumbprint is returned.
 *
 * @throws ProtocolError one of `dpop_*` at the token endpoint, one of `access_dpop_*` at protected endpoints
 */
export async function verifyDpopProof(rules: DpopRules): Promise<VerifiedDpop> {
  const fail: Fail = (fault, evidence) =>
    refuse(rules.at === 'token' ? `dpop_${fault}` : `access_dpop_${fault}`, evidence);
  const { algorithm, thumbprint, key } = await readKey(rules, fail);
  const signed = await verifySignedClaims(rules.proof, key, algorithm);
  if (signed === 'bad_signature')
    throw fail('signature', { reason: 'The signature does not verify with the jwk in the header.' });
  if (signed === 'not_an_object') throw fail('malformed', { reason: 'The payload of the proof is not a JSON object.' });
  const claims = checkDpopClaims(signed.claims, rules, fail);
  checkTokenHash(signed.claims.ath, rules.accessToken, fail);
  return {
    jkt: thumbprint,
    jti: claims.jti,
    issuedAt: claims.iat,
    ...(claims.nonce !== undefined && { nonce: claims.nonce }),
  };
}

/** RFC 9449 section 4.3, items 1, 2, 4, 5 and 7: everything the header has to say. */
async function readKey(
  rules: DpopRules,
  fail: Fail,
): Promise<{ algorithm: string; thumbprint: string; key: CryptoKey }> {
  // Node joins repeated headers with a comma, which no compact JWT contains.
  if (rules.proof.includes(',')) throw fail('duplicate', { reason: 'The DPoP header has more than one value.' });
  const header = decodeHeader(rules.proof);
  if (!header) throw fail('malformed', { reason: 'The DPoP header is not a compact JWT.' });
  const algorithm = checkHeader(header, rules.algorithms, fail);
  const jwk = readPublicJwk(header.jwk, algorithm);
  const header_params = shownNames(Object.keys(header));
  if (jwk === 'private_key') throw fail('private_key', { reason: 'The jwk has a private member.', header_params });
  if (jwk === 'not_an_object') {
    throw fail('malformed', {
      reason: 'The header has no jwk object.',
      expected: 'jwk',
      provided: typeName(header.jwk),
      header_params,
    });
  }
  const unfit = () =>
    fail('algorithm', { reason: `The jwk is not a valid key for ${algorithm}.`, provided: algorithm, header_params });
  if (jwk === 'unsuitable') throw unfit();
  const thumbprint = thumbprintOf(jwk);
  const key = await keys(`${algorithm} ${thumbprint}`, () => importPublicKey(jwk, algorithm));
  if (!key) throw unfit();
  return { algorithm, thumbprint, key };
}

function checkHeader(header: JsonObject, algorithms: readonly string[], fail: Fail): string {
  const header_params = shownNames(Object.keys(header));
  const { typ, alg } = header;
  if (typ !== DPOP_JWT_TYPE) {
    throw fail('type', { expected: DPOP_JWT_TYPE, provided: shownText(typ), header_params });
  }
  if (typeof alg !== 'string' || !algorithms.includes(alg)) {
    throw fail('algorithm', { expected: algorithms, provided: shownText(alg), header_params });
  }
  // RFC 7515 section 4.1.11: extensions we do not know must not be skipped, and DPoP defines none.
  if (Object.hasOwn(header, 'crit'))
    throw fail('malformed', { reason: 'The header has critical extensions.', header_params });
  return alg;
}

/** Item 12: `ath` ties the proof to the token it is presented with. */
function checkTokenHash(ath: unknown, accessToken: string | undefined, fail: Fail): void {
  if (accessToken === undefined) return;
  if (ath === createHash('sha256').update(accessToken).digest('base64url')) return;
  throw fail('token_hash', {
    reason: ath === undefined ? 'The claim ath is missing.' : 'The claim ath is not the hash of the presented token.',
  });
}
