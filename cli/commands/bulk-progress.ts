/** How far a bulk job is. */
import { setTimeout as pause } from 'node:timers/promises';
import { answered } from '../api.js';
import type { Context } from '../command.js';
import { NotAllDone, Unreachable } from '../failures.js';
import type { paths } from '../private-api.js';
import { tell } from '../terminal.js';

export type Job = paths['/bulk/{id}']['get']['responses']['200']['content']['application/json'];
const LOOK_EVERY = 1000;

export function load({ api }: Context, id: string): Promise<Job> {
  return answered(api.typed.GET('/bulk/{id}', { params: { path: { id } } }));
}

/** An API that is away for a while does not end the waiting: the job goes on without either. */
export async function follow(context: Context, id: string): Promise<Job> {
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

export function describeJob(job: Job): string {
  return `${job.bulk_id}  ${job.kind}  ${job.state}\n${progress(job)}`;
}

export function checkAllDone({ failed, cancelled, total }: Job): void {
  if (failed + cancelled > 0) throw new NotAllDone(`${failed + cancelled} of ${total} lines were not done`);
}
