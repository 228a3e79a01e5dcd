/**
 * Works the jobs, a turn at a time, beside the requests of wallets. The API does it and not a workflow: sessions are made
 * with keys that only the API has, and nothing of a line may stand in a history. What survives any process is in the
 * database: each line with its state, and a lease on the job, which another process takes over when its holder is dead.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { BulkJob, BulkRow } from '../../ports/bulk.js';
import { buildFault } from './build-fault.js';
import type { BulkDependencies } from './dependencies.js';
import { RESULTS_KEPT, resultContext } from './dependencies.js';
import type { OpenedRow } from './run-line.js';
import { openRow, runLine, targetOf } from './run-line.js';

const LEASE = 10_000;
const RENEW_EVERY = 3000;
const LOOK_EVERY = 5000;
const SHORTEST_SLEEP = 100;
/** Lines of a job before the next one has its turn. */
const TURN = 200;
const PAGE = 40;
/** Between pages of which no line could be worked: then it is not the lines, and the rest need not be tried at once. */
const LONGEST_PAUSE = 10_000;

export type JobRunner = {
  readonly start: () => void;
  /** There is a new job: no need to wait for the next look. */
  readonly wake: () => void;
  /** Returns when the lines under way are settled. */
  readonly stop: () => Promise<void>;
};

type Turn = { readonly job: BulkJob; isLost: boolean };

export function createJobRunner(deps: BulkDependencies): JobRunner {
  const holder = randomUUID();
  let isStopping = false;
  let running: Promise<void> = Promise.resolve();
  let alarm = new AbortController();
  const sleep = async (ms: number): Promise<void> => {
    await pause(ms, undefined, { signal: alarm.signal }).catch(() => undefined);
    alarm = new AbortController();
  };
  const loop = async (): Promise<void> => {
    let soonest = Number.POSITIVE_INFINITY;
    while (!isStopping) {
      const dueAt = await takeTurn(deps, holder, () => isStopping).catch((error: unknown) => {
        deps.report(error, 'Bulk jobs could not be worked');
        return undefined;
      });
      if (dueAt !== undefined) soonest = Math.min(soonest, dueAt);
      else if (!isStopping) {
        // A job that rests is looked for when it is due; others may have come by then.
        await sleep(Math.min(Math.max(soonest - deps.now().getTime(), SHORTEST_SLEEP), LOOK_EVERY));
        soonest = Number.POSITIVE_INFINITY;
      }
    }
  };
  return {
    start: () => {
      running = loop();
    },
    wake: () => alarm.abort(),
    stop: async () => {
      isStopping = true;
      alarm.abort();
      await running;
    },
  };
}

/** When the job that had it is due again; undefined when there was none. */
async function takeTurn(
  deps: BulkDependencies,
  holder: string,
  isStopping: () => boolean,
): Promise<number | undefined> {
  const { store, now } = deps;
  const until = () => now().getTime() + LEASE;
  const job = await store.lease(holder, now().getTime(), until());
  if (job === undefined) return undefined;
  const turn: Turn = { job, isLost: false };
  const keep = async (): Promise<void> => {
    if (!(await store.keep(job.id, holder, until()))) turn.isLost = true;
  };
  // Where the database is away the lease runs out; whoever has it then does no harm, as lines can be done twice.
  const timer = setInterval(() => void keep().catch(() => undefined), RENEW_EVERY);
  let dueAt = 0;
  try {
    dueAt = await workTurn(deps, turn, () => isStopping() || turn.isLost);
  } finally {
    clearInterval(timer);
    if (!turn.isLost) await store.release(job.id, holder, dueAt).catch(() => undefined);
  }
  return dueAt;
}

/** Answers when the job is to have its next turn. */
async function workTurn(deps: BulkDependencies, turn: Turn, isOver: () => boolean): Promise<number> {
  const { job } = turn;
  let wait = 0;
  for (let worked = 0; worked < TURN && !isOver(); worked += PAGE) {
    const rows = await deps.store.readDue(job, deps.now().getTime(), PAGE);
    if (rows.length === 0) return rest(deps, job);
    const settled = await workPage(deps, turn, rows, isOver);
    wait = settled === 0 ? Math.min(Math.max(500, wait * 2), LONGEST_PAUSE) : 0;
    if (wait > 0 && rows.length === PAGE && !isOver()) await pause(wait);
  }
  return 0;
}

/** Until the next line is due, or for good. */
async function rest({ store, now }: BulkDependencies, job: BulkJob): Promise<number> {
  const dueAt = await store.findNextDue(job);
  if (dueAt !== undefined) return dueAt;
  const at = now().getTime();
  await store.end(job, at, at + RESULTS_KEPT);
  return 0;
}

/** Lines about one session go one after the other, in their order; others side by side. Answers how many were settled. */
async function workPage(
  deps: BulkDependencies,
  turn: Turn,
  rows: readonly BulkRow[],
  isOver: () => boolean,
): Promise<number> {
  const groups = new Map<string, OpenedRow[]>();
  let settled = 0;
  for (const row of rows) {
    const opened = await openOrFail(deps, row);
    if (opened === undefined) {
      settled += 1;
      continue;
    }
    const target = targetOf(opened, turn.job);
    groups.set(target, [...(groups.get(target) ?? []), opened]);
  }
  const waiting = [...groups.values()];
  const work = async (): Promise<void> => {
    for (let group = waiting.shift(); group !== undefined && !isOver(); group = waiting.shift()) {
      const done = await workGroup(deps, turn, group, isOver);
      settled += done;
    }
  };
  await Promise.all(Array.from({ length: deps.atOnce }, work));
  return settled;
}

/** What was sealed with a key that is gone fails; the lines around it do not. */
async function openOrFail(deps: BulkDependencies, row: BulkRow): Promise<OpenedRow | undefined> {
  try {
    return openRow(deps, row);
  } catch (error) {
    deps.report(error, 'A line of a bulk job could not be opened');
    const result = Buffer.from(JSON.stringify(buildFault(error)));
    await deps.store.settle(row, 'failed', deps.seal(result, resultContext(row)), undefined);
    return undefined;
  }
}

/** How many lines were settled. Where one has to be tried again, those behind it wait for it. */
async function workGroup(
  deps: BulkDependencies,
  { job }: Turn,
  group: readonly OpenedRow[],
  isOver: () => boolean,
): Promise<number> {
  let settled = 0;
  for (const opened of group) {
    if (isOver() || (await runLine(deps, job, opened)) === 'postponed') return settled;
    settled += 1;
  }
  return settled;
}
