/**
 * A session's events as they come (server-sent events). Every replica reads the same record, so it does not matter which
 * one a caller is connected to; and a caller that comes back says what it has seen (`Last-Event-ID`).
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, Response, Router } from 'express';
import type { SessionRecord } from '../../ports/session-records.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { buildEventAnswer } from './build-session-answer.js';
import { requireScope } from './caller.js';
import type { ActingOffice } from './session-routes.js';
import { loadRecord } from './session-routes.js';

const LOOK_EVERY = 500;
const SIGN_OF_LIFE = 15_000;
/** A caller comes back by itself; connections nobody reads any more do not stay for ever. */
const LONGEST = 30 * 60_000;
const MOST_STREAMS = 200;
const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
} as const;

export function addStreamRoute(router: Router, officeOf: ActingOffice): void {
  let open = 0;
  router.get('/sessions/:id/stream', requireScope('sessions:read'), async (request, response) => {
    const office = officeOf(response);
    const load = () => loadRecord(office, request.params['id'] as string);
    const first = await load();
    // Told what it would get. The body is never written, so nothing would say when the stream is over.
    if (request.method === 'HEAD') return void response.writeHead(200, HEADERS).end();
    if (open >= MOST_STREAMS) throw refuse('streams_exhausted');
    open += 1;
    try {
      await stream(response, first, load, lastSeen(request));
    } finally {
      open -= 1;
    }
  });
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
  let sent = seen;
  let wroteAt = Date.now();
  const write = (text: string): void => {
    response.write(text);
    wroteAt = Date.now();
  };
  for (let record = first; !response.destroyed; ) {
    for (const event of record.view.events.filter((one) => one.seq > sent)) {
      write(`id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(buildEventAnswer(event))}\n\n`);
      sent = event.seq;
    }
    if (!record.view.isOpen) write('event: end\ndata: {}\n\n');
    if (!record.view.isOpen || Date.now() > until) break;
    if (Date.now() > wroteAt + SIGN_OF_LIFE) write(': still here\n\n');
    await pause(LOOK_EVERY);
    const next = await load().catch(() => undefined);
    // The session was erased, or the database is away: the caller comes back and is told which.
    if (next === undefined) break;
    record = next;
  }
  response.end();
}
