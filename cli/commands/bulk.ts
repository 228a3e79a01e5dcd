import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { answered } from '../api.js';
import type { Context, Options } from '../command.js';
import { calling, segment, wholeNumber } from '../command.js';
import { NotAllDone, Unreachable, UsageFault } from '../failures.js';
import type { paths } from '../private-api.js';
import { readLines } from '../read-event-stream.js';
import type { Terminal } from '../terminal.js';
import { openInput, plain, STDIN, table, tell } from '../terminal.js';

type Job = paths['/bulk/{id}']['get']['responses']['200']['content']['application/json'];
type Result = Readonly<Record<string, unknown>>;
const TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const;
const LOOK_EVERY = 1000;

export function bulkCommands(terminal: Terminal): Command {
  return new Command('bulk')
    .description('many sessions, or claims for many, from one file')
    .addCommand(
      uploading(
        terminal,
        'create <file>',
        'sessions',
        'create a session for each line of a file; - reads standard input',
      ),
    )
    .addCommand(
      uploading(
        terminal,
        'supply <file>',
        'claims',
        'supply the claims in each line of a file; - reads standard input',
      ),
    )
    .addCommand(
      calling(terminal, 'list', 'bulk jobs, newest first', async ({ api, isJson, write }) => {
        const { jobs } = await answered(api.typed.GET('/bulk'));
        const columns = {
          bulk_id: 'JOB',
          kind: 'KIND',
          state: 'STATE',
          total: 'LINES',
          done: 'DONE',
          failed: 'FAILED',
        };
        if (isJson) for (const one of jobs) write(one, '');
        else write(undefined, jobs.length === 0 ? 'No job.' : table(terminal, jobs, columns));
      }),
    )
    .addCommand(
      calling(terminal, 'status <job>', 'how far a job is', async (context, [id = ''], { wait }) => {
        const job = wait === true ? await follow(context, id) : await load(context, id);
        context.show(job, describeJob);
        if (wait === true) checkAllDone(job);
      }).option('--wait', 'until it has ended; exit code 1 if a line failed'),
    )
    .addCommand(
      calling(terminal, 'results <job>', 'what came of each line', async (context, [id], options) => {
        await writeResults(context, id as string, options, terminal.stdout);
      })
        .addOption(
          new Option('--state <state>', 'only these lines').choices(['pending', 'done', 'failed', 'cancelled']),
        )
        .option('--after <line>', 'only lines behind this one', wholeNumber('--after', 0))
        .option('--tx-codes', 'with the transaction codes that were made'),
    )
    .addCommand(
      calling(terminal, 'cancel <job>', 'work no further lines of a job', async ({ api, show }, [id]) => {
        await api.call('POST', `/bulk/${segment(id)}/cancel`);
        show({ bulk_id: id, cancelled: true }, () => `${id} cancelled`);
      }),
    );
}

function uploading(terminal: Terminal, spelling: string, kind: 'sessions' | 'claims', about: string): Command {
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

function load({ api }: Context, id: string): Promise<Job> {
  return answered(api.typed.GET('/bulk/{id}', { params: { path: { id } } }));
}

/** An API that is away for a while does not end the waiting: the job goes on without either. */
async function follow(context: Context, id: string): Promise<Job> {
  const { terminal } = context;
  const isTerminal = terminal.stderr.isTTY === true;
  let told = -1;
  for (;;) {
    const job = await load(context, id).catch((error: unknown) => {
      if (!(error instanceof Unreachable)) throw error;
      tell(terminal, `${error.message}; trying again`);
      return undefined;
    });
    const settled = job === undefined ? 0 : job.done + job.failed;
    const tenth = Math.floor((10 * settled) / (job?.total ?? 1));
    if (job !== undefined && isTerminal) terminal.stderr.write(`\r${progress(job)}\u001b[K`);
    else if (job !== undefined && tenth !== told) tell(terminal, progress(job));
    told = tenth;
    if (job !== undefined && job.state !== 'running' && job.state !== 'receiving') {
      if (isTerminal) terminal.stderr.write('\n');
      return job;
    }
    await pause(LOOK_EVERY, undefined, { signal: terminal.signal });
  }
}

function progress({ done, failed, total, rate }: Job): string {
  return `${done + failed} of ${total ?? '?'} lines, ${failed} failed, ${rate ?? 0} a second`;
}

function describeJob(job: Job): string {
  return `${job.bulk_id}  ${job.kind}  ${job.state}\n${progress(job)}`;
}

function checkAllDone({ failed, cancelled, total }: Job): void {
  if (failed + cancelled > 0) throw new NotAllDone(`${failed + cancelled} of ${total} lines were not done`);
}

/** Goes on behind the last line written when the connection breaks. */
async function writeResults(context: Context, id: string, options: Options, to: NodeJS.WritableStream): Promise<void> {
  let after = (options['after'] as number | undefined) ?? 0;
  for (let attempt = 1; ; attempt += 1) {
    const query = {
      after,
      state: options['state'] as string | undefined,
      tx_codes: options['txCodes'] === true ? 'true' : undefined,
    };
    try {
      const response = await context.api.open('GET', `/bulk/${segment(id)}/results`, { query });
      const lines = async function* (): AsyncGenerator<string> {
        for await (const line of readLines(response)) {
          const result = JSON.parse(line) as Result & { line: number };
          yield context.isJson || to !== context.terminal.stdout ? `${line}\n` : `${describeResult(result)}\n`;
          after = result.line;
          attempt = 1;
        }
      };
      await pipeline(lines, to, { end: to !== context.terminal.stdout });
      return;
    } catch (error) {
      const isBroken = error instanceof Unreachable || error instanceof TypeError;
      // A file cannot be gone on with: the pipeline has closed it.
      if (!isBroken || attempt >= 5 || to !== context.terminal.stdout) throw error;
      await pause(1000 * attempt, undefined, { signal: context.terminal.signal });
    }
  }
}

function describeResult(result: Result): string {
  const { line, key, status, session_id, outcome, reason, error_description, credential_offer_deep_link, tx_code } =
    result;
  const shown = [
    line,
    status,
    key,
    session_id,
    outcome,
    reason,
    error_description,
    tx_code,
    credential_offer_deep_link,
  ];
  return shown
    .filter((one) => one !== undefined && one !== null)
    .map(plain)
    .join('  ');
}
