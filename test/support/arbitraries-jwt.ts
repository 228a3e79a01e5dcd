/** JWTs whose signature is right and whose content is not, for property tests. */
import * as fc from 'fast-check';
import type { TestKey } from '../protocol/signed-jwt.js';
import { signJwt } from '../protocol/signed-jwt.js';
import { changed, jsonText } from './arbitraries.js';

type Members = Readonly<Record<string, unknown>>;

/** Texts that are nearly compact JWTs: wrong in their number of parts, their alphabet or their content. */
export const nearlyJwt: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string().map((text) => `${text}.${text}.${text}`),
  fc.constantFrom('', '.', '..', '...', 'a.b', 'a.b.c.d', 'e30.e30.', 'e30=.e30=.AA==', 'e30.e30.AB', ' e30.e30.AA'),
  fc
    .tuple(jsonText, jsonText, fc.uint8Array({ maxLength: 80 }))
    .map(([header, claims, signature]) =>
      [header, claims, signature].map((part) => Buffer.from(part as string).toString('base64url')).join('.'),
    ),
);

/** Signed over exactly what stands in it, with members of header and claims exchanged or added. */
export function signedBy(
  key: TestKey,
  good: { readonly header: Members; readonly claims: Members },
  more: { readonly header?: readonly string[]; readonly claims?: readonly string[] } = {},
): fc.Arbitrary<() => Promise<string>> {
  return fc.tuple(changed(good.header, more.header), changed(good.claims, more.claims)).map(
    ([header, claims]) =>
      () =>
        signJwt(header, claims, key),
  );
}

/** The same text with the spare bits of one part set: other characters for the same bytes. */
export function respell(jwt: string, part: 0 | 1 | 2): string | undefined {
  const parts = jwt.split('.');
  const text = parts[part] ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  if (text.length % 4 === 0) return undefined;
  parts[part] = text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1) ?? '') + 1];
  return parts.join('.');
}
