// @ts-check
/** The npm packages, the build and the browser: each step finds out by itself whether it has anything to do. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, findOnPath, runOrExplain } from './commands.mjs';
import { withProgress } from './progress.mjs';
import { root } from './settings.mjs';
import { findBrowser, noteNoBrowser } from './tools.mjs';

/**
 * True when node_modules holds exactly what the lockfile asks for on this platform. npm writes its own record of an
 * installation last, so an interrupted one has none.
 */
export function areNpmPackagesReady() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = installed[path];
    if (!found && entry.optional) continue;
    if (!found || found.version !== entry.version || found.integrity !== entry.integrity) return false;
    if (!existsSync(join(root, path))) return false;
  }
  return Object.keys(installed).every((path) => path in wanted);
}

/** @typedef {{version?: string, integrity?: string, optional?: boolean}} PackageEntry */

/** @param {string} file @returns {Record<string, PackageEntry> | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

export async function ensureNpmPackages() {
  if (areNpmPackagesReady()) return;
  // Development packages too, whatever NODE_ENV says: the compiler is one of them.
  const args = ['ci', '--include=dev', '--no-progress', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  await withProgress('Installing npm packages', () =>
    runOrExplain(npm ? process.execPath : 'npm', npm ? [npm, ...args] : args, {
      advice: 'npm ci failed. Check the network and the npm registry setting, then try again.',
      excerpt: firstErrors,
    }),
  );
}

/** npm says what is wrong first and pages of help last. @param {string} output */
function firstErrors(output) {
  const errors = output.split('\n').filter((line) => line.startsWith('npm error'));
  return errors.slice(0, 8).join('\n') || output.slice(0, 1000);
}

/** Chromium for the browser tests. Never fails: without one those tests are skipped, and say why. */
export async function ensureBrowser() {
  if (findBrowser()) return;
  const apt = findOnPath('apt-get');
  if (!apt || process.getuid?.() !== 0) {
    noteNoBrowser(
      'No Chromium was found. Install it (on Debian: sudo apt-get install chromium) to run the browser tests.',
    );
    return;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const installed = await withProgress('Installing Chromium for the browser tests', async () => {
    await capture(apt, ['update'], { env });
    return capture(apt, ['install', '-y', '--no-install-recommends', 'chromium'], { env });
  });
  if (installed.code === 0 && findBrowser()) return;
  const lastLine = installed.output.trim().split('\n').at(-1);
  noteNoBrowser(`No Chromium was found, and apt-get could not install it: ${lastLine}`);
}
