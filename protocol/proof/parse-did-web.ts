/** Where the document of a did:web lies: https://w3c-ccg.github.io/did-method-web/, section 2.3.2. Nothing is fetched here. */

const LONGEST = 512;
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const HOST = new RegExp(`^(${LABEL}(?:\\.${LABEL})*)(?:%3[Aa]([0-9]{1,5}))?$`);
/** Percent-encoded characters are allowed in general; here they would only be other spellings of a path. */
const SEGMENT = /^[A-Za-z0-9._-]+$/;

/** The address, or nothing where the DID is none of this method or names no host: an IP address is not allowed to stand there. */
export function parseDidWeb(did: string): string | undefined {
  const [scheme, method, host = '', ...segments] = did.split(':');
  if (did.length > LONGEST || scheme !== 'did' || method !== 'web') return undefined;
  const [, name = '', port] = HOST.exec(host) ?? [];
  const isPath = segments.every((one) => SEGMENT.test(one) && one !== '.' && one !== '..');
  const origin = `https://${name}${port === undefined ? '' : `:${port}`}`;
  if (name === '' || !isPath || !URL.canParse(origin)) return undefined;
  // The parser writes numbers in any notation as an IPv4 address.
  const { hostname } = new URL(origin);
  if (hostname !== name.toLowerCase() || /^[0-9.]+$/.test(hostname)) return undefined;
  return `${origin}/${segments.length === 0 ? '.well-known' : segments.join('/')}/did.json`;
}
