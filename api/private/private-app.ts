/** The private listener: back-office API, console, health, metrics. It shares a process with the public one, never a router. */

import type { Express, Request, RequestHandler } from 'express';
import express, { Router } from 'express';
import helmet from 'helmet';
import type { z } from 'zod';
import type { BackOffice } from '../../ports/back-office.js';
import type { CredentialAdministration } from '../../ports/credential-administration.js';
import { deriveStalled } from '../../protocol/derive-stalled.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { GrantName, SessionStatus } from '../../protocol/session-view.js';
import type { ReportError } from '../http/answer-errors.js';
import { answerErrors } from '../http/answer-errors.js';
import { jsonBody, readText } from '../http/read-body.js';
import { addAssuranceRoutes, toAssurance } from './assurance-routes.js';
import { buildEventAnswer, buildLogAnswer, buildOfferAnswer, buildSessionAnswer } from './build-session-answer.js';
import { addCredentialRoutes } from './credential-routes.js';
import { requireApiKey } from './require-api-key.js';
import {
  zClaimsBody,
  zClaimsByConfiguration,
  zListQuery,
  zLogQuery,
  zNewSession,
  zRenewOffer,
  zStoreClaims,
} from './z-private-api.js';

export type PrivateDependencies = {
  readonly backOffice: BackOffice;
  readonly credentials: CredentialAdministration;
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

function createApiRouter({ backOffice, credentials, now }: PrivateDependencies): Router {
  const router = Router();
  addCredentialRoutes(router, credentials, parseBody);
  addAssuranceRoutes(router, backOffice, parseBody);
  router.post('/sessions', async (request, response) => {
    const offered = await backOffice.createSession(
      toNewSession(parseBody(request, zNewSession), request.get('Idempotency-Key')),
    );
    response.status(201).location(`/sessions/${offered.sessionId}`).json(buildOfferAnswer(offered));
  });
  router.get('/sessions', async (request, response) => {
    const { status, ...query } = parseQuery(request, zListQuery);
    const records = await backOffice.listSessions(defined({ ...query, status: status as SessionStatus | undefined }));
    const sessions = records.map((one) => buildSessionAnswer(one, one.view, stalledOf(one, now)));
    const last = records.at(-1);
    response.json({
      sessions,
      next_before: records.length === query.limit && last !== undefined ? last.view.createdAt : null,
    });
  });
  router.get('/sessions/:id', async (request, response) => {
    const record = await load(backOffice, request.params.id);
    const view = request.query.consistent === 'true' ? await backOffice.querySession(record.id) : record.view;
    response.json(buildSessionAnswer(record, view, stalledOf(record, now)));
  });
  router.get('/sessions/:id/events', async (request, response) => {
    const { view } = await load(backOffice, request.params.id);
    response.json({ events: view.events.map(buildEventAnswer) });
  });
  router.get('/sessions/:id/logs', async (request, response) => {
    const { id } = await load(backOffice, request.params.id);
    const query = parseQuery(request, zLogQuery);
    const logs = await backOffice.listLogs(defined({ sessionId: id, ...query }));
    response.json({
      logs: logs.map(buildLogAnswer),
      next_before: logs.length === query.limit ? (logs.at(-1)?.id ?? null) : null,
    });
  });
  router.put('/sessions/:id/claims', async (request, response) => {
    const outcomes: Record<string, string> = {};
    await load(backOffice, request.params.id);
    const datasets = Object.entries(parseBody(request, zClaimsByConfiguration));
    // All are judged before one is taken: a mistake in the last must not leave the others supplied.
    for (const [configurationId, claims] of datasets) {
      await backOffice.checkClaims(request.params.id, configurationId, claims);
    }
    for (const [configurationId, claims] of datasets) {
      outcomes[configurationId] = await backOffice.supplyClaims(request.params.id, configurationId, claims);
    }
    response.json({ outcomes });
  });
  router.put('/sessions/:id/claims/:configurationId', async (request, response) => {
    const { id, configurationId } = request.params;
    response.json({ outcome: await backOffice.supplyClaims(id, configurationId, parseBody(request, zClaimsBody)) });
  });
  router.post('/sessions/:id/claims/:configurationId/deny', async (request, response) => {
    await backOffice.denyClaims(request.params.id, request.params.configurationId);
    response.status(204).end();
  });
  router.post('/sessions/:id/deny', async (request, response) => {
    await backOffice.denyClaims(request.params.id);
    response.status(204).end();
  });
  router.post('/sessions/:id/cancel', async (request, response) => {
    await backOffice.cancel(request.params.id);
    response.status(204).end();
  });
  router.post('/sessions/:id/renew-offer', async (request, response) => {
    const body = request.body === undefined || request.body === '' ? {} : parseBody(request, zRenewOffer);
    response.json(buildOfferAnswer(await backOffice.renewOffer(request.params.id, body.offer_expires_in)));
  });
  router.post('/claims', async (request, response) => {
    const { session_id, credential_configuration_id, claims } = parseBody(request, zStoreClaims);
    response.status(201).json(await backOffice.storeClaims(session_id, credential_configuration_id, claims));
  });
  return router;
}

async function load(backOffice: BackOffice, id: string) {
  const record = await backOffice.loadSession(id);
  if (record === undefined) throw refuse('session_unknown');
  return record;
}

function stalledOf(
  record: NonNullable<Awaited<ReturnType<BackOffice['loadSession']>>>,
  now: () => Date,
): string | undefined {
  return deriveStalled(
    {
      view: record.view,
      offerFetches: record.offerFetches,
      walletSeenAt: record.walletSeenAt,
      problem: record.trouble,
    },
    now().getTime(),
  );
}

function toNewSession(body: z.infer<typeof zNewSession>, idempotencyKey: string | undefined) {
  const txCode = body.tx_code === true ? {} : body.tx_code;
  return {
    configurationIds: body.credential_configuration_ids,
    claims: body.claims ?? {},
    requireWalletAttestation: body.require_wallet_attestation,
    requireKeyAttestation: body.require_key_attestation,
    requireDpop: body.require_dpop,
    ...toGrants(body.grants),
    ...defined({
      issuer: body.issuer,
      assurance: body.assurance == null ? undefined : toAssurance(body.assurance),
      subjectId: body.subject_id ?? undefined,
      reference: body.reference ?? undefined,
      metadata: body.metadata ?? undefined,
      deferralLimit: body.deferral_limit,
      offerExpiresIn: body.offer_expires_in,
      idempotencyKey,
    }),
    ...(txCode == null
      ? {}
      : {
          txCode: defined({
            value: txCode.value,
            length: txCode.length,
            inputMode: txCode.input_mode,
            description: txCode.description,
          }),
        }),
  };
}

function toGrants(grants: z.infer<typeof zNewSession>['grants']): { grants?: GrantName[] } {
  const named: GrantName[] = [
    ...(grants?.pre_authorized_code === undefined ? [] : ['pre-authorized_code' as const]),
    ...(grants?.authorization_code === undefined ? [] : ['authorization_code' as const]),
  ];
  return named.length === 0 ? {} : { grants: named };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the members that are undefined. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}

function parseBody<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  const body = jsonBody(request, { contentType: 'body_invalid', malformed: 'body_invalid', duplicate: 'body_invalid' });
  return checked(schema, body);
}

function parseQuery<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  return checked(schema, request.query);
}

function checked<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message }));
  throw refuse('body_invalid', { reason: 'The request does not have the expected shape.', problems });
}
