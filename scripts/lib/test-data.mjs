// @ts-check
/** Data of test runs: `.local/test-<pid of the run>/<name of the stack>`, gone when the run is over. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { clearLeftovers, isAlive } from './pids.mjs';
import { toolsDir } from './settings.mjs';

const RUN = /^test-(\d+)$/;

/** A run may be in several processes; the first one's choice is handed on in the environment. */
function runDir() {
  process.env.VOUCHSAFE_TEST_RUN ??= `test-${process.pid}`;
  return join(toolsDir, process.env.VOUCHSAFE_TEST_RUN);
}

/** @returns {string} a new, empty folder of this run */
export function makeTestDataDir() {
  mkdirSync(runDir(), { recursive: true });
  return mkdtempSync(join(runDir(), 'stack-'));
}

export function claimTestRun() {
  runDir();
}

/** Ends the processes and removes the data of this run. */
export async function removeTestRun() {
  await removeRun(runDir());
}

/** Does the same for runs that were killed before they could. */
export async function clearTestLeftovers() {
  if (!existsSync(toolsDir)) return;
  for (const name of readdirSync(toolsDir)) {
    const pid = RUN.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await removeRun(join(toolsDir, name));
  }
}

/** @param {string} dir */
async function removeRun(dir) {
  if (!existsSync(dir)) return;
  for (const name of readdirSync(dir)) await clearLeftovers(join(dir, name)).catch(() => []);
  rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
}
