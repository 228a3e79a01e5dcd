/** Variants of the shipped issuers' configuration, for tests of what a switch does. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One issuer by what it has otherwise than the shipped one; `id` names it and is its path too, unless said. */
export type IssuerVariant = { readonly id: string; readonly [member: string]: unknown };

/** Answers the path of the file; it goes with the machine's temporary files. */
export function writeIssuersFile(...variants: IssuerVariant[]): string {
  const shipped = JSON.parse(readFileSync(new URL('../../config/issuers.json', import.meta.url), 'utf8'));
  const [issuer] = shipped.issuers;
  const issuers = variants.map((variant) => ({ ...issuer, path: `/${variant.id}`, ...variant }));
  const path = join(mkdtempSync(join(tmpdir(), 'vouchsafe-issuers-')), 'issuers.json');
  writeFileSync(path, JSON.stringify({ ...shipped, issuers }));
  return path;
}
