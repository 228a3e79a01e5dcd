/** Authorization responses as they are sent back through the browser (RFC 6749 section 4.1.2, RFC 9207 section 2). */

type Answer = { readonly code: string } | { readonly error: string; readonly error_description?: string | undefined };

/** `state` verbatim and `iss` in every answer, errors included (AZ-19, AZ-21). */
export function buildAuthorizationRedirect(
  redirectUri: string,
  answer: Answer & { readonly state?: string | undefined; readonly iss: string },
): string {
  const parameters = Object.entries(answer)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  // The URI is not parsed: a custom scheme would not come back as it was registered.
  const separator = !redirectUri.includes('?') ? '?' : /^[^?]*\?$|&$/.test(redirectUri) ? '' : '&';
  return `${redirectUri}${separator}${parameters.join('&')}`;
}

/** What a Content-Security-Policy calls the place a form may end up at: browsers apply `form-action` to redirects too. */
export function buildFormTarget(redirectUri: string): string {
  const { protocol, origin } = new URL(redirectUri);
  return /^https?:$/.test(protocol) ? origin : protocol;
}
