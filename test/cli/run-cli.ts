/** The command line as a child process, as a person or a script runs it. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { StackInfo } from '../support/stack.js';

const program = resolve(import.meta.dirname, '../../dist/cli/main.js');

export type Ran = {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  json<T = any>(): T;
  lines<T = any>(): T[];
};
export type Running = { readonly child: ChildProcess; readonly ended: Promise<Ran>; out(): string };

export function startCli(
  at: Pick<StackInfo, 'privateUrl' | 'adminKey'>,
  args: readonly string[],
  { input, env = {} }: { input?: string; env?: Record<string, string> } = {},
): Running {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, VOUCHSAFE_API_URL: at.privateUrl, VOUCHSAFE_API_KEY: at.adminKey, ...env },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end(input ?? '');
  const ended = new Promise<Ran>((done) => {
    child.once('close', (code) =>
      done({
        code,
        out,
        err,
        json: () => JSON.parse(out),
        lines: () =>
          out
            .split('\n')
            .filter((one) => one !== '')
            .map((one) => JSON.parse(one)),
      }),
    );
  });
  return { child, ended, out: () => out };
}

export const runCli = (...args: Parameters<typeof startCli>): Promise<Ran> => startCli(...args).ended;
