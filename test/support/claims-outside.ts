/** What other people's verifiers read out of a credential, and what they should. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DATASETS, PID_SD_JWT } from './datasets.js';
import type { StackInfo } from './stack.js';
import type { Verdict } from './verifiers.js';
import { verifyMdocOutside, verifySdJwtOutside } from './verifiers.js';

/** Every one of the verifiers must accept it. */
export async function claimsOutside(
  { dataDir }: Pick<StackInfo, 'dataDir'>,
  id: string,
  credential: string,
): Promise<Record<string, unknown>[]> {
  const rootPem = readFileSync(join(dataDir, 'pki', 'iaca-root.pem'), 'utf8');
  const verify = id === PID_SD_JWT ? verifySdJwtOutside : verifyMdocOutside;
  const verdicts: Verdict[] = await verify(credential, rootPem);
  expect(verdicts.map(({ verifier, ok, error }) => ({ verifier, ok, error }))).toEqual(
    verdicts.map(({ verifier }) => ({ verifier, ok: true, error: undefined })),
  );
  expect(verdicts.length).toBeGreaterThanOrEqual(2);
  return verdicts.map(({ claims }) => claims);
}

/** The supplied dataset as a verifier gets it: pictures of an SD-JWT VC travel as data URLs. */
export function expectedClaims(id: string): Record<string, unknown> {
  const { picture, ...rest } = DATASETS[id] ?? {};
  return picture === undefined ? rest : { ...rest, picture: `data:image/jpeg;base64,${picture}` };
}

/** So many different credentials, and the claims supplied are in the last of them. */
export async function expectVerifiedOutside(
  stack: Pick<StackInfo, 'dataDir'>,
  id: string,
  credentials: string[] = [],
  count = 1,
): Promise<void> {
  expect(new Set(credentials).size).toBe(count);
  for (const claims of await claimsOutside(stack, id, credentials.at(-1) ?? ''))
    expect(claims).toMatchObject(expectedClaims(id));
}
