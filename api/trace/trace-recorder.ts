/**
 * Collects what happened on the wire and writes it in batches, off the response path. A batch the database did not take
 * is kept and given again; when it stays away, the oldest records go first, and their number is said.
 */
import { monotonicFactory } from 'ulid';
import type { AppendTrace, FoldedPolls, LogLevel, LogRecord, SessionCounters } from '../../ports/trace.js';
import type { ProtocolError } from '../../protocol/errors/protocol-error.js';

const FLUSH_EVERY = 250;
const FLUSH_AT = 500;
const MOST_KEPT = 20_000;
/** Sessions whose last poll is remembered for folding. */
const MOST_POLLED = 5000;
/** Records a minute of requests that belong to no session, per issuer: anybody can send those. */
const MOST_UNOWNED = 300;

export type TraceEntry = {
  readonly at: number;
  readonly level: LogLevel;
  readonly endpoint: string;
  readonly message: string;
  readonly data?: Record<string, unknown>;
};
export type TraceOrigin = { readonly issuer: string; readonly sessionId?: string; readonly requestId?: string };
export type WalletActivity = {
  readonly at: number;
  readonly fetchedOffer?: boolean;
  readonly problem?: { readonly error: ProtocolError; readonly endpoint: string };
};

export type TraceRecorder = {
  readonly record: (origin: TraceOrigin, entries: readonly TraceEntry[]) => void;
  /** One pending poll; consecutive ones become one record. */
  readonly recordPoll: (
    origin: TraceOrigin & { sessionId: string },
    poll: { at: number; endpoint: string; interval: number; isEarly?: boolean },
  ) => void;
  readonly noteActivity: (sessionId: string, activity: WalletActivity) => void;
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Counters = { -readonly [K in keyof SessionCounters]: SessionCounters[K] };

export function createTraceRecorder(
  append: AppendTrace,
  report: (message: string, detail: object) => void,
): TraceRecorder {
  const nextId = monotonicFactory();
  let records: LogRecord[] = [];
  /** The run of polls each session is in, while nothing else happens in it. */
  const running = new Map<string, FoldedPolls>();
  let polls = new Map<string, FoldedPolls>();
  let counters = new Map<string, Counters>();
  let flushing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (records.length + polls.size + counters.size === 0) return;
    const batch = { records, polls: [...polls.values()], counters: [...counters.values()] };
    records = [];
    polls = new Map();
    counters = new Map();
    try {
      await append(batch);
    } catch (error) {
      giveBack(batch);
      report('The trace could not be written and is kept', { err: error, records: records.length });
    }
  }

  function giveBack(batch: { records: LogRecord[]; polls: FoldedPolls[]; counters: Counters[] }): void {
    records = [...batch.records, ...records];
    if (records.length > MOST_KEPT) {
      report('Trace records are dropped', { dropped: records.length - MOST_KEPT });
      records = records.slice(-MOST_KEPT);
    }
    polls = new Map([...batch.polls.map((one) => [one.id, one] as const), ...polls]);
    for (const old of batch.counters) merge(countersOf(old.sessionId), old);
  }

  function countersOf(sessionId: string): Counters {
    const known = counters.get(sessionId) ?? { sessionId, offerFetches: 0, problems: 0, walletSeenAt: 0 };
    counters.set(sessionId, known);
    return known;
  }

  function flush(): Promise<void> {
    flushing = flushing.then(write);
    return flushing;
  }

  let unowned = { minute: 0, counts: new Map<string, number>() };
  function admitUnowned(issuer: string): boolean {
    const minute = Math.floor(Date.now() / 60_000);
    if (unowned.minute !== minute) unowned = { minute, counts: new Map() };
    const count = (unowned.counts.get(issuer) ?? 0) + 1;
    unowned.counts.set(issuer, count);
    return count <= MOST_UNOWNED;
  }

  const timer = setInterval(() => void flush(), FLUSH_EVERY).unref();
  return {
    record: (origin, entries) => {
      if (origin.sessionId === undefined && !admitUnowned(origin.issuer)) return;
      for (const entry of entries) records.push({ id: nextId(), ...origin, ...entry });
      if (origin.sessionId !== undefined) running.delete(origin.sessionId);
      if (records.length >= FLUSH_AT) void flush();
    },
    recordPoll: (origin, poll) => {
      const run = folded(running.get(origin.sessionId), origin, poll, nextId);
      running.set(origin.sessionId, run);
      if (running.size > MOST_POLLED) running.delete(running.keys().next().value as string);
      polls.set(run.id, run);
    },
    noteActivity: (sessionId, activity) => {
      const { problem } = activity;
      merge(countersOf(sessionId), {
        offerFetches: activity.fetchedOffer === true ? 1 : 0,
        problems: problem === undefined ? 0 : 1,
        walletSeenAt: activity.at,
        ...(problem === undefined
          ? {}
          : {
              lastProblem: {
                reason: problem.error.reason,
                endpoint: problem.endpoint,
                at: activity.at,
                retryable: problem.error.refusal.retryable,
              },
            }),
      });
    },
    flush,
    stop: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}

function folded(
  known: FoldedPolls | undefined,
  origin: TraceOrigin & { sessionId: string },
  { at, endpoint, interval, isEarly: isKnownEarly }: Parameters<TraceRecorder['recordPoll']>[1],
  nextId: () => string,
): FoldedPolls {
  const message = 'Wallet polls for deferred credentials; claims are not there yet';
  if (known === undefined) {
    return {
      id: nextId(),
      ...origin,
      at,
      level: 'debug',
      endpoint,
      message,
      data: { interval },
      count: 1,
      lastAt: at,
      tooEarly: 0,
    };
  }
  const isEarly = isKnownEarly ?? at - known.lastAt < interval * 1000 - 500;
  return { ...known, count: known.count + 1, lastAt: at, tooEarly: known.tooEarly + (isEarly ? 1 : 0) };
}

function merge(into: Counters, more: Omit<SessionCounters, 'sessionId'>): void {
  into.offerFetches += more.offerFetches;
  into.problems += more.problems;
  into.walletSeenAt = Math.max(into.walletSeenAt, more.walletSeenAt);
  const isNewer = more.lastProblem !== undefined && more.lastProblem.at >= (into.lastProblem?.at ?? 0);
  if (isNewer && more.lastProblem !== undefined) into.lastProblem = more.lastProblem;
}
