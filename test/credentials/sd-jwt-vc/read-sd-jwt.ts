/** Takes an SD-JWT apart and puts its claims together again (RFC 9901, 7.1), without the code that wrote it. */
import { createHash } from 'node:crypto';

export type Disclosure = { readonly text: string; readonly digest: string; readonly content: unknown[] };

export function readSdJwt(credential: string) {
  const [jwt = '', ...rest] = credential.split('~');
  const [header, payload, signature] = jwt.split('.') as [string, string, string];
  const disclosures = rest.slice(0, -1).map(
    (text): Disclosure => ({
      text,
      digest: createHash('sha256').update(text).digest('base64url'),
      content: decode(text) as unknown[],
    }),
  );
  return {
    header: decode(header) as Record<string, unknown>,
    payload: decode(payload) as Record<string, unknown>,
    signed: `${header}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
    disclosures,
    end: rest.at(-1),
  };
}

function decode(text: string): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64url')));
}

/** Every `_sd` array and every `...` digest, in the payload and in the disclosures. */
export function allDigests(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => {
    if (name === '_sd') return entry as string[];
    return name === '...' ? [entry as string] : allDigests(entry);
  });
}

/** The claims as a verifier sees them; throws when a disclosure is used by no digest, or by two. */
export function processClaims(credential: string): Record<string, unknown> {
  const { payload, disclosures } = readSdJwt(credential);
  const open = new Map(disclosures.map(({ digest, content }) => [digest, content]));
  const take = (digest: string) => {
    const content = open.get(digest);
    open.delete(digest);
    return content;
  };
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((entry) => fill(take((entry as { '...': string })['...'])?.[1]));
    if (typeof value !== 'object' || value === null) return value;
    const { _sd: digests = [], _sd_alg: _algorithm, ...plain } = value as { _sd?: string[]; _sd_alg?: string };
    const revealed = digests.map(take).filter((content) => content !== undefined);
    return { ...plain, ...Object.fromEntries(revealed.map(([, name, inner]) => [name, fill(inner)])) };
  };
  const claims = fill(payload) as Record<string, unknown>;
  if (open.size > 0) throw new Error('a disclosure has no place');
  return claims;
}
