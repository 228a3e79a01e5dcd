/** The private listener: back-office API, console, health, metrics. It shares a process with the public one, never a router. */

import type { Express, RequestHandler } from 'express';
import express, { Router } from 'express';
import helmet from 'helmet';
import type { BackOffice } from '../../ports/back-office.js';
import type { Caller } from '../../ports/caller.js';
import type { CredentialAdministration } from '../../ports/credential-administration.js';
import type { PrivacyAdministration } from '../../ports/privacy-administration.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ReportError } from '../http/answer-errors.js';
import { answerErrors } from '../http/answer-errors.js';
import { readText } from '../http/read-body.js';
import { callerOf } from './caller.js';
import { addClaimsRoutes } from './claims-routes.js';
import { addCredentialRoutes } from './credential-routes.js';
import { addPrivacyRoutes } from './privacy-routes.js';
import { requireApiKey } from './require-api-key.js';
import type { ActingOffice } from './session-routes.js';
import { addSessionRoutes } from './session-routes.js';

export type PrivateDependencies = {
  /** As a caller may use them. */
  readonly backOffice: (caller: Caller) => BackOffice;
  readonly credentials: (caller: Caller) => CredentialAdministration;
  readonly privacy: (caller: Caller) => PrivacyAdministration;
  readonly adminKey: string;
  readonly checkReady: () => Promise<Readonly<Record<string, 'up' | 'down'>>>;
  readonly metrics: { readonly contentType: string; readonly render: () => Promise<string> };
  readonly openApi: object;
  /** Mounted at /console; it sees to its own login. */
  readonly console: RequestHandler;
  readonly report: ReportError;
  readonly now: () => Date;
};

export function createPrivateApp(deps: PrivateDependencies): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use('/console', deps.console);
  app.use(helmet());
  app.get('/', (_request, response) => response.redirect('/console'));
  app.get('/health/live', (_request, response) => void response.json({ status: 'up' }));
  app.get('/health/ready', async (_request, response) => {
    const parts = await deps.checkReady();
    const isUp = Object.values(parts).every((one) => one === 'up');
    response.status(isUp ? 200 : 503).json({ status: isUp ? 'up' : 'down', ...parts });
  });
  app.get(
    '/metrics',
    async (_request, response) => void response.type(deps.metrics.contentType).send(await deps.metrics.render()),
  );
  app.get('/openapi.json', (_request, response) => void response.json(deps.openApi));
  app.use(requireApiKey(deps.adminKey), readText, createApiRouter(deps));
  app.use(() => {
    throw refuse('route_unknown');
  });
  app.use(answerErrors(deps.report, () => undefined));
  return app;
}

function createApiRouter({ backOffice, credentials, privacy, now }: PrivateDependencies): Router {
  const router = Router();
  const officeOf: ActingOffice = (response) => backOffice(callerOf(response));
  addCredentialRoutes(router, (response) => credentials(callerOf(response)));
  addPrivacyRoutes(router, (response) => privacy(callerOf(response)));
  addSessionRoutes(router, officeOf, now);
  addClaimsRoutes(router, officeOf);
  return router;
}
