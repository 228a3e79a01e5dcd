/** Variants of the shipped issuers' configuration, for tests of what a switch does. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One issuer by what it has otherwise than the shipped one; `id` names it and is its path too, unless said. */
export type IssuerVariant = { readonly id: string; readonly [member: string]: unknown };

type ShippedIssuer = { readonly credential_configurations: Readonly<Record<string, object>> };

function readShipped(): { issuers: ShippedIssuer[] } {
  return JSON.parse(readFileSync(new URL('../../config/issuers.json', import.meta.url), 'utf8'));
}

export function shippedIssuer(): ShippedIssuer {
  const [issuer] = readShipped().issuers;
  if (issuer === undefined) throw new Error('config/issuers.json has no issuer');
  return issuer;
}

/** Answers the path of the file; it goes with the machine's temporary files. */
export function writeIssuersFile(...variants: IssuerVariant[]): string {
  const shipped = readShipped();
  const issuers = variants.map((variant) => ({ ...shippedIssuer(), path: `/${variant.id}`, ...variant }));
  const path = join(mkdtempSync(join(tmpdir(), 'vouchsafe-issuers-')), 'issuers.json');
  writeFileSync(path, JSON.stringify({ ...shipped, issuers }));
  return path;
}
