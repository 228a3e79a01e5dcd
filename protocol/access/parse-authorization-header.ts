/** The access token of a request to a protected endpoint (RFC 6750 section 2.1, RFC 9449 section 7.1). */
import { refuse } from '../errors/protocol-error.js';

export type PresentedToken = { readonly scheme: 'Bearer' | 'DPoP'; readonly token: string };

const SCHEMES: ReadonlyMap<string, PresentedToken['scheme']> = new Map([
  ['bearer', 'Bearer'],
  ['dpop', 'DPoP'],
]);

/** `token68` of RFC 9110 section 11.2; the scheme name is case-insensitive (section 11.1). */
const HEADER = /^([A-Za-z][A-Za-z0-9!#$%&'*+.^_`|~-]*)(?: +([A-Za-z0-9._~+/-]+=*))? *$/;

/**
 * The token and its scheme, not yet opened or checked.
 *
 * @param query the query parameters; a token in them is refused even next to a header (FAPI 2.0 section 5.3.4)
 */
export function parseAuthorizationHeader(
  header: string | undefined,
  query: { readonly access_token?: unknown },
): PresentedToken {
  if (query.access_token !== undefined) {
    throw refuse('access_token_in_query', { reason: 'The query string has a parameter named access_token.' });
  }
  if (header === undefined || header.trim() === '') throw refuse('access_token_missing', { provided: null });
  const match = HEADER.exec(header);
  const scheme = SCHEMES.get((match?.[1] ?? header.split(' ', 1)[0] ?? '').toLowerCase());
  // Credentials of another kind (Basic, say) are no token at all: answered with a challenge rather than as malformed.
  if (match && !scheme) {
    throw refuse('access_token_missing', {
      reason: 'The Authorization header has another scheme than Bearer or DPoP.',
      expected: ['Bearer', 'DPoP'],
    });
  }
  const token = match?.[2];
  if (!scheme || token === undefined) {
    throw refuse('access_header_malformed', {
      reason: 'The Authorization header is not a scheme, a space and one token.',
      expected: ['Bearer', 'DPoP'],
    });
  }
  return { scheme, token };
}
