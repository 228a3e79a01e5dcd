/** The private listener: back-office API, console, health, metrics. It shares a process with the public one, never a router. */

import type { Express, RequestHandler, Response } from 'express';
import express, { Router } from 'express';
import helmet from 'helmet';
import type { BackOffice } from '../../ports/back-office.js';
import type { BulkAdministration } from '../../ports/bulk-administration.js';
import type { Caller } from '../../ports/caller.js';
import type { CredentialAdministration } from '../../ports/credential-administration.js';
import type { Inbox } from '../../ports/inbox.js';
import type { KnownSwitches, SwitchAdministration } from '../../ports/issuing-switch.js';
import type { PrivacyAdministration } from '../../ports/privacy-administration.js';
import type { WebhookAdministration } from '../../ports/webhook-administration.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { type Acting, issuerFor } from '../back-office/act-as.js';
import type { Bulk } from '../bulk/create-bulk.js';
import type { ReportError } from '../http/answer-errors.js';
import { answerErrors } from '../http/answer-errors.js';
import { readText } from '../http/read-body.js';
import type { Access } from './access.js';
import { addApiKeyRoutes } from './api-key-routes.js';
import { addAssuranceRoutes } from './assurance-routes.js';
import { nameRequest } from './audit.js';
import { addAuditRoutes } from './audit-routes.js';
import { addBulkRoutes } from './bulk-routes.js';
import { addBulkStatusRoutes } from './bulk-status-routes.js';
import { callerOf } from './caller.js';
import { addClaimsRoutes } from './claims-routes.js';
import { addClaimsStateRoutes } from './claims-state-routes.js';
import { addCredentialRoutes } from './credential-routes.js';
import { recordActs } from './idempotency.js';
import { addInboxRoutes } from './inbox-routes.js';
import { isUpload } from './is-post-to.js';
import { keepToMethods } from './other-methods.js';
import { addPrivacyRoutes } from './privacy-routes.js';
import { addReferenceRoutes } from './reference-routes.js';
import { requireApiKey } from './require-api-key.js';
import type { ActingOffice } from './session-routes.js';
import { addSessionRoutes } from './session-routes.js';
import { addStreamRoute } from './stream-session.js';
import { addSwitchRoutes } from './switch-routes.js';
import { addWebhookRoutes } from './webhook-routes.js';
import type { IssuersFileAnswer, ReadyAnswer, ReadyParts } from './z-service.js';

export type PrivateDependencies = {
  /** As a caller may use them. */
  readonly backOffice: (acting: Acting) => BackOffice;
  readonly credentials: (acting: Acting) => CredentialAdministration;
  readonly inbox: (acting: Acting) => Inbox;
  readonly bulkStatus: (caller: Caller) => BulkAdministration;
  readonly switching: (caller: Caller) => SwitchAdministration;
  readonly switches: KnownSwitches;
  readonly access: Access;
  readonly bulk: (acting: Acting) => Bulk;
  readonly webhooks: (caller: Caller) => WebhookAdministration;
  readonly privacy: (caller: Caller) => PrivacyAdministration;
  readonly checkReady: () => Promise<ReadyParts>;
  /** What of the issuers' file is in use, and what is wrong with the one that lies there. */
  readonly describeConfiguration: () => IssuersFileAnswer;
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
  // Entity tags are of claims, for conditions; one made of any body would pass for one of those.
  app.disable('etag');
  app.set('trust proxy', deps.access.trustedProxies);
  app.use(nameRequest);
  app.use('/console', deps.console);
  app.use(helmet());
  app.get('/', (_request, response) => response.redirect('/console'));
  app.get('/health/live', (_request, response) => void response.json({ status: 'up' }));
  app.get('/health/ready', async (_request, response) => {
    const parts = await deps.checkReady();
    const isUp = Object.values(parts).every((one) => one === 'up');
    // A file that was refused leaves what was in use: nothing is down for it.
    const configuration = deps.describeConfiguration();
    const status = isUp ? 'up' : 'down';
    const answer: ReadyAnswer = { status, ...parts, ...switchedOff(deps), configuration };
    response.status(isUp ? 200 : 503).json(answer);
  });
  app.get(
    '/metrics',
    async (_request, response) => void response.type(deps.metrics.contentType).send(await deps.metrics.render()),
  );
  app.get('/openapi.json', (_request, response) => void response.json(deps.openApi));
  addReferenceRoutes(app);
  const { authentication, perCaller, idempotency, audit } = deps.access;
  app.use(requireApiKey(authentication, perCaller), keepToMethods(deps.openApi));
  app.use(readBody, recordActs(idempotency, audit));
  app.use(createApiRouter(deps));
  app.use(() => {
    throw refuse('route_unknown');
  });
  app.use(answerErrors(deps.report, () => undefined));
  return app;
}

/** Off is not down: a process that were taken out of service for it could not be switched on again. */
function switchedOff({ switches }: PrivateDependencies): Pick<ReadyAnswer, 'issuing_off'> {
  const off = switches.listOff();
  if (off.length === 0) return {};
  return {
    issuing_off: off.map((one) => ({ issuer: one.issuer, credential_configuration_id: one.configurationId ?? null })),
  };
}

/** Uploads are read by their route, and their repeats known by it. The body of a GET means nothing (RFC 9110 section 9.3.1). */
const readBody: RequestHandler = (request, response, next) =>
  isUpload(request) || ['GET', 'HEAD'].includes(request.method) ? next() : readText(request, response, next);

function createApiRouter({
  backOffice,
  bulk,
  bulkStatus,
  credentials,
  inbox,
  privacy,
  switching,
  webhooks,
  access,
  now,
}: PrivateDependencies): Router {
  const router = Router();
  const actingOf = (response: Response): Acting => access.actingAs(response, callerOf(response));
  const officeOf: ActingOffice = (response) => backOffice(actingOf(response));
  addBulkStatusRoutes(router, (response) => bulkStatus(callerOf(response)));
  addSwitchRoutes(router, (response) => switching(callerOf(response)));
  addCredentialRoutes(router, (response) => credentials(actingOf(response)));
  addPrivacyRoutes(router, (response) => privacy(callerOf(response)));
  addSessionRoutes(router, officeOf, now);
  addClaimsRoutes(router, officeOf);
  addInboxRoutes(router, (response) => inbox(actingOf(response)), now);
  addClaimsStateRoutes(router, officeOf, access.audit.list);
  addApiKeyRoutes(router, access.keys, (response, named) => issuerOf(actingOf(response), named));
  addAuditRoutes(router, access.audit.list);
  addStreamRoute(router, officeOf);
  addBulkRoutes(router, (response) => bulk(actingOf(response)), now);
  addWebhookRoutes(router, (response) => webhooks(callerOf(response)));
  addAssuranceRoutes(router, officeOf);
  return router;
}

/** @throws ProtocolError for an issuer that is not configured, or not the caller's */
function issuerOf(acting: Acting, named: string | undefined): string | undefined {
  const wanted = issuerFor(acting, named);
  if (wanted === undefined) return undefined;
  const id = acting.findIssuerId(wanted);
  if (id === undefined)
    throw refuse('body_invalid', { reason: 'issuer names no configured issuer.', provided: wanted });
  return id;
}
