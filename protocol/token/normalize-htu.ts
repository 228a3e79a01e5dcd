/**
 * A URL in the form in which `htu` is compared (RFC 9449 section 4.3): without query and fragment, after the syntax- and
 * scheme-based normalization of RFC 3986 sections 6.2.2 and 6.2.3. Nothing if it is no absolute URL with a host.
 */
export function normalizeHtu(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  // User information has no place in an endpoint URL, and dropping it would make two different URLs equal.
  if (url.host === '' || url.username !== '' || url.password !== '') return undefined;
  return `${url.protocol}//${url.host}${normalizeEscapes(url.pathname)}`;
}

/** RFC 3986 section 6.2.2: unreserved characters stand for themselves, other escapes are in upper case. */
function normalizeEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase();
  });
}
