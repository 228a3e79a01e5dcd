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
/** Lines of a job before the next one has its turn. */
const TURN = 200;
const PAGE = 40;
const LONGEST_PAUSE = 10_000;
/** Tries of a line whose failure nobody foresaw. Where a service is away there is no end to them. */
const MOST_TRIES = 5;

export type JobRunner = {
  readonly start: () => void;
  /** There is a new job: no need to wait for the next look. */
  readonly wake: () => void;
  /** Returns when the lines under way are settled. */
  readonly stop: () => Promise<void>;
};

type Turn = { readonly job: BulkJob; isLost: boolean; readonly tries: Map<number, number> };

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
    while (!isStopping) {
      const hasWorked = await takeTurn(deps, holder, () => isStopping).catch((error: unknown) => {
        deps.report(error, 'Bulk jobs could not be worked');
        return false;
      });
      if (!hasWorked && !isStopping) await sleep(LOOK_EVERY);
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

/** False when there is no job, or none that could be worked on at present. */
async function takeTurn(deps: BulkDependencies, holder: string, isStopping: () => boolean): Promise<boolean> {
  const { store, now } = deps;
  const until = () => now().getTime() + LEASE;
  const job = await store.lease(holder, now().getTime(), until());
  if (job === undefined) return false;
  const turn: Turn = { job, isLost: false, tries: new Map() };
  const keep = async (): Promise<void> => {
    if (!(await store.keep(job.id, holder, until()))) turn.isLost = true;
  };
  // Where the database is away the lease runs out; whoever has it then does no harm, as lines can be done twice.
  const timer = setInterval(() => void keep().catch(() => undefined), RENEW_EVERY);
  try {
    await workTurn(deps, turn, () => isStopping() || turn.isLost);
  } finally {
    clearInterval(timer);
    if (!turn.isLost) await store.release(job.id, holder).catch(() => undefined);
  }
  return true;
}

async function workTurn(deps: BulkDependencies, turn: Turn, isOver: () => boolean): Promise<void> {
  const { job } = turn;
  let wait = 0;
  for (let worked = 0; worked < TURN && !isOver(); worked += PAGE) {
    const rows = await deps.store.readRows(job, { after: 0, limit: PAGE, state: 'pending' });
    if (rows.length === 0) {
      const at = deps.now().getTime();
      await deps.store.end(job, at, at + RESULTS_KEPT);
      return;
    }
    const hasTrouble = await workPage(deps, turn, rows, isOver);
    wait = hasTrouble ? Math.min(Math.max(500, wait * 2), LONGEST_PAUSE) : 0;
    if (wait > 0 && !isOver()) await pause(wait);
  }
}

/** Lines about one session go one after the other, in their order; others side by side. */
async function workPage(
  deps: BulkDependencies,
  turn: Turn,
  rows: readonly BulkRow[],
  isOver: () => boolean,
): Promise<boolean> {
  const groups = new Map<string, OpenedRow[]>();
  for (const row of rows) {
    const opened = await openOrFail(deps, row);
    if (opened === undefined) continue;
    const target = targetOf(opened, turn.job);
    groups.set(target, [...(groups.get(target) ?? []), opened]);
  }
  const waiting = [...groups.values()];
  let hasTrouble = false;
  const work = async (): Promise<void> => {
    for (let group = waiting.shift(); group !== undefined && !isOver(); group = waiting.shift())
      if (!(await workGroup(deps, turn, group, isOver))) hasTrouble = true;
  };
  await Promise.all(Array.from({ length: deps.atOnce }, work));
  return hasTrouble;
}

/** What was sealed with a key that is gone fails; the lines around it do not. */
async function openOrFail(deps: BulkDependencies, row: BulkRow): Promise<OpenedRow | undefined> {
  try {
    return openRow(deps, row);
  } catch (error) {
    deps.report(error, 'A line of a bulk job could not be opened');
    const result = Buffer.from(JSON.stringify(buildFault(error)));
    await deps.store.settle(row, 'failed', deps.seal(result, resultContext(row)));
    return undefined;
  }
}

/** False when a line has to be tried again; those behind it wait for it. */
async function workGroup(
  deps: BulkDependencies,
  { job, tries }: Turn,
  group: readonly OpenedRow[],
  isOver: () => boolean,
): Promise<boolean> {
  for (const opened of group) {
    if (isOver()) return true;
    const tried = (tries.get(opened.row.line) ?? 0) + 1;
    const outcome = await runLine(deps, job, opened, tried >= MOST_TRIES);
    if (outcome === 'settled') continue;
    if (outcome.trouble.reason === 'server_error') tries.set(opened.row.line, tried);
    return false;
  }
  return true;
}
