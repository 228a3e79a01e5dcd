/**
 * `Idempotency-Key` on every POST. The first request reserves its key, the answer of a success is kept with it (sealed, and
 * without what is shown once), and a repeat is answered from there. An answer nobody may store is not stored here either:
 * its repeat is done again. A refused request did nothing, so its key is free again. Whoever dies with a reservation leaves
 * it to the next after a minute: the acts behind are such that doing them again changes nothing, or answers what happened.
 * `POST /sessions` keeps its promise by itself, in the session, and a bulk job in its own record.
 */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { IdempotencyStore, ReservedRequest } from '../../ports/idempotency.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { type AuditDependencies, auditActs } from './audit.js';
import { beforeSending, type PendingAnswer } from './before-sending.js';
import { callerOf } from './caller.js';
import { isPostTo, isUpload } from './is-post-to.js';
import { buildKeptAnswer, mayBeKept, replayAnswer } from './kept-answer.js';

const KEPT = 24 * 3_600_000;
const HELD = 60_000;
const KEY = /^[\x21-\x7E]{1,255}$/;

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

/** Behind the check of who calls and the reading of the body, in front of the routes. A repeat is recorded like the act itself. */
export function recordActs(idempotency: IdempotencyDependencies, audit: AuditDependencies): RequestHandler[] {
  return [keepAnswers(idempotency), auditActs(audit), answerRepeats(idempotency)];
}

/** The last one's step runs first: an act that was answered 503 since it could not be recorded has no answer to repeat. */
function keepAnswers(deps: IdempotencyDependencies): RequestHandler {
  return (request, response, next) => {
    const keep = async (answer: PendingAnswer): Promise<void> => {
      const held = response.locals['held'] as ReservedRequest | undefined;
      // The act is done and its caller is told so, even where the answer could not be kept.
      if (held !== undefined) await settle(deps, { request, response, held, answer }).catch(deps.report);
    };
    if (isKeptHere(request)) beforeSending(response, keep, neverCalled);
    next();
  };
}

function answerRepeats(deps: IdempotencyDependencies): RequestHandler {
  return async (request, response, next) => {
    const key = isKeptHere(request) ? idempotencyKeyOf(request) : undefined;
    if (key === undefined) return next();
    const wanted = reservationFor(deps, request, callerOf(response).id, key);
    const found = await deps.store.reserve(wanted);
    if (found !== undefined) {
      const now = deps.now().getTime();
      const isOver = now >= found.expiresAt;
      if (!isOver && found.requestDigest !== wanted.requestDigest) throw refuse('idempotency_conflict');
      if (!isOver && found.answer !== undefined)
        return replayAnswer(response, found.answer.status, deps.open(found.answer.sealed, contextOf(found.id)));
      if ((!isOver && now < found.heldUntil) || !(await deps.store.takeOver(wanted, found.holder))) {
        response.set('Retry-After', '1');
        throw refuse('idempotency_in_progress');
      }
    }
    response.locals['reservation'] = wanted.id;
    response.locals['held'] = wanted;
    next();
  };
}

function isKeptHere(request: Request): boolean {
  return request.method === 'POST' && !isPostTo(request, '/sessions') && !isUpload(request);
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

type Settled = {
  readonly request: Request;
  readonly response: Response;
  readonly held: ReservedRequest;
  readonly answer: PendingAnswer;
};

/**
 * What becomes of the key: a success is kept, a refusal frees it, and a fault, or an answer that may not be kept, leaves
 * the request to be done again.
 */
async function settle(deps: IdempotencyDependencies, { request, response, held, answer }: Settled): Promise<void> {
  const { id, holder } = held;
  const { status, body } = answer;
  if (status >= 500) return deps.store.letGo(id, holder);
  if (status >= 400) return deps.store.remove(id, holder);
  if (!mayBeKept(response)) return deps.store.letGo(id, holder);
  const kept = buildKeptAnswer(request, response, body);
  await deps.store.keepAnswer(id, holder, { status, sealed: deps.seal(kept, contextOf(id)) });
}

function neverCalled(): never {
  throw new Error('The step before sending does not throw');
}

const contextOf = (id: string): string => `idempotent answer ${id}`;
