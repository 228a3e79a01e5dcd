/** The operator's pages: who may see them, what they consist of, and what happens when something goes wrong. */
import { type Response, Router } from 'express';
import type { Scope } from '../ports/caller.js';
import { createAssets } from './assets/serve-assets.js';
import type { ConsoleDependencies } from './dependencies.js';
import { checkOperatorScope, holdsScope } from './http/check-operator-scope.js';
import { createCookieJar } from './http/cookies.js';
import { createOperatorSessions } from './http/operator-sessions.js';
import { operatorOf, requireOperator } from './http/require-operator.js';
import { securityHeaders } from './http/security-headers.js';
import { createActsRouter } from './routes/acts.js';
import { answerPageNotFound, answerProblems } from './routes/answer-problems.js';
import { createCredentialActsRouter } from './routes/credential-acts.js';
import { createExportRouter } from './routes/export.js';
import { createInboxRouter } from './routes/inbox.js';
import { createLoginRouter, createLogoutRouter } from './routes/login.js';
import { type OuterContext, type PageContext, setPage } from './routes/page-context.js';
import { createSessionRouter } from './routes/session.js';
import { createSessionsRouter } from './routes/sessions.js';

export type { ConsoleDependencies } from './dependencies.js';

/** To be mounted at `/console`. */
export function createConsole(deps: ConsoleDependencies): Router {
  const assets = createAssets();
  const context: OuterContext = {
    deps,
    assets: assets.links,
    sessions: createOperatorSessions(deps.login.sessionSecret, deps.now),
    cookies: createCookieJar(deps.isSecure),
  };
  const router = Router();
  router.use(securityHeaders);
  router.use('/assets', assets.router);
  router.use(createLoginRouter(context));
  router.use(requireOperator(deps.login, context.sessions, context.cookies));
  router.use(deps.auditActs);
  router.use(createLogoutRouter(context));
  router.use(checkOperatorScope);
  router.use((_request, response, next) => {
    setPage(response, contextFor(context, response));
    next();
  });
  router.use(createPages());
  router.use(answerPageNotFound);
  router.use(answerProblems(context));
  return router;
}

/** Everything as the operator of this request may use it: so no page has to ask whose sessions it shows. */
function contextFor(context: OuterContext, response: Response): PageContext {
  const { caller } = operatorOf(response);
  const may = (scope: Scope): boolean => holdsScope(caller, scope);
  return { ...context, deps: { ...context.deps, ...context.deps.actAs(response, caller), may } };
}

function createPages(): Router {
  const router = Router();
  router.use(createSessionsRouter());
  router.use(createSessionRouter());
  router.use(createExportRouter());
  router.use(createActsRouter());
  router.use(createInboxRouter());
  router.use(createCredentialActsRouter());
  return router;
}
