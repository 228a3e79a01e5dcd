// @ts-check
/**
 * The record of what a supervisor started, so that the next start can clear away what a hard kill left behind. A process
 * is only touched when its command line still names what we started: process ids are reused.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from './problem.mjs';

/** @typedef {{name: string, pid: number, marker: string}} Started `marker`: a part of its command line */
/** @typedef {{supervisor: Started, children: Started[]}} ProcessRecord */

/** @param {string} dataDir */
const fileIn = (dataDir) => join(dataDir, 'run', 'processes.json');

/** @param {string} dataDir @param {ProcessRecord} record */
export function writeProcessRecord(dataDir, record) {
  const file = fileIn(dataDir);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(record));
  renameSync(`${file}.new`, file);
}

/** @param {string} dataDir */
export function removeProcessRecord(dataDir) {
  rmSync(fileIn(dataDir), { force: true });
}

/** @param {string} dataDir @returns {ProcessRecord | undefined} */
function readProcessRecord(dataDir) {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Ends what an earlier supervisor of this data directory left running.
 * @param {string} dataDir
 * @returns {Promise<string[]>} names of what was ended
 * @throws {Problem} when that supervisor is still at work
 */
export async function clearLeftovers(dataDir) {
  const record = readProcessRecord(dataDir);
  if (!record) return [];
  if (isOurs(record.supervisor)) {
    throw new Problem(
      `Vouchsafe is already running on this data directory (process ${record.supervisor.pid}). ` +
        'Stop it with Ctrl-C, or start another with its own VOUCHSAFE_DATA_DIR and ports.',
    );
  }
  const left = record.children.filter(isOurs);
  for (const child of left) await endProcess(child);
  removeProcessRecord(dataDir);
  return left.map(({ name }) => name);
}

/** @param {Started} child */
async function endProcess(child) {
  signal(child.pid, 'SIGTERM');
  for (let waited = 0; waited < 100 && isOurs(child); waited++) await pause(100);
  if (isOurs(child)) signal(-child.pid, 'SIGKILL');
}

/** @param {Started} started */
function isOurs({ pid, marker }) {
  return isAlive(pid) && commandLine(pid).includes(marker);
}

/** @param {number} pid */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {number} pid */
function commandLine(pid) {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself between the look and the signal.
  }
}
