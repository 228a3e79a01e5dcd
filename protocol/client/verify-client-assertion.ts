/** Client authentication by `private_key_jwt` (RFC 7523 section 3, OpenID Connect Core section 9). */
import { isJsonObject, shownNames, shownText } from '../errors/describe-shape.js';
import type { ProtocolError } from '../errors/protocol-error.js';
import { refuse } from '../errors/protocol-error.js';
import { CLIENT_ASSERTION_ALGORITHMS } from '../spec-constants.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import { decodeHeader, importPublicKey, readPublicJwk, verifySignedClaims } from '../verify-compact-jwt.js';

/** Seconds; an assertion is made for one request. */
const LONGEST_LIFE = 600;
const SKEW = 60;

export type ClientAssertionRules = {
  readonly assertion: string;
  readonly clientId: string;
  /** Registered public keys of the client. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  /** Any of these may be the `aud`: the issuer identifier, and for older clients the endpoint it is sent to. */
  readonly audiences: readonly string[];
  /** FAPI 2.0 section 5.3.2.1: `aud` is one string, and no array that may name others too. */
  readonly isAudienceString: boolean;
  readonly now: Date;
};

export type VerifiedClientAssertion = {
  readonly jti: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
};

/** An assertion by this client for this server, alive. Whether it was used before is the caller's to check. */
export async function verifyClientAssertion(rules: ClientAssertionRules): Promise<VerifiedClientAssertion> {
  const header = decodeHeader(rules.assertion);
  if (header === undefined) throw invalid('The client_assertion is not a compact JWT.');
  const { alg, kid } = header;
  const header_params = shownNames(Object.keys(header));
  if (typeof alg !== 'string' || !CLIENT_ASSERTION_ALGORITHMS.includes(alg))
    throw invalid('The algorithm is not supported.', {
      expected: CLIENT_ASSERTION_ALGORITHMS,
      provided: shownText(alg),
      header_params,
    });
  if (Object.hasOwn(header, 'crit')) throw invalid('The header has critical extensions.', { header_params });
  const candidates = rules.keys.filter((key) => kid === undefined || key.kid === undefined || key.kid === kid);
  for (const candidate of candidates) {
    const jwk = readPublicJwk(candidate, alg);
    const key = typeof jwk === 'string' ? undefined : await importPublicKey(jwk, alg);
    const signed = key === undefined ? 'bad_signature' : await verifySignedClaims(rules.assertion, key, alg);
    if (signed === 'not_an_object') throw invalid('The payload is not a JSON object.');
    if (signed !== 'bad_signature') return checkClaims(signed.claims, rules);
  }
  throw invalid('The signature verifies with no registered key of this client.', { header_params });
}

/** The client an assertion speaks for by its own account, to find the keys it is verified with. Nothing is verified. */
export function readAssertedClient(assertion: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const sub = isJsonObject(claims) ? claims.sub : undefined;
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
}

function checkClaims(claims: JsonObject, rules: ClientAssertionRules): VerifiedClientAssertion {
  const { iss, sub, aud, jti, exp, nbf, iat } = claims;
  if (iss !== rules.clientId || sub !== rules.clientId) throw invalid('iss and sub are not both the client_id.');
  const audiences = Array.isArray(aud) && !rules.isAudienceString ? aud : [aud];
  if (!audiences.some((one) => typeof one === 'string' && rules.audiences.includes(one)))
    throw invalid('aud does not name this authorization server.', { expected: rules.audiences });
  if (typeof jti !== 'string' || jti === '') throw invalid('jti is missing.');
  const now = rules.now.getTime() / 1000;
  if (typeof exp !== 'number' || !Number.isFinite(exp)) throw invalid('exp is missing.');
  if (now >= exp + SKEW) throw invalid('The assertion has expired.');
  if (exp > now + LONGEST_LIFE + SKEW) throw invalid('exp is too far ahead.', { expected: LONGEST_LIFE });
  for (const [name, value] of Object.entries({ nbf, iat })) {
    if (value === undefined) continue;
    if (typeof value !== 'number' || value > now + SKEW) throw invalid(`${name} is no time in the past.`);
  }
  return { jti, expiresAt: exp + SKEW };
}

function invalid(reason: string, evidence: Record<string, unknown> = {}): ProtocolError {
  return refuse('client_assertion_invalid', { reason, ...evidence });
}
