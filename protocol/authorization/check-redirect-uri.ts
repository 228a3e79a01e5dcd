/** Where the answer of the authorization endpoint may go (RFC 6749 section 3.1.2, RFC 8252 section 7). */
import { refuse } from '../errors/protocol-error.js';
import { isLoopback } from '../loopback.js';

const LONGEST = 2000;
/** RFC 3986 characters without `#`. */
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?[\]@!$&'()*+,;=%-]+$/;
/** Schemes a browser acts upon itself. */
const DANGEROUS = [
  'javascript:',
  'data:',
  'vbscript:',
  'file:',
  'about:',
  'blob:',
  'view-source:',
  'ws:',
  'wss:',
  'ftp:',
];

/** What is wrong with a redirect URI in itself, or nothing. */
export function findRedirectUriFault(uri: string): string | undefined {
  if (uri.length > LONGEST) return 'It is too long.';
  if (!ABSOLUTE.test(uri) || !URL.canParse(uri)) return 'It is not an absolute URI without a fragment.';
  const url = new URL(uri);
  if (url.username !== '' || url.password !== '') return 'It has user information.';
  if (DANGEROUS.includes(url.protocol)) return 'Its scheme is not one of an application.';
  if (url.protocol === 'http:' && !isLoopback(url)) return 'http is for loopback addresses only.';
  // A pattern is compared as text, so the text must not lead elsewhere than it reads.
  if (/^https?:$/.test(url.protocol) && !/^https?:\/\/[^/]/i.test(uri)) return 'It has no host.';
  if (/(^|\/)(\.|%2e){1,2}(\/|$)/i.test(uri.replace(/[?].*$/, ''))) return 'It has dot segments.';
  return undefined;
}

/**
 * The redirect URI, if it is registered for the client, compared as text (AZ-18).
 *
 * @param allowed.exact of a registered client
 * @param allowed.patterns for clients nobody registered: exact, or a beginning followed by `*`
 */
export function checkRedirectUri(
  uri: string,
  allowed: { readonly exact: readonly string[]; readonly patterns: readonly string[] },
): string {
  const fault = findRedirectUriFault(uri);
  if (fault !== undefined) throw refuse('redirect_uri_malformed', { reason: `The redirect_uri is refused. ${fault}` });
  const isAllowed = allowed.exact.includes(uri) || allowed.patterns.some((pattern) => matches(pattern, uri));
  if (!isAllowed) {
    throw refuse('redirect_uri_unregistered', {
      expected: [...allowed.exact, ...allowed.patterns].slice(0, 20),
      provided: uri.replace(/\?.*$/, '?…').slice(0, 300),
    });
  }
  return uri;
}

function matches(pattern: string, uri: string): boolean {
  return pattern.endsWith('*') ? uri.startsWith(pattern.slice(0, -1)) : pattern === uri;
}
