/**
 * What is kept of an answer for its repeats: headers and body, whom it was for, and what the audit record says of the act.
 * A repeat is asked for like the act itself: whoever may not do it any more gets no answer.
 */
import type { Request, Response } from 'express';
import type { ActFacts } from '../../ports/audit.js';
import type { Scope } from '../../ports/caller.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { checkScope } from '../back-office/act-as.js';
import { noteAct, noteReplay, operationOf } from './audit.js';
import { callerOf, checkedScopes } from './caller.js';

const REPLAYED_HEADER = 'Idempotency-Replayed';
/** Members of answers that are shown once; a repeat says of them that they were. */
const SHOWN_ONCE = ['tx_code', 'api_key', 'secret'];
const HEADERS = ['Content-Type', 'Location', 'ETag'];

type Kept = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly scopes: readonly (readonly [Scope, ...Scope[]])[];
  /** To which the caller was bound. */
  readonly issuer?: string;
  readonly operation?: string;
  readonly act?: ActFacts;
};

/** False for what says of itself that nobody may store it: it holds what a person may have erased. */
export function mayBeKept(response: Response): boolean {
  return !/\bno-store\b/i.test(response.get('Cache-Control') ?? '');
}

export function buildKeptAnswer(request: Request, response: Response, body: string): Uint8Array {
  const headers = Object.fromEntries(HEADERS.flatMap((name) => [[name, response.get(name)]]));
  const kept = {
    headers,
    body: withoutSecrets(body),
    scopes: checkedScopes(response),
    issuer: callerOf(response).issuer,
    operation: operationOf(request, response),
    act: response.locals['act'],
  };
  return Buffer.from(JSON.stringify(kept));
}

/** @throws ProtocolError `api_scope_missing` when the caller may not do any more what it did */
export function replayAnswer(response: Response, status: number, opened: Uint8Array): void {
  const kept = JSON.parse(Buffer.from(opened).toString('utf8')) as Kept;
  const caller = callerOf(response);
  noteReplay(response, kept.operation);
  noteAct(response, kept.act ?? {});
  for (const anyOf of kept.scopes) checkScope(caller, ...anyOf);
  if (caller.issuer !== undefined && caller.issuer !== kept.issuer)
    throw refuse('api_scope_missing', { reason: 'The key is bound to another issuer.', expected: caller.issuer });
  response.status(status).set({ ...kept.headers, [REPLAYED_HEADER]: 'true' });
  if (kept.body === '') response.end();
  else response.send(kept.body);
}

/** For an act that knows its repeats by itself. */
export function markReplayed(request: Request, response: Response): void {
  noteReplay(response, operationOf(request, response));
  response.set(REPLAYED_HEADER, 'true');
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
