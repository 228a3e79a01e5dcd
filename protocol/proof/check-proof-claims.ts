/** The claims of a jwt proof whose signature has verified (OID4VCI appendix F.1 and F.4). */
import { shownName, typeName } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type { JsonObject } from '../verify-compact-jwt.js';

export type ProofClaimRules = {
  /** Credential issuer identifier. */
  readonly issuer: string;
  readonly now: Date;
  readonly clientId?: string | undefined;
  /** Whether the client proved to be `clientId`; a bare parameter of the token request proves nothing. */
  readonly clientAuthenticated: boolean;
};

export type CheckedProofClaims = {
  readonly issuedAt: number;
  readonly nonce?: string;
  /** `iss` is not the client id, and nothing shows who is right: accepted, to be logged. */
  readonly issuerMismatch?: boolean;
};

/** Five minutes, and a minute of tolerance for clocks. A nonce the server timed bounds the age more tightly. */
const WINDOW_SECONDS = 360;
const SKEW_SECONDS = 60;

export function checkProofClaims(claims: JsonObject, rules: ProofClaimRules): CheckedProofClaims {
  checkAudience(claims.aud, rules.issuer);
  const issuedAt = checkTimes(claims, Math.floor(rules.now.getTime() / 1000));
  const issuerMismatch = checkIssuer(claims.iss, rules);
  const { nonce } = claims;
  if (nonce !== undefined && typeof nonce !== 'string') throw malformed('nonce', 'a string', nonce);
  return {
    issuedAt,
    ...(nonce !== undefined && nonce !== '' && { nonce }),
    ...(issuerMismatch && { issuerMismatch }),
  };
}

/** Appendix F.1: the credential issuer identifier; an array of just that is the same to most JWT libraries. */
function checkAudience(aud: unknown, issuer: string): void {
  const audience = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  if (audience === issuer) return;
  const provided = typeof audience === 'string' ? audience.slice(0, 200) : typeName(audience);
  throw refuse('proof_audience', {
    reason: 'The claim `aud` is not the credential issuer identifier.',
    expected: issuer,
    provided,
    proof_type: 'jwt',
  });
}

/** `iat` is required. `exp` and `nbf` are not defined for proofs, but whoever sends them means them. */
function checkTimes(claims: JsonObject, now: number): number {
  const iat = readTime(claims, 'iat');
  if (iat === undefined) throw malformed('iat', 'a number of seconds since 1970', claims.iat);
  const age = now - iat;
  const evidence = { provided: `iat ${Math.abs(age)} seconds ${age >= 0 ? 'ago' : 'ahead'}`, proof_type: 'jwt' };
  const expected = `iat within ${WINDOW_SECONDS} seconds`;
  if (age > WINDOW_SECONDS) throw refuse('proof_stale', { ...evidence, expected });
  if (-age > WINDOW_SECONDS) throw refuse('proof_future', { ...evidence, expected });
  const exp = readTime(claims, 'exp');
  if (exp !== undefined && now > exp + SKEW_SECONDS) {
    throw refuse('proof_expired', { provided: `exp ${now - exp} seconds ago`, proof_type: 'jwt' });
  }
  const nbf = readTime(claims, 'nbf');
  if (nbf !== undefined && nbf > now + SKEW_SECONDS) {
    throw refuse('proof_future', { provided: `nbf ${nbf - now} seconds ahead`, proof_type: 'jwt' });
  }
  return iat;
}

function readTime(claims: JsonObject, name: 'iat' | 'exp' | 'nbf'): number | undefined {
  const value = claims[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw malformed(name, 'a number of seconds since 1970', value);
  return value;
}

/**
 * Appendix F.1: `iss`, if present, is the client id. Many wallets send something else (their DID, say), and an
 * unauthenticated client id shows nothing, so there a mismatch is told to the caller instead of refused.
 */
function checkIssuer(iss: unknown, rules: ProofClaimRules): boolean {
  if (iss === undefined) return false;
  if (typeof iss !== 'string') throw malformed('iss', 'a string', iss);
  if (iss === rules.clientId) return false;
  if (!rules.clientAuthenticated) return true;
  throw refuse('proof_issuer', {
    reason: 'The claim `iss` is not the client_id the wallet authenticated with.',
    expected: rules.clientId,
    provided: shownName(iss),
    proof_type: 'jwt',
  });
}

function malformed(claim: string, expected: string, value: unknown) {
  return refuse('proof_malformed', {
    reason: `The claim \`${claim}\` is ${value === undefined ? 'missing' : `not ${expected}`}.`,
    expected,
    provided: typeName(value),
    proof_type: 'jwt',
  });
}
