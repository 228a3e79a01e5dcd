/** The caller of a private request, once its key was checked. */
import type { RequestHandler, Response } from 'express';
import type { Caller, Scope } from '../../ports/caller.js';
import { checkScope } from '../back-office/act-as.js';

/** @param again who it is by then; throws where what was presented is good no more */
export function setCaller(
  response: Response,
  caller: Caller,
  again: () => Promise<Caller> = () => Promise.resolve(caller),
): void {
  response.locals['caller'] = caller;
  response.locals['callerAgain'] = again;
}

/**
 * For an answer that goes on for long: the caller as it may act by now.
 *
 * @throws ProtocolError why it may not any more
 */
export async function renewCaller(response: Response): Promise<void> {
  response.locals['caller'] = await (response.locals['callerAgain'] as () => Promise<Caller>)();
  for (const anyOf of checkedScopes(response)) checkScope(callerOf(response), ...anyOf);
}

/** Only behind `requireApiKey`, which sets it. */
export function callerOf(response: Response): Caller {
  return response.locals['caller'] as Caller;
}

/** In front of a route: the scopes one of which its caller needs. */
export function requireScope(...anyOf: readonly [Scope, ...Scope[]]): RequestHandler {
  return (_request, response, next) => {
    checkScope(callerOf(response), ...anyOf);
    response.locals['scopes'] = [...checkedScopes(response), anyOf];
    next();
  };
}

/** What the route of a request asked for. */
export function checkedScopes(response: Response): readonly (readonly [Scope, ...Scope[]])[] {
  return (response.locals['scopes'] as readonly (readonly [Scope, ...Scope[]])[] | undefined) ?? [];
}
