/**
 * `Idempotency-Key` on every POST. The first request reserves its key, the answer of a success is kept with it (sealed, and
 * without what is shown once), and a repeat is answered from there. A refused request did nothing, so its key is free
 * again. Whoever dies with a reservation leaves it to the next after a minute: the acts behind are such that doing
 * them again changes nothing, or answers what happened. `POST /sessions` keeps its promise by itself, in the session, and a bulk job in its own record.
 */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { IdempotencyStore, ReservedRequest } from '../../ports/idempotency.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { PendingAnswer } from './before-sending.js';
import { beforeSending } from './before-sending.js';
import { callerOf } from './caller.js';
import { isUpload } from './is-upload.js';

export const REPLAYED_HEADER = 'Idempotency-Replayed';
const KEPT = 24 * 3_600_000;
const HELD = 60_000;
const KEY = /^[\x21-\x7E]{1,255}$/;
/** Members of answers that are shown once; a repeat says of them that they were. */
const SHOWN_ONCE = ['tx_code', 'api_key', 'secret'];
const HEADERS = ['Content-Type', 'Location', 'ETag'];

export type IdempotencyDependencies = {
  readonly store: IdempotencyStore;
  /** Keyed: bodies hold claims, which are guessable. */
  readonly digest: (purpose: string, ...parts: readonly string[]) => string;
  readonly seal: (plaintext: Uint8Array, context: string) => Uint8Array;
  readonly open: (sealed: Uint8Array, context: string) => Uint8Array;
  readonly report: (error: unknown) => void;
  readonly now: () => Date;
};

/** @throws ProtocolError `idempotency_key_invalid` */
export function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.get('Idempotency-Key');
  if (key !== undefined && !KEY.test(key)) throw refuse('idempotency_key_invalid');
  return key;
}

/** Of the request's reservation; the same for its repeats. For acts that make something and must not make it twice. */
export function reservationOf(response: Response): string | undefined {
  return response.locals['reservation'] as string | undefined;
}

/** Behind the check of who calls and the reading of the body, in front of the routes. */
export function answerRepeats(deps: IdempotencyDependencies): RequestHandler {
  return async (request, response, next) => {
    const isKeptHere = request.method === 'POST' && request.path !== '/sessions' && !isUpload(request);
    const key = isKeptHere ? idempotencyKeyOf(request) : undefined;
    if (key === undefined) return next();
    const wanted = reservationFor(deps, request, callerOf(response).id, key);
    const found = await deps.store.reserve(wanted);
    if (found !== undefined) {
      const now = deps.now().getTime();
      const isOver = now >= found.expiresAt;
      if (!isOver && found.requestDigest !== wanted.requestDigest) throw refuse('idempotency_conflict');
      if (!isOver && found.answer !== undefined)
        return replay(deps, response, found.id, found.answer.status, found.answer.sealed);
      if ((!isOver && now < found.heldUntil) || !(await deps.store.takeOver(wanted, found.holder))) {
        response.set('Retry-After', '1');
        throw refuse('idempotency_in_progress');
      }
    }
    response.locals['reservation'] = wanted.id;
    keepAnswer(deps, response, wanted);
    next();
  };
}

function reservationFor(
  { digest, now }: IdempotencyDependencies,
  request: Request,
  caller: string,
  key: string,
): ReservedRequest {
  const body = typeof request.body === 'string' ? request.body : '';
  const at = now().getTime();
  return {
    id: digest('idempotency-key', caller, key),
    requestDigest: digest('idempotent-request', request.method, request.originalUrl, body),
    holder: randomUUID(),
    heldUntil: at + HELD,
    expiresAt: at + KEPT,
  };
}

/** What becomes of the key: a success is kept, a refusal frees it, and a fault leaves the request to be tried again. */
function keepAnswer(deps: IdempotencyDependencies, response: Response, { id, holder }: ReservedRequest): void {
  const settle = ({ status, body }: PendingAnswer): Promise<void> => {
    if (status >= 500) return deps.store.letGo(id, holder);
    if (status >= 400) return deps.store.remove(id, holder);
    const headers = Object.fromEntries(
      HEADERS.flatMap((name) => (response.get(name) === undefined ? [] : [[name, response.get(name)]])),
    );
    const kept = Buffer.from(JSON.stringify({ headers, body: withoutSecrets(body) }));
    return deps.store.keepAnswer(id, holder, { status, sealed: deps.seal(kept, contextOf(id)) });
  };
  // The act is done and its caller is told so, even where the answer could not be kept.
  beforeSending(response, (answer) => settle(answer).catch(deps.report), neverCalled);
}

function neverCalled(): never {
  throw new Error('The step before sending does not throw');
}

function replay(
  deps: IdempotencyDependencies,
  response: Response,
  id: string,
  status: number,
  sealed: Uint8Array,
): void {
  const opened = Buffer.from(deps.open(sealed, contextOf(id))).toString('utf8');
  const { headers, body } = JSON.parse(opened) as { headers: Record<string, string>; body: string };
  response.status(status).set({ ...headers, [REPLAYED_HEADER]: 'true' });
  if (body === '') response.end();
  else response.send(body);
}

function withoutSecrets(body: string): string {
  if (!body.startsWith('{')) return body;
  const answer = JSON.parse(body) as Record<string, unknown>;
  const shown = SHOWN_ONCE.filter((name) => Object.hasOwn(answer, name));
  for (const name of shown) {
    delete answer[name];
    answer[`${name}_already_given`] = true;
  }
  return shown.length === 0 ? body : JSON.stringify(answer);
}

const contextOf = (id: string): string => `idempotent answer ${id}`;
