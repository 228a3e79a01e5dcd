/** The claims of a DPoP proof whose signature has verified (RFC 9449 section 4.3). The hash of the token is checked apart. */
import { shownNames } from '../errors/describe-shape.js';
import type { DpopFault } from '../errors/dpop-refusals.js';
import type { Evidence, ProtocolError } from '../errors/protocol-error.js';
import type { JsonObject } from '../verify-compact-jwt.js';
import { normalizeHtu } from './normalize-htu.js';

/** How old a proof may be, and how far ahead of our clock; a replay store keeps `jti` for both together. */
export const DPOP_PAST_WINDOW_SECONDS = 60;
export const DPOP_FUTURE_WINDOW_SECONDS = 60;

/** Makes the refusal of the door the proof was shown at. */
export type Fail = (fault: DpopFault, evidence?: Evidence) => ProtocolError;

export type DpopClaims = {
  readonly jti: string;
  readonly htm: string;
  readonly htu: string;
  readonly iat: number;
  readonly nonce?: string;
};

export type DpopRequest = { readonly method: string; readonly url: string; readonly now: Date };

/** The claims, all there and of the right type, made for this request and at about this time. */
export function checkDpopClaims(unchecked: JsonObject, request: DpopRequest, fail: Fail): DpopClaims {
  const claims = readClaims(unchecked, fail);
  checkRequest(claims, request, fail);
  checkTime(claims.iat, request.now, fail);
  return claims;
}

/** Item 3: the required claims, in their types. */
function readClaims(claims: JsonObject, fail: Fail): DpopClaims {
  const { jti, htm, htu, iat, nonce } = claims;
  const provided = shownNames(Object.keys(claims));
  for (const [name, value] of Object.entries({ jti, htm, htu })) {
    if (typeof value !== 'string' || value === '') {
      throw fail('malformed', {
        reason: `The claim ${name} is not a non-empty string.`,
        expected: ['jti', 'htm', 'htu', 'iat'],
        provided,
      });
    }
  }
  if (typeof iat !== 'number' || !Number.isFinite(iat))
    throw fail('malformed', { reason: 'The claim iat is not a number.', provided });
  if (nonce !== undefined && typeof nonce !== 'string')
    throw fail('malformed', { reason: 'The claim nonce is not a string.', provided });
  return { jti: jti as string, htm: htm as string, htu: htu as string, iat, ...(nonce !== undefined && { nonce }) };
}

/** Items 8 and 9: the proof is for this method and this URL. */
function checkRequest(claims: DpopClaims, request: DpopRequest, fail: Fail): void {
  if (claims.htm !== request.method)
    throw fail('method', { expected: request.method, provided: claims.htm.slice(0, 20) });
  const htu = normalizeHtu(claims.htu);
  if (htu === undefined || htu !== normalizeHtu(request.url)) {
    throw fail('url', { expected: request.url, provided: claims.htu.slice(0, 300) });
  }
}

/** Item 11. `exp` and `nbf` are not defined for DPoP proofs and not looked at. */
function checkTime(iat: number, now: Date, fail: Fail): void {
  const age = Math.floor(now.getTime() / 1000) - iat;
  const provided = `${Math.abs(age)} seconds ${age >= 0 ? 'old' : 'ahead'}`;
  if (age > DPOP_PAST_WINDOW_SECONDS)
    throw fail('stale', { expected: `at most ${DPOP_PAST_WINDOW_SECONDS} seconds old`, provided });
  if (-age > DPOP_FUTURE_WINDOW_SECONDS)
    throw fail('future', { expected: `at most ${DPOP_FUTURE_WINDOW_SECONDS} seconds ahead`, provided });
}
