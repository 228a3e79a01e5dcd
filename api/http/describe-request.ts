/** A request as the session's log shows it: what a wallet's vendor needs to see, with every secret as a fingerprint. */
import type { Request } from 'express';
import { shownName } from '../../protocol/errors/describe-shape.js';

type Fingerprint = (secret: string) => string;

const shownHeaders = [
  'accept',
  'accept-encoding',
  'accept-language',
  'content-length',
  'content-type',
  'host',
  'traceparent',
  'user-agent',
  'via',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-request-id',
];
const secretHeaders = ['authorization', 'dpop', 'oauth-client-attestation', 'oauth-client-attestation-pop'];
const LONGEST = 300;
/** Deeper than any request that means something; a body may be nested as deeply as it is long. */
const DEEPEST = 8;

/** Headers that say who the person is (addresses, cookies) are not shown; others unknown to us by name only. */
export function describeHeaders(request: Request, fingerprint: Fingerprint): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  const others: string[] = [];
  for (const [name, value] of Object.entries(request.headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    if (shownHeaders.includes(name)) shown[name] = text.slice(0, LONGEST);
    else if (secretHeaders.includes(name)) shown[name] = describeSecretHeader(text, fingerprint);
    else others.push(name);
  }
  return { ...shown, ...(others.length === 0 ? {} : { other_headers: others.slice(0, 30) }) };
}

/** `DPoP fp:…`: the scheme matters to whoever reads it, the token does not. */
function describeSecretHeader(text: string, fingerprint: Fingerprint): string {
  const [scheme, token, ...rest] = text.split(' ');
  if (token !== undefined && rest.length === 0 && /^(bearer|dpop|basic)$/i.test(scheme ?? ''))
    return `${scheme} ${fingerprint(token)}`;
  return fingerprint(text);
}

/** Parameters whose values are public by nature. */
const shownParameters = ['grant_type', 'client_id', 'scope', 'resource', 'authorization_details', 'redirect_uri'];

export function describeForm(
  pairs: readonly (readonly [string, string])[],
  fingerprint: Fingerprint,
): Record<string, string> {
  const described = pairs.slice(0, 30).map(([name, value]) => {
    const text = shownParameters.includes(name) ? value.slice(0, LONGEST) : value === '' ? '' : fingerprint(value);
    return [shownName(name), text] as const;
  });
  return Object.fromEntries(described);
}

/** Limits for each level do not limit their product: lists of lists would still make a record larger than any store takes. */
const MOST_VALUES = 1000;
type Describing = { readonly fingerprint: Fingerprint; left: number };

/** A JSON body with strings that name things kept, and everything that could prove or reveal something fingerprinted. */
export function describeBody(body: unknown, fingerprint: Fingerprint): unknown {
  return describeObject(body, { fingerprint, left: MOST_VALUES }, 0);
}

function describeObject(body: unknown, of: Describing, depth: number): unknown {
  if (body === null || typeof body !== 'object' || Array.isArray(body) || depth > DEEPEST)
    return { type: body === null ? 'null' : Array.isArray(body) ? 'array' : typeof body };
  const described = Object.entries(body)
    .slice(0, 30)
    .map(([name, value]) => [shownName(name), describeMember(name, value, of, depth)] as const);
  return Object.fromEntries(described);
}

const namingMembers = [
  'credential_configuration_id',
  'format',
  'doctype',
  'vct',
  'event',
  'proof_type',
  'alg',
  'enc',
  'zip',
];

function describeMember(name: string, value: unknown, of: Describing, depth: number): unknown {
  of.left -= 1;
  if (of.left < 0) return '…';
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'string') return namingMembers.includes(name) ? value.slice(0, LONGEST) : of.fingerprint(value);
  if (Array.isArray(value) && depth <= DEEPEST)
    return value.slice(0, 100).map((one) => describeMember(name, one, of, depth + 1));
  return describeObject(value, of, depth + 1);
}
