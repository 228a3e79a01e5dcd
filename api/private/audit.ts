/** The audit record: every act on the private listener, its row written before its answer is sent. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { monotonicFactory } from 'ulid';
import type { ActFacts, AppendAudit, AuditRow } from '../../ports/audit.js';
import type { ReportError } from '../http/answer-errors.js';
import { asRefusal } from '../http/answer-errors.js';
import type { PendingAnswer } from './before-sending.js';
import { beforeSending } from './before-sending.js';
import { callerOf } from './caller.js';
import { addressOf } from './require-api-key.js';

export type AuditDependencies = {
  readonly append: AppendAudit;
  readonly report: ReportError;
  readonly now: () => Date;
};

/** Reading is no act. */
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const nextId = monotonicFactory();

/** What the operation behind a request has found out about itself; later facts win. Nothing personal goes in. */
export function noteAct(response: Response, facts: ActFacts): void {
  const noted = (response.locals['act'] ?? {}) as ActFacts;
  const configurations = [...new Set([...(noted.configurations ?? []), ...(facts.configurations ?? [])])];
  response.locals['act'] = { ...noted, ...facts, ...(configurations.length === 0 ? {} : { configurations }) };
}

/** Where an answer is a page, the reason id of the refusal it shows. */
export function noteRefusal(response: Response, reason: string): void {
  response.locals['refused'] = reason;
}

/** The act was done before, under the same idempotency key; what it was is known from then. */
export function noteReplay(response: Response, operation: string | undefined): void {
  response.locals['replayed'] = { operation };
}

/** In front of everything: a name for the request, by which its answer, its log lines and its audit row are matched. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  response.locals['requestId'] = randomUUID();
  response.set('X-Request-Id', response.locals['requestId'] as string);
  next();
};

/** Behind the check of who calls. An act that cannot be recorded is answered 503: it may be done, and can be repeated. */
export function auditActs({ append, report, now }: AuditDependencies): RequestHandler {
  return (request, response, next) => {
    if (!READING.has(request.method))
      beforeSending(
        response,
        async (answer) => {
          const operation = operationOf(request, response);
          if (operation !== undefined) await append(buildRow(request, response, { ...answer, operation, at: now() }));
        },
        (error) => {
          const { reason, refusal, cause } = asRefusal(error);
          report(cause ?? error, { reason, path: request.path, requestId: response.locals['requestId'] as string });
          return { status: 503, body: { error: refusal.code, error_description: refusal.sentence } };
        },
      );
    next();
  };
}

/** Undefined where no route took the request and nobody refused it: there is nothing to be done at that address. */
export function operationOf(request: Request, response: Response): string | undefined {
  const replayed = response.locals['replayed'] as { readonly operation?: string } | undefined;
  if (replayed !== undefined) return replayed.operation;
  const route = (request.route as { path?: unknown } | undefined)?.path;
  if (typeof route !== 'string')
    return response.locals['refused'] === undefined
      ? undefined
      : `${request.method} ${request.originalUrl.split('?', 1)[0]}`;
  return `${request.method} ${request.baseUrl}${route.replaceAll(/:(\w+)/g, '{$1}')}`;
}

function buildRow(
  request: Request,
  response: Response,
  { status, body, operation, at }: PendingAnswer & { readonly operation: string; readonly at: Date },
): AuditRow {
  const reason = status < 400 ? undefined : ((response.locals['refused'] as string | undefined) ?? reasonIn(body));
  const caller = callerOf(response);
  return {
    id: nextId(at.getTime()),
    at: at.getTime(),
    caller: caller.id,
    operation,
    outcome: status < 400 ? 'done' : status < 500 ? 'refused' : 'failed',
    status,
    requestId: response.locals['requestId'] as string,
    address: addressOf(request),
    ...(reason === undefined ? {} : { reason }),
    ...(caller.issuer === undefined ? {} : { issuer: caller.issuer }),
    ...(response.locals['replayed'] === undefined ? {} : { isReplay: true as const }),
    ...(response.locals['act'] as ActFacts | undefined),
  };
}

/** Our own refusals name their reason; those of the server family only their code. */
function reasonIn(body: string): string | undefined {
  try {
    const { reason, error } = JSON.parse(body) as { reason?: unknown; error?: unknown };
    const found = reason ?? error;
    return typeof found === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}
