/** The example configurations of the profiles, as files a stack can start with. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Answers the path; `others` are further issuers, by what they have otherwise than the example. */
export function exampleFile(name: string, change: object, ...others: object[]): string {
  const file = JSON.parse(readFileSync(new URL(`../../config/examples/${name}.json`, import.meta.url), 'utf8'));
  const [issuer] = file.issuers;
  const issuers = [change, ...others].map((one) => ({ ...issuer, ...one }));
  const path = join(mkdtempSync(join(tmpdir(), 'vouchsafe-example-')), 'issuers.json');
  writeFileSync(path, JSON.stringify({ ...file, issuers }));
  return path;
}
