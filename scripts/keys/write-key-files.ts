/** New sealing keys, whole or split into the halves of the two processes. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createKeyFile, loadApiKeys, loadWorkerKeys } from '../../platform/sealing/key-file.js';

/** A mistake of the person who typed the command: one line, no stack. */
export class KeyFileRefused extends Error {}

/**
 * One path: all keys in one file. Two: the api's half and the worker's half. Both load afterwards.
 * @throws KeyFileRefused when a file is there; it is left as it is
 */
export function writeKeyFiles(apiPath: string, workerPath?: string): void {
  if (apiPath === workerPath) throw new KeyFileRefused('The two files must differ.');
  for (const path of [apiPath, workerPath]) {
    if (path !== undefined && existsSync(path))
      throw new KeyFileRefused(`${path} is there already and stays as it is.`);
  }
  createKeyFile(apiPath);
  if (workerPath !== undefined) split(apiPath, workerPath);
  loadApiKeys(apiPath, false);
  loadWorkerKeys(workerPath ?? apiPath, false);
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
