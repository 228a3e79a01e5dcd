/**
 * A session's events as they come (server-sent events). Every replica reads the same record, so it does not matter which
 * one a caller is connected to; and a caller that comes back says what it has seen (`Last-Event-ID`). Whether the caller
 * may hear them is asked again before anything is told.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, Response, Router } from 'express';
import type { Caller } from '../../ports/caller.js';
import type { SessionRecord } from '../../ports/session-records.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { buildEventAnswer } from './build-session-answer.js';
import { callerOf, renewCaller, requireScope } from './caller.js';
import type { ActingOffice } from './session-routes.js';
import { loadRecord } from './session-routes.js';

const LOOK_EVERY = 500;
/** While there is nothing to tell. */
const ASK_EVERY = 2000;
const SIGN_OF_LIFE = 15_000;
/** A caller comes back by itself; connections nobody reads any more do not stay for ever. */
const LONGEST = 30 * 60_000;
/** Of this process. No caller, and no issuer with all its keys, keeps the others out. */
const MOST_STREAMS = 200;
const MOST_OF_ISSUER = 100;
const MOST_OF_CALLER = 50;
const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
} as const;

export function addStreamRoute(router: Router, officeOf: ActingOffice): void {
  const take = createShares();
  router.get('/sessions/:id/stream', requireScope('sessions:read'), async (request, response) => {
    const load = () => loadRecord(officeOf(response), request.params['id'] as string);
    const first = await load();
    // Told what it would get. The body is never written, so nothing would say when the stream is over.
    if (request.method === 'HEAD') return void response.writeHead(200, HEADERS).end();
    const giveBack = take(callerOf(response));
    try {
      await stream(response, first, load, lastSeen(request));
    } finally {
      giveBack();
    }
  });
}

/** Counts open streams. What it answers takes one caller's stream into account, and answers what takes it out again. */
function createShares(): (caller: Caller) => () => void {
  const open = new Map<string, number>();
  const count = (name: string, by: number): void => {
    const left = (open.get(name) ?? 0) + by;
    if (left === 0) open.delete(name);
    else open.set(name, left);
  };
  return ({ id, issuer }) => {
    const shares: [name: string, most: number][] = [[`caller ${id}`, MOST_OF_CALLER]];
    if (issuer !== undefined) shares.push([`issuer ${issuer}`, MOST_OF_ISSUER]);
    const isFull = ([name, most]: readonly [string, number]): boolean => (open.get(name) ?? 0) >= most;
    if (shares.some(isFull)) throw refuse('stream_share_exhausted');
    if (isFull(['all', MOST_STREAMS])) throw refuse('streams_exhausted');
    const names = ['all', ...shares.map(([name]) => name)];
    for (const name of names) count(name, 1);
    return () => {
      for (const name of names) count(name, -1);
    };
  };
}

function lastSeen(request: Request): number {
  const id = request.get('Last-Event-ID') ?? '';
  return /^\d{1,9}$/.test(id) ? Number(id) : 0;
}

async function stream(
  response: Response,
  first: SessionRecord,
  load: () => Promise<SessionRecord>,
  seen: number,
): Promise<void> {
  response.writeHead(200, HEADERS);
  response.flushHeaders();
  const until = Date.now() + LONGEST;
  const told: Told = { seq: seen, at: Date.now() };
  let askedAt = told.at;
  for (let record = first; !response.destroyed; ) {
    const { events, isOpen } = record.view;
    if (!isOpen || events.some((one) => one.seq > told.seq) || Date.now() > askedAt + ASK_EVERY) {
      if (!(await mayStillHear(response))) break;
      askedAt = Date.now();
    }
    tell(response, record, told);
    if (!isOpen || Date.now() > until) break;
    await pause(LOOK_EVERY);
    const next = await load().catch(() => undefined);
    // The session was erased, or the database is away: the caller comes back and is told which.
    if (next === undefined) break;
    record = next;
  }
  response.end();
}

type Told = { seq: number; at: number };

function tell(response: Response, { view: { events, isOpen } }: SessionRecord, told: Told): void {
  const untold = events.filter((one) => one.seq > told.seq);
  const said = untold.map(
    (event) => `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(buildEventAnswer(event))}\n\n`,
  );
  if (!isOpen) said.push('event: end\ndata: {}\n\n');
  if (said.length === 0 && Date.now() > told.at + SIGN_OF_LIFE) said.push(': still here\n\n');
  if (said.length === 0) return;
  response.write(said.join(''));
  told.seq = untold.at(-1)?.seq ?? told.seq;
  told.at = Date.now();
}

/** One that may not comes back, and is told why. */
async function mayStillHear(response: Response): Promise<boolean> {
  try {
    await renewCaller(response);
    return true;
  } catch {
    return false;
  }
}
