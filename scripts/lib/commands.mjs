// @ts-check
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from './problem.mjs';
import { root } from './settings.mjs';

const TAIL_LENGTH = 2000;

/**
 * Runs a command to its end and keeps what it printed. Never rejects for an exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: NodeJS.ProcessEnv, cwd?: string}} [options]
 * @returns {Promise<{code: number, output: string}>}
 */
export function capture(command, args, { env = process.env, cwd = root } = {}) {
  return new Promise((done) => {
    let output = '';
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => done({ code: -1, output: `${output}${error.message}` }));
    child.once('close', (code) => done({ code: code ?? -1, output }));
  });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: NodeJS.ProcessEnv, cwd?: string, advice: string, excerpt?: (output: string) => string}} options `advice`:
 *   what failed and what to do about it; `excerpt`: the telling part of the output, else its end
 * @returns {Promise<string>} what it printed
 * @throws {Problem} with the advice and the excerpt
 */
export async function runOrExplain(command, args, { advice, excerpt = lastPart, ...options }) {
  const { code, output } = await capture(command, args, options);
  if (code === 0) return output;
  throw new Problem(`${advice}\n\n${excerpt(output)}`);
}

/** @param {string} text */
export function lastPart(text) {
  const trimmed = text.trimEnd();
  return trimmed.length <= TAIL_LENGTH ? trimmed : `…${trimmed.slice(-TAIL_LENGTH)}`;
}

/** @param {string} name @returns {string | undefined} */
export function findOnPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
