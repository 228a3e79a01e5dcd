// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './pids.mjs';
import { toolsDir } from './settings.mjs';

/**
 * Holds the checkout's set-up lock for the rest of this process: `npm start` and `npm test` begun together must not
 * install or build into the same folders at once.
 */
export async function takeSetupLock() {
  const lock = join(toolsDir, 'setup.lock');
  mkdirSync(toolsDir, { recursive: true });
  for (let waited = 0; ; waited++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      process.once('exit', () => rmSync(lock, { force: true }));
      return;
    } catch {
      if (waited === 1) console.log('  … Waiting for another set-up of this checkout to finish');
      if (!holderIsAlive(lock) && waited > 0) rmSync(lock, { force: true });
      await pause(500);
    }
  }
}

/** @param {string} lock */
function holderIsAlive(lock) {
  try {
    return isAlive(Number(readFileSync(lock, 'utf8')));
  } catch {
    return false;
  }
}
