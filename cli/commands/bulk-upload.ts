/** A file becomes a bulk job: sent, followed if wanted, and its results kept. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import type { Context, Options } from '../command.js';
import { calling } from '../command.js';
import { Unreachable, UsageFault } from '../failures.js';
import type { Terminal } from '../terminal.js';
import { openInput, STDIN, tell } from '../terminal.js';
import type { Job } from './bulk-progress.js';
import { checkAllDone, describeJob, follow } from './bulk-progress.js';
import { writeResults } from './bulk-results.js';

const TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const;

export function uploading(terminal: Terminal, spelling: string, kind: 'sessions' | 'claims', about: string): Command {
  return calling(terminal, spelling, about, (context, [file], options) =>
    upload(context, kind, file as string, options),
  )
    .addOption(
      new Option('--format <format>', 'what the file holds; told by its name unless said').choices(['ndjson', 'csv']),
    )
    .option('-c, --configuration <id>', 'credential configuration of lines that name none')
    .option(
      '--idempotency-key <key>',
      'names the upload; unless said it follows from the file, so that a repeat goes on',
    )
    .option('--new', 'a new job, even if this file was uploaded before')
    .option('--wait', 'until the job has ended; exit code 1 if a line failed')
    .option('--results <file>', 'with --wait: write what came of each line to a file')
    .option('--tx-codes', 'with --results: with the transaction codes that were made');
}

async function upload(context: Context, kind: 'sessions' | 'claims', file: string, options: Options): Promise<void> {
  const { terminal, show } = context;
  if (options['results'] !== undefined && options['wait'] !== true) throw new UsageFault('--results needs --wait');
  if (file !== STDIN) checkFile(file);
  const format = formatOf(file, options['format']);
  const key = await keyFor(file, kind, options);
  const begun = await send(context, kind, file, {
    format,
    key,
    configuration: options['configuration'] as string | undefined,
  });
  if (options['wait'] !== true) {
    show(begun, describeJob);
    return;
  }
  tell(terminal, `Job ${begun.bulk_id}; Ctrl-C leaves it running`);
  const job = await follow(context, begun.bulk_id);
  if (typeof options['results'] === 'string')
    await writeResults(
      context,
      job.bulk_id,
      { txCodes: options['txCodes'] },
      createWriteStream(options['results'], { mode: 0o600 }),
    );
  show(job, describeJob);
  checkAllDone(job);
}

function checkFile(file: string): void {
  try {
    if (!statSync(file).isFile()) throw new Error(`${file} is not a file`);
  } catch (error) {
    throw new UsageFault((error as Error).message);
  }
}

function formatOf(file: string, named: unknown): 'ndjson' | 'csv' {
  if (named !== undefined) return named as 'ndjson' | 'csv';
  if (/\.csv$/i.test(file)) return 'csv';
  if (/\.(ndjson|jsonl)$/i.test(file)) return 'ndjson';
  throw new UsageFault('Say with --format whether it is ndjson or csv');
}

/** The same file is the same job, so that whoever is cut off says the same again. */
async function keyFor(file: string, kind: string, options: Options): Promise<string> {
  if (typeof options['idempotencyKey'] === 'string') return options['idempotencyKey'];
  if (file === STDIN || options['new'] === true) return randomUUID();
  const hash = createHash('sha256').update(`${kind} ${String(options['configuration'] ?? '')}\n`);
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return `file-${hash.digest('hex')}`;
}

type Sending = { readonly format: 'ndjson' | 'csv'; readonly key: string; readonly configuration: string | undefined };

/** A file is sent again when the connection breaks; what came through standard input is gone. */
async function send(
  context: Context,
  kind: string,
  file: string,
  { format, key, configuration }: Sending,
): Promise<Job> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await context.api.open('POST', `/bulk/${kind}`, {
        query: { credential_configuration_id: configuration },
        headers: { 'content-type': TYPES[format], 'idempotency-key': key },
        body: Readable.toWeb(openInput(context.terminal, file)) as ReadableStream,
        duplex: 'half',
      } as RequestInit);
      return (await response.json()) as Job;
    } catch (error) {
      if (!(error instanceof Unreachable) || file === STDIN || attempt === 5) throw error;
      tell(context.terminal, `${error.message}; sending it again`);
      await pause(1000 * attempt, undefined, { signal: context.terminal.signal });
    }
  }
}
