/** The one place that writes an error: to the wire what the protocol allows, to the trace everything there is to know. */
import type { NextFunction, Request, Response } from 'express';
import type { Reason } from '../../protocol/errors/catalogue.js';
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';
import { DPOP_ALGORITHMS } from '../../protocol/spec-constants.js';
import { findHint } from '../trace/find-hint.js';
import { findContext } from './wallet-context.js';

export type ReportError = (
  error: unknown,
  detail: { readonly reason: string; readonly path: string; readonly requestId?: string },
) => void;

type BodyFaults = { readonly tooLarge: Reason; readonly unreadable: Reason };

/** The same fault of a body has another code at each door. */
const bodyFaults: Readonly<Record<string, BodyFaults>> = {
  '/token': { tooLarge: 'token_request_too_large', unreadable: 'parameter_malformed' },
  '/par': { tooLarge: 'authorization_request_too_large', unreadable: 'authorization_request_unreadable' },
  '/authorize': { tooLarge: 'authorization_request_too_large', unreadable: 'authorization_request_unreadable' },
  '/credential': { tooLarge: 'request_too_large', unreadable: 'request_malformed' },
  '/deferred_credential': { tooLarge: 'request_too_large', unreadable: 'deferred_request_malformed' },
  '/notification': { tooLarge: 'notification_too_large', unreadable: 'notification_malformed' },
};
const privateBodyFaults: BodyFaults = { tooLarge: 'body_too_large', unreadable: 'body_invalid' };

const connectionFaults: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/**
 * Turns whatever was thrown into a refusal: the body parser's, the router's and the database's errors have meanings too.
 *
 * @param endpoint of a wallet request
 */
export function asRefusal(error: unknown, endpoint = ''): ProtocolError {
  if (error instanceof ProtocolError) return error;
  const { type, status, name } = (error ?? {}) as { type?: unknown; status?: unknown; name?: unknown };
  const faults = bodyFaults[endpoint] ?? privateBodyFaults;
  if (type === 'entity.too.large') return refuse(faults.tooLarge, {}, error);
  if (typeof type === 'string' && typeof status === 'number' && status < 500)
    return refuse(faults.unreadable, { reason: 'The body could not be read.' }, error);
  // A path that cannot be decoded.
  if (name === 'URIError') return refuse('route_unknown', {}, error);
  if (typeof name === 'string' && name.startsWith('Mongo')) return refuse('temporarily_unavailable', {}, error);
  // The driver hands on as it is what its socket says in the moment the database goes away.
  if (connectionFaults.has((error as { code?: unknown } | null)?.code))
    return refuse('temporarily_unavailable', {}, error);
  return refuse('server_error', {}, error);
}

/** Express knows an error handler by its four parameters. */
export function answerErrors(report: ReportError, onRefused: (request: Request, error: ProtocolError) => void) {
  return (thrown: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const context = findContext(request);
    const error = asRefusal(thrown, context?.endpoint);
    // Switched off on purpose is no fault of ours, and would fill the log.
    if (error.refusal.status >= 500 && error.reason !== 'issuing_switched_off') {
      const detail = { reason: error.reason, path: request.path };
      // Where no wallet asks, the request was named when it came in.
      const requestId = context?.requestId ?? (response.locals['requestId'] as string | undefined);
      report(error.cause ?? error, requestId === undefined ? detail : { ...detail, requestId });
    }
    if (context !== undefined) {
      const hint = findHint(error, request, context);
      context.log('error', error.refusal.sentence, { ...describeRefusal(error), ...(hint !== undefined && { hint }) });
    }
    onRefused(request, error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const members = context?.refusalMembers?.(error.refusal.code);
    const answer = ownAnswers.get(response) ?? ((refused) => writeRefusal(response, refused, members));
    answer(error);
  };
}

const ownAnswers = new WeakMap<Response, (error: ProtocolError) => void>();

/** For an endpoint that people see: its refusals are pages or redirects. */
export function answerRefusalsWith(response: Response, answer: (error: ProtocolError) => void): void {
  ownAnswers.set(response, answer);
}

/** What a log record says of a refusal; the throw site's words win over the catalogue's. */
export function describeRefusal(error: ProtocolError): Record<string, unknown> {
  const { code, sentence, help, specRef, retryable } = error.refusal;
  const { reason, ...evidence } = error.evidence;
  return {
    reason: reason ?? sentence,
    reason_id: error.reason,
    help,
    spec_ref: specRef,
    error: code,
    retryable,
    ...evidence,
  };
}

function writeRefusal(response: Response, error: ProtocolError, inKind: object = {}): void {
  const { family, code, status, sentence } = error.refusal;
  response.set('Cache-Control', 'no-store');
  if (family === 'access') response.set('WWW-Authenticate', challenges(error));
  if (status === 503) response.set('Retry-After', String(error.evidence.retry_after ?? 1));
  if (status === 429) response.set('Retry-After', String(error.evidence.retry_after ?? 1));
  // JSON beside 401 and 403 too: some wallets parse the body of every error.
  response.status(status).json({ error: code, error_description: sentence, ...backOfficeDetails(error), ...inKind });
}

/** RFC 6750 section 3, RFC 9449 section 7.1. A request without credentials is told no error. */
function challenges(error: ProtocolError): string {
  const about =
    error.reason === 'access_token_missing'
      ? ''
      : `error="${error.refusal.code}", error_description="${error.refusal.sentence}"`;
  const dpop = [`algs="${DPOP_ALGORITHMS.join(' ')}"`, about].filter((one) => one !== '').join(', ');
  const isAboutDpop = ['invalid_dpop_proof', 'use_dpop_nonce'].includes(error.refusal.code);
  return isAboutDpop ? `DPoP ${dpop}` : `DPoP ${dpop}, Bearer ${about}`.trim();
}

/** Back offices are told what exactly is wrong; wallets get the fixed members of the specification and nothing else. */
function backOfficeDetails(error: ProtocolError): Record<string, unknown> {
  if (error.refusal.family !== 'back_office') return {};
  const { reason, ...evidence } = error.evidence;
  return {
    reason: error.reason,
    help: error.refusal.help,
    ...(reason === undefined ? {} : { detail: reason }),
    ...evidence,
  };
}
