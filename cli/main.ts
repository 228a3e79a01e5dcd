#!/usr/bin/env node
/** `npx vouchsafe`: one command, its exit code, and nothing on standard output but its result. */
import { CommanderError } from 'commander';
import { buildProgram, everyCommand } from './build-program.js';
import { shieldIds } from './dashed-ids.js';
import { describeFailure, EXIT, exitCodeOf } from './failures.js';
import type { Terminal } from './terminal.js';
import { paint } from './terminal.js';

const interruption = new AbortController();
const terminal: Terminal = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: interruption.signal,
};

async function main(): Promise<number> {
  try {
    const program = buildProgram(terminal);
    await program.parseAsync(shieldIds(process.argv, everyCommand(program)));
    return EXIT.ok;
  } catch (error) {
    if (interruption.signal.aborted) return EXIT.interrupted;
    // Commander has said already what is wrong, or shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    process.stderr.write(`${paint(terminal, 'stderr', 'red', describeFailure(error))}\n`);
    return exitCodeOf(error);
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // Whoever asks twice does not want to wait.
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    interruption.abort();
  });
// `vouchsafe … | head` closes the pipe when it has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.refused),
);

const code = await main();
// What is written to a pipe must have left before the end.
process.stdout.write('', () => process.exit(code));
