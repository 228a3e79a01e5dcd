/** What the routes of the console share. */
import type { Response } from 'express';
import type { AssetLinks } from '../assets/serve-assets.js';
import type { ConsoleDependencies, PageDependencies } from '../dependencies.js';
import type { CookieJar } from '../http/cookies.js';
import type { OperatorSessions } from '../http/operator-sessions.js';
import { operatorOf } from '../http/require-operator.js';
import type { PageFrame } from '../pages/layout.js';

/** Of pages before the login, and of those that say that something went wrong. */
export type OuterContext = {
  readonly deps: ConsoleDependencies;
  readonly assets: AssetLinks;
  readonly sessions: OperatorSessions;
  readonly cookies: CookieJar;
};

export type PageContext = OuterContext & { readonly deps: PageDependencies };

/** Of this request and its operator: the routes are made once, and whose sessions they show is said here. */
export function pageOf(response: Response): PageContext {
  return response.locals['page'] as PageContext;
}

export function setPage(response: Response, context: PageContext): void {
  response.locals['page'] = context;
}

/** The frame of a logged-in operator's page. */
export function frameOf(response: Response): PageFrame {
  const { assets, deps } = pageOf(response);
  const { may, switches } = deps;
  const { formToken } = operatorOf(response);
  return { assets, formToken, issuingOff: switches.listOff(), ...(may === undefined ? {} : { may }) };
}
