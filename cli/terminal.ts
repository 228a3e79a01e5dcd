/** Where a command reads and writes. Results go to stdout, everything else to stderr. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { UsageFault } from './failures.js';

export type Terminal = {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
};

export const STDIN = '-';

/** @throws UsageFault for a file that cannot be read */
export async function readText(terminal: Terminal, path: string): Promise<string> {
  if (path !== STDIN)
    return readFile(path, 'utf8').catch((error: Error) => {
      throw new UsageFault(error.message);
    });
  const chunks: Buffer[] = [];
  for await (const chunk of terminal.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

export async function readJson(terminal: Terminal, path: string): Promise<unknown> {
  const text = await readText(terminal, path);
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageFault(`${path === STDIN ? 'Standard input' : path} is not JSON`);
  }
}

export function openInput(terminal: Terminal, path: string): Readable {
  return path === STDIN ? (terminal.stdin as Readable) : createReadStream(path);
}

const COLOURS = { dim: '2', red: '31', green: '32', yellow: '33', bold: '1' } as const;

export function paint(
  terminal: Terminal,
  stream: 'stdout' | 'stderr',
  colour: keyof typeof COLOURS,
  text: string,
): string {
  const isPlain = terminal[stream].isTTY !== true || terminal.env['NO_COLOR'] !== undefined;
  return isPlain ? text : `\u001b[${COLOURS[colour]}m${text}\u001b[0m`;
}

export function tell(terminal: Terminal, text: string): void {
  terminal.stderr.write(`${text}\n`);
}

type Row = Readonly<Record<string, unknown>>;

/** Aligned columns under a heading; text from elsewhere cannot move the cursor. */
export function table(terminal: Terminal, rows: readonly Row[], columns: Readonly<Record<string, string>>): string {
  const names = Object.keys(columns);
  const heading = Object.fromEntries(names.map((name) => [name, columns[name]]));
  const cells = [heading, ...rows].map((row) => names.map((name) => plain(row[name])));
  const widths = names.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [paint(terminal, 'stdout', 'bold', lines[0] ?? ''), ...lines.slice(1)].join('\n');
}

/** Members of an object, one a line. */
export function members(value: Row): string {
  const entries = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, member]) => `${name.padEnd(width)}  ${plain(member)}`).join('\n');
}

export function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
