/** What the routes of the console share. */
import type { Response } from 'express';
import type { AssetLinks } from '../assets/serve-assets.js';
import type { ConsoleDependencies } from '../dependencies.js';
import type { CookieJar } from '../http/cookies.js';
import type { OperatorSessions } from '../http/operator-sessions.js';
import { operatorOf } from '../http/require-operator.js';
import type { PageFrame } from '../pages/layout.js';

export type PageContext = {
  readonly deps: ConsoleDependencies;
  readonly assets: AssetLinks;
  readonly sessions: OperatorSessions;
  readonly cookies: CookieJar;
};

/** The frame of a logged-in operator's page. */
export function frameOf({ assets, deps }: PageContext, response: Response): PageFrame {
  const { may, switches } = deps;
  const { formToken } = operatorOf(response);
  return { assets, formToken, issuingOff: switches.listOff(), ...(may === undefined ? {} : { may }) };
}
