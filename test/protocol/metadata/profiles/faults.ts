/** The example files of the profiles, and what is wrong with them once something is changed. */
import { readFileSync } from 'node:fs';
import { checkIssuersFile } from '../../../../credentials/check-issuers-file.js';
import type { IssuerConfiguration } from '../../../../protocol/metadata/z-issuer-configuration.js';
import { zIssuersFile } from '../../../../protocol/metadata/z-issuer-configuration.js';

type Raw = Record<string, unknown> & { credential_configurations: Record<string, Record<string, unknown>> };

export function readExample(name: string): { version: string; issuers: [Raw] } {
  return JSON.parse(readFileSync(`config/examples/${name}.json`, 'utf8'));
}

/** The example's issuer, parsed. */
export function exampleIssuer(name: string): IssuerConfiguration {
  const [issuer] = zIssuersFile.parse(readExample(name)).issuers;
  if (issuer === undefined) throw new Error('The example has no issuer');
  return issuer;
}

export function mistakesIn(name: string): string | undefined {
  const checked = checkIssuersFile(readExample(name), () => []);
  return 'mistakes' in checked ? checked.mistakes : undefined;
}

/** Paths at fault below the issuer; `change` gets a copy it may alter, and may answer another. */
export function faultsOf(name: string, change: (issuer: Raw) => Raw | undefined): string[] {
  const file = readExample(name);
  const parsed = zIssuersFile.safeParse({ ...file, issuers: [change(file.issuers[0]) ?? file.issuers[0]] });
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.slice(2).join('.'));
}
