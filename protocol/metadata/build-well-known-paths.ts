/**
 * The paths a well-known document is served at. OID4VCI section 12.2.2 and RFC 8414 section 3.1 insert the well-known
 * part before the issuer's path; drafts 13 to 15 appended it, and many wallets still do.
 */
export function buildWellKnownPaths(name: string, issuerPath: string): string[] {
  const wellKnown = `/.well-known/${name}`;
  return [...new Set([`${wellKnown}${issuerPath}`, `${issuerPath}${wellKnown}`])];
}
