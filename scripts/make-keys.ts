/**
 * `npm run keys -- <file>` writes the sealing keys of an installation; `npm run keys -- <api file> <worker file>` writes
 * each process its own half. Files that are there are left alone.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createKeyFile, loadApiKeys, loadWorkerKeys } from '../platform/sealing/key-file.js';

const usage = `Usage:
  npm run keys -- <file>                    all keys in one file
  npm run keys -- <api file> <worker file>  one file for each process, with its own private keys only`;

/** A Problem of the person who typed the command: one line, no stack. */
class Refused extends Error {}

function main(paths: readonly string[]): void {
  const [first, second, ...more] = paths;
  if (first === undefined || more.length > 0 || paths.some((path) => path.startsWith('-'))) throw new Refused(usage);
  if (first === second) throw new Refused('The two files must differ.');
  for (const path of paths) if (existsSync(path)) throw new Refused(`${path} is there already and is left as it is.`);
  createKeyFile(first);
  if (second !== undefined) split(first, second);
  loadApiKeys(first, false);
  loadWorkerKeys(second ?? first, false);
  console.log(paths.map((path) => `  ✓ ${path}`).join('\n'));
  console.log('\n  Only its owner can read it. Keep a copy where the database backups are not: without these keys the');
  console.log('  database cannot be read. VOUCHSAFE_KEYS names the file to the process.');
}

function split(apiPath: string, workerPath: string): void {
  const { api, worker, ...shared } = JSON.parse(readFileSync(apiPath, 'utf8')) as Record<string, unknown>;
  try {
    write(workerPath, { worker, ...shared }, 'wx');
    write(apiPath, { api, ...shared }, 'w');
  } catch (error) {
    rmSync(apiPath, { force: true });
    throw error;
  }
}

function write(path: string, content: object, flag: 'w' | 'wx'): void {
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag });
}

try {
  main(process.argv.slice(2));
} catch (error) {
  const isTold = error instanceof Refused || (error as NodeJS.ErrnoException).code !== undefined;
  console.error(isTold ? (error as Error).message : error);
  process.exitCode = 1;
}
