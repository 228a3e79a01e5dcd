/** The operator's pages: who may see them, what they consist of, and what happens when something goes wrong. */
import { Router } from 'express';
import { createAssets } from './assets/serve-assets.js';
import type { ConsoleDependencies } from './dependencies.js';
import { createCookieJar } from './http/cookies.js';
import { createOperatorSessions } from './http/operator-sessions.js';
import { requireOperator } from './http/require-operator.js';
import { securityHeaders } from './http/security-headers.js';
import { createActsRouter } from './routes/acts.js';
import { answerPageNotFound, answerProblems } from './routes/answer-problems.js';
import { createExportRouter } from './routes/export.js';
import { createLoginRouter, createLogoutRouter } from './routes/login.js';
import type { PageContext } from './routes/page-context.js';
import { createSessionRouter } from './routes/session.js';
import { createSessionsRouter } from './routes/sessions.js';

export type { ConsoleDependencies } from './dependencies.js';

/** To be mounted at `/console`. */
export function createConsole(deps: ConsoleDependencies): Router {
  const assets = createAssets();
  const context: PageContext = {
    deps,
    assets: assets.links,
    sessions: createOperatorSessions(deps.login.sessionSecret, deps.now),
    cookies: createCookieJar(deps.isSecure),
  };
  const router = Router();
  router.use(securityHeaders);
  router.use('/assets', assets.router);
  router.use(createLoginRouter(context));
  router.use(requireOperator(context.sessions, context.cookies));
  router.use(createLogoutRouter(context));
  router.use(createSessionsRouter(context));
  router.use(createSessionRouter(context));
  router.use(createExportRouter(context));
  router.use(createActsRouter(context));
  router.use(answerPageNotFound);
  router.use(answerProblems(context));
  return router;
}
