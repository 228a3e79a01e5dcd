import { Command, Option } from 'commander';
import { answered } from '../api.js';
import { calling, segment, wholeNumber } from '../command.js';
import type { Terminal } from '../terminal.js';
import { table } from '../terminal.js';
import { checkAllDone, describeJob, follow, load } from './bulk-progress.js';
import { writeResults } from './bulk-results.js';
import { uploading } from './bulk-upload.js';

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
