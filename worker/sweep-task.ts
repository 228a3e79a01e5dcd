/** The sweep as the worker runs it: pass after pass while there is more, and never most of the time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WALKED } from '../adapters/mongodb/privacy/sweep-lease.js';
import type { IssuerRetention, SweepLease, SweepRound } from '../ports/privacy.js';
import { zRetention } from '../protocol/privacy/z-retention.js';
import type { SigningTask } from './keep-signed.js';

export type SweepOptions = {
  /** The rules of the day. */
  readonly retentions: () => readonly (IssuerRetention & { readonly issuer: string })[];
  /** Seconds between two sweeps. */
  readonly interval: number;
  readonly now: () => Date;
};

const SECOND = 1000;
/** Documents one step may touch at once. */
const PAGE = 500;
/** How long one worker goes on while there is more; then another may take over. */
const AT_ONCE = 20 * SECOND;
/** How long a sweep is left to the worker that claimed it. */
const LEASE = 120 * SECOND;
/** A pass reads much where there is much, and the next waits so many times as long: wallets and back offices come first. */
const PAUSE = 9;
/** Longer pauses are left to the clock: whoever waits here keeps what else is due from being done. */
const LONGEST_WAIT = SECOND;
/** What belongs to issuers that are not configured is looked for at every so-manieth sweep: no index leads there. */
const OTHERS = 10;

/** `report`: what could not be swept, a collection or a session by its id. */
export function createSweepTask(
  lease: SweepLease,
  parts: readonly ((round: SweepRound) => Promise<boolean>)[],
  options: SweepOptions,
  report: (error: unknown, what: string) => void,
): SigningTask {
  const now = (): number => options.now().getTime();
  // Over all passes of a sweep: what failed once is not to fill every page.
  let failed = new Set<string>();
  return {
    claim: async () => ((await lease.claim(now(), now() + LEASE)) ? ['the sweep'] : []),
    sign: async () => {
      const cursors = await lease.load();
      const withOthers = now() >= Number(cursors['others'] ?? 0);
      const until = now() + AT_ONCE;
      let hasMore = true;
      let pause = 0;
      while (hasMore && pause <= LONGEST_WAIT && now() + pause < until) {
        await sleep(pause);
        const shared = { cursors, limit: PAGE, failed, report, until };
        const round = { ...roundOf(options, withOthers), ...shared, readingTime: 0 };
        hasMore = false;
        for (const part of parts) hasMore = (await part(round)) || hasMore;
        pause = PAUSE * round.readingTime;
      }
      const interval = options.interval * SECOND;
      const next = now() + Math.max(hasMore ? 0 : interval, pause);
      if (hasMore) return lease.settle(cursors, next);
      const isComplete = failed.size === 0;
      failed = new Set();
      for (const name of Object.keys(cursors)) if (cursors[name] === WALKED) delete cursors[name];
      if (withOthers) cursors['others'] = String(now() + OTHERS * interval);
      return lease.settle(cursors, next, isComplete ? now() : undefined);
    },
  };
}

/** Sessions of issuers that are not configured any more follow the defaults. */
function roundOf({ retentions, now }: SweepOptions, withOthers: boolean) {
  const configured = retentions();
  const rules = zRetention.parse({});
  return {
    now: now().getTime(),
    issuers: withOthers ? [...configured, { rules }] : configured,
    rulesOf: (issuer: string) => configured.find((one) => one.issuer === issuer)?.rules ?? rules,
  };
}
