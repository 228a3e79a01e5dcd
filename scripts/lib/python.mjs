// @ts-check
/** Python environments of our own, from hash-checked requirements. Nothing is installed outside the checkout. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, isExecutable, runOrExplain } from './commands.mjs';
import { Problem } from './problem.mjs';
import { root } from './settings.mjs';

/** The versions for which every pinned package has a wheel. */
const LOWEST = 10;
const HIGHEST = 13;
const CANDIDATES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

/** @typedef {{command: string, args: string[], env: Record<string, string>}} Tool how to call an installed program */

/**
 * @param {{dir: string, requirements: string, expects: string[], whatFor: string}} wanted `requirements` relative to the
 *   repository; `expects`: programs that must be there afterwards
 * @returns {boolean}
 */
export function isPythonEnvironmentReady({ dir, requirements, expects }) {
  const stamp = readStamp(dir);
  return stamp?.requirements === hashOf(requirements) && expects.every((name) => findPythonTool(dir, name));
}

/**
 * @param {Parameters<typeof isPythonEnvironmentReady>[0]} wanted
 * @throws {Problem} when there is no fit Python, or an installation fails
 */
export async function ensurePythonEnvironment({ dir, requirements, expects, whatFor }) {
  if (isPythonEnvironmentReady({ dir, requirements, expects, whatFor })) return;
  const python = findPython(whatFor);
  rmSync(dir, { recursive: true, force: true });
  const install = await createEnvironment(dir, python);
  // An environment of the person's own choosing (an index, a proxy, certificates) is left to pip's own configuration.
  await runOrExplain(
    install.command,
    [
      ...install.args,
      '--no-cache-dir',
      '--disable-pip-version-check',
      '--only-binary=:all:',
      ...hashOption(requirements),
      '-r',
      requirements,
    ],
    {
      advice: `Could not install ${whatFor} from ${requirements}. Check the network and pip's configuration, then try again.`,
    },
  );
  const missing = expects.filter((name) => !findPythonTool(dir, name));
  if (missing.length > 0) throw new Problem(`${requirements} was installed, but gave no ${missing.join(', ')}.`);
  writeFileSync(join(dir, 'stamp.json'), JSON.stringify({ requirements: hashOf(requirements), python }));
}

/**
 * A virtual environment; where Debian ships Python without `venv`, a plain folder filled by pip, used by PYTHONPATH.
 * @param {string} dir
 * @param {string} python
 * @returns {Promise<{command: string, args: string[]}>} the beginning of a `pip install`
 */
async function createEnvironment(dir, python) {
  const made = await capture(python, ['-m', 'venv', dir]);
  if (made.code === 0) return { command: join(dir, 'bin', 'python'), args: ['-m', 'pip', 'install'] };
  rmSync(dir, { recursive: true, force: true });
  const pip = await capture(python, ['-m', 'pip', '--version']);
  if (pip.code !== 0) {
    throw new Problem('Python has neither venv nor pip. On Debian or Ubuntu: sudo apt-get install python3-venv');
  }
  mkdirSync(dir, { recursive: true });
  return { command: python, args: ['-m', 'pip', 'install', '--target', join(dir, 'packages')] };
}

/**
 * @param {string} dir
 * @param {string} name
 * @returns {Tool | undefined}
 */
export function findPythonTool(dir, name) {
  const inVenv = join(dir, 'bin', name);
  const inPackages = join(dir, 'packages', 'bin', name);
  const path = [inVenv, inPackages].find(isExecutable);
  if (!path) return undefined;
  /** @type {Record<string, string>} */
  const env = path === inPackages ? { PYTHONPATH: join(dir, 'packages') } : {};
  if (!isScript(path)) return { command: path, args: [], env: {} };
  // Through the interpreter, not the script's first line: that holds an absolute path, which may be too long or moved.
  const python = path === inVenv ? join(dir, 'bin', 'python') : (readStamp(dir)?.python ?? 'python3');
  return { command: python, args: [path], env };
}

/**
 * @param {string} whatFor
 * @returns {string} a command that runs a Python for which there are wheels
 * @throws {Problem} naming what was found instead
 */
export function findPython(whatFor) {
  const chosen = process.env.PYTHON;
  const seen = [];
  for (const command of chosen ? [chosen] : CANDIDATES) {
    const asked = spawnSync(command, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], { encoding: 'utf8' });
    if (asked.status !== 0) continue;
    const version = asked.stdout.trim();
    const [major, minor] = version.split('.').map(Number);
    if (major === 3 && minor !== undefined && minor >= LOWEST && minor <= HIGHEST) return command;
    seen.push(version);
  }
  const found = seen.length > 0 ? `only ${[...new Set(seen)].join(', ')} was found` : 'none was found';
  throw new Problem(
    `Python 3.${LOWEST} to 3.${HIGHEST} is needed for ${whatFor}, and ${found}${chosen ? ` at PYTHON=${chosen}` : ''}. ` +
      'On Debian or Ubuntu: sudo apt-get install python3 python3-venv. Elsewhere name one with PYTHON=/path/to/python3.',
  );
}

/** @param {string} path */
function isScript(path) {
  const file = openSync(path, 'r');
  const start = Buffer.alloc(2);
  readSync(file, start);
  closeSync(file);
  return start.toString() === '#!';
}

/** @param {string} dir @returns {{requirements: string, python: string} | undefined} */
function readStamp(dir) {
  try {
    return JSON.parse(readFileSync(join(dir, 'stamp.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} requirements */
function hashOf(requirements) {
  return createHash('sha256')
    .update(readFileSync(join(root, requirements)))
    .digest('hex');
}

/** @param {string} requirements */
function hashOption(requirements) {
  return readFileSync(join(root, requirements), 'utf8').includes('--hash=') ? ['--require-hashes'] : [];
}

/** @param {string} requirements */
export function hasRequirements(requirements) {
  return existsSync(join(root, requirements));
}
