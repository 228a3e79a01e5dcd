/** Judges from outside: other people's verifiers, each in its own process, over a credential and the root it should trust. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Verdict = {
  readonly verifier: string;
  readonly ok: boolean;
  /** mdoc: element → value, bytes as base64; SD-JWT VC: the processed payload. Empty when refused. */
  readonly claims: Record<string, unknown>;
  readonly error?: string;
};

const FOLDER = fileURLToPath(new URL('../interop/verifiers/', import.meta.url));
const DEFAULT_PYTHON = fileURLToPath(new URL('../../.local/verifiers-venv/bin/python', import.meta.url));

/** Fails rather than skips: a verifier that is not there has accepted nothing. */
function pythonPath(): string {
  const path = process.env.VOUCHSAFE_VERIFIERS_PYTHON ?? DEFAULT_PYTHON;
  if (!existsSync(path)) {
    throw new Error(
      `The Python verifiers are not installed: ${path} is missing. Make a virtual environment from ` +
        'test/interop/verifiers/requirements.txt, or point VOUCHSAFE_VERIFIERS_PYTHON at a Python that has them.',
    );
  }
  return path;
}

/** Runs every mdoc verifier: pymdoccbor, a hand-written check on cbor2 and cryptography, @owf/mdoc. */
export function verifyMdocOutside(credential: string, rootPem: string): Promise<Verdict[]> {
  return runAll(
    [
      [pythonPath(), 'verify_mdoc.py'],
      [process.execPath, 'verify-mdoc-owf.mjs'],
    ],
    credential,
    rootPem,
  );
}

/** Runs every SD-JWT VC verifier: the Python reference implementation, @sd-jwt/sd-jwt-vc. */
export function verifySdJwtOutside(credential: string, rootPem: string): Promise<Verdict[]> {
  return runAll(
    [
      [pythonPath(), 'verify_sd_jwt.py'],
      [process.execPath, 'verify-sd-jwt.mjs'],
    ],
    credential,
    rootPem,
  );
}

/** Runs the verifier of W3C credentials as JWT: jwcrypto. */
export function verifyJwtVcOutside(credential: string, rootPem: string): Promise<Verdict[]> {
  return runAll([[pythonPath(), 'verify_jwt_vc.py']], credential, rootPem);
}

type Command = readonly [program: string, script: string];

async function runAll(commands: readonly Command[], credential: string, rootPem: string): Promise<Verdict[]> {
  const input = JSON.stringify({ credential, rootPem });
  const verdicts = await Promise.all(commands.map((command) => runOne(command, input)));
  return verdicts.flat();
}

function runOne([program, script]: Command, input: string): Promise<Verdict[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [`${FOLDER}${script}`], { stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    let complaints = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      complaints += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve((JSON.parse(output) as { results: Verdict[] }).results);
      else reject(new Error(`${script} ended with ${code}: ${complaints.slice(-2000)}`));
    });
    child.stdin.end(input);
  });
}
