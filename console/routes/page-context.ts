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

/** The frame of a logged-in operator's page. */
export function frameOf({ assets, deps }: PageContext, response: Response): PageFrame {
  const { may, switches } = deps;
  const { formToken } = operatorOf(response);
  return { assets, formToken, issuingOff: switches.listOff(), ...(may === undefined ? {} : { may }) };
}
