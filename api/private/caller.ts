/** The caller of a private request, once its key was checked. */
import type { RequestHandler, Response } from 'express';
import type { Caller, Scope } from '../../ports/caller.js';
import { refuse } from '../../protocol/errors/protocol-error.js';

export function setCaller(response: Response, caller: Caller): void {
  response.locals['caller'] = caller;
}

/** Only behind `requireApiKey`, which sets it. */
export function callerOf(response: Response): Caller {
  return response.locals['caller'] as Caller;
}

/** In front of a route: the scope that its caller needs. */
export function requireScope(scope: Scope): RequestHandler {
  return (_request, response, next) => {
    const { scopes } = callerOf(response);
    if (!scopes.includes(scope) && !scopes.includes('admin')) throw refuse('api_scope_missing', { expected: scope });
    next();
  };
}
