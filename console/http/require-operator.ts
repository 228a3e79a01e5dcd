/** Lets operators in, sends others to the login, and checks that every post comes from a form of this operator's pages. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Caller } from '../../ports/caller.js';
import { addresses, safeReturnAddress } from '../addresses.js';
import type { ConsoleDependencies } from '../dependencies.js';
import type { CookieJar } from './cookies.js';
import type { OperatorSession, OperatorSessions } from './operator-sessions.js';
import { formOutdated } from './page-problem.js';
import { readForm } from './read-form.js';

export type Operator = OperatorSession & { readonly formToken: string; readonly caller: Caller };

export function requireOperator(
  { findCaller }: Pick<ConsoleDependencies['login'], 'findCaller'>,
  sessions: OperatorSessions,
  cookies: CookieJar,
): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction) => {
    const cookie = cookies.read(request, 'vouchsafe_console');
    const operator = await findOperator({ findCaller }, sessions, cookie);
    if (operator === undefined) {
      // One that was not sent may be good: strict cookies are left out where a link elsewhere leads here.
      if (cookie !== undefined) cookies.clear(response, 'vouchsafe_console');
      sendToLogin(request, response);
      return;
    }
    response.locals['operator'] = operator;
    // Where the audit record looks for it, here as on the private API.
    response.locals['caller'] = operator.caller;
    next();
  };
}

/** A key that was revoked or rotated logs its bearer out, and one that was changed counts as it is now. */
export async function findOperator(
  { findCaller }: Pick<ConsoleDependencies['login'], 'findCaller'>,
  sessions: OperatorSessions,
  cookie: string | undefined,
): Promise<Operator | undefined> {
  const session = sessions.read(cookie);
  const caller = session === undefined ? undefined : await findCaller(session.login);
  if (session === undefined || caller === undefined) return undefined;
  return { ...session, formToken: sessions.formToken(session.id), caller };
}

export const operatorOf = (response: Response): Operator => response.locals['operator'] as Operator;

/** A part of a page cannot be replaced by a login form, so the page's script is told to go there itself. */
function sendToLogin(request: Request, response: Response): void {
  const isPart = request.get('HX-Request') === 'true';
  const isFromElsewhere = request.get('Sec-Fetch-Site') === 'cross-site' && request.method === 'GET';
  if (isPart) response.status(401).set('HX-Redirect', addresses.login).end();
  else if (isFromElsewhere) response.type('html').send(comeAgain);
  else response.redirect(303, `${addresses.login}?next=${encodeURIComponent(returnAddress(request))}`);
}

/** Strict cookies are left out when a link elsewhere leads here; the same address asked for by our own page has them. */
const comeAgain =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0"><title>Vouchsafe console</title></head><body></body></html>';

function returnAddress(request: Request): string {
  return request.method === 'GET' ? safeReturnAddress(request.originalUrl) : addresses.list;
}

/** The posted form, once its token has been found to be this operator's. @throws PageProblem */
export async function readOperatorForm(
  sessions: OperatorSessions,
  request: Request,
  response: Response,
): Promise<FormData> {
  checkSameOrigin(request);
  const form = await readForm(request);
  if (!sessions.isFormToken(operatorOf(response).id, form.get('form_token'))) throw formOutdated();
  return form;
}

/** Browsers say where a request comes from; what they say is believed, silence is left to the form's token. */
export function checkSameOrigin(request: Request): void {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw formOutdated();
}
