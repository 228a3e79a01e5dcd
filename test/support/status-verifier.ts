/** Status list tokens judged from outside, in Python. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type JudgedList = {
  readonly claims: { readonly sub: string; readonly iat: number; readonly exp: number; readonly ttl: number };
  readonly bits: number;
  readonly aggregation: string;
  readonly size: number;
  /** Index → value, where it is not 0. */
  readonly set: Readonly<Record<string, number>>;
  readonly error?: string;
};

const PYTHON = fileURLToPath(new URL('../../.local/verifiers-venv/bin/python', import.meta.url));
const SCRIPT = fileURLToPath(new URL('../interop/verifiers/verify_status_list.py', import.meta.url));

export function judgeStatusLists(jwt: string, cwt: Uint8Array, rootPem: string): { jwt: JudgedList; cwt: JudgedList } {
  const input = JSON.stringify({ jwt, cwt: Buffer.from(cwt).toString('base64'), rootPem });
  const { status, stdout, stderr } = spawnSync(process.env['VOUCHSAFE_VERIFIERS_PYTHON'] ?? PYTHON, [SCRIPT], {
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`verify_status_list.py ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}
