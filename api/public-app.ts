/** The wallet's side: every endpoint on one screen, one line each. */
import { randomUUID } from 'node:crypto';
import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import express, { Router } from 'express';
import { refuse } from '../protocol/errors/protocol-error.js';
import { buildWellKnownPaths } from '../protocol/metadata/build-well-known-paths.js';
import { AUTHORIZATION_SERVER_WELL_KNOWN, CREDENTIAL_ISSUER_WELL_KNOWN } from '../protocol/spec-constants.js';
import { problemNotedSignal } from '../workflows/contract/messages.js';
import { addAuthorizationRoutes } from './authorization/routes.js';
import { allowBrowsers } from './http/allow-browsers.js';
import { answerErrors } from './http/answer-errors.js';
import { findInvitation, offerFreshNonces, servesChallenges } from './http/fresh-nonces.js';
import { readText } from './http/read-body.js';
import type { ServedIssuer } from './http/wallet-context.js';
import { contextOf, findContext, setContext, WalletContext } from './http/wallet-context.js';
import type { WalletDependencies } from './http/wallet-dependencies.js';
import { pinConfiguration, pinnedBy } from './issuers/pin-configuration.js';
import { getCredentialOffer } from './routes/get-credential-offer.js';
import { addJwtVcIssuer } from './routes/get-jwt-vc-issuer.js';
import { getLogo } from './routes/get-logo.js';
import { getAuthorizationServerMetadata, getIssuerMetadata, getJwks } from './routes/get-metadata.js';
import { negotiateMetadata } from './routes/get-signed-metadata.js';
import { getStatusList, getStatusLists } from './routes/get-status-list.js';
import { getTypeMetadata } from './routes/get-type-metadata.js';
import { postChallenge } from './routes/post-challenge.js';
import { postCredential } from './routes/post-credential.js';
import { postDeferredCredential } from './routes/post-deferred-credential.js';
import { postNonce } from './routes/post-nonce.js';
import { postNotification } from './routes/post-notification.js';
import { postToken } from './routes/post-token.js';
import { createInvitations } from './trace/invitations.js';
import { createProblemNotes } from './trace/problem-notes.js';

export function createPublicApp(deps: WalletDependencies): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.trustedProxies);
  app.set('query parser', 'simple');
  app.use(allowBrowsers);
  app.use(routeToIssuers(deps));
  const problems = createProblemNotes();
  const invitations = createInvitations();
  app.use(() => {
    throw refuse('route_unknown');
  });
  app.use(
    answerErrors(deps.report, (request, error) => {
      const context = findContext(request);
      if (context?.sessionId === undefined || error.refusal.status >= 429) return;
      const { sessionId, endpoint } = context;
      const now = context.now().getTime();
      const invitation = findInvitation(error, context);
      if (invitation && invitations.isExpected(sessionId, endpoint, invitation, now)) return;
      deps.trace.noteActivity(sessionId, { at: now, problem: { error, endpoint } });
      if (!problems.isFirst(sessionId, error.reason, endpoint)) return;
      deps.gateway
        .signal(sessionId, problemNotedSignal, [{ reason: error.reason, endpoint }])
        .catch((cause: unknown) => {
          deps.report(cause, { reason: 'problem_not_signalled', path: endpoint, requestId: context.requestId });
        });
    }),
  );
  return app;
}

/** Made anew when the issuers change; requests in the making keep the routes they came by. */
function routeToIssuers(deps: WalletDependencies): RequestHandler {
  let known: { readonly of: readonly ServedIssuer[]; readonly router: Router } | undefined;
  return (request, response, next) => {
    const served = deps.issuers.served();
    if (known?.of !== served) known = { of: served, router: createIssuersRouter(deps, served) };
    known.router(request, response, next);
  };
}

function createIssuersRouter(deps: WalletDependencies, issuers: readonly ServedIssuer[]): Router {
  const router = Router({ caseSensitive: true });
  for (const issuer of issuers) {
    const metadata = negotiateMetadata(issuer, deps.loadSignedMetadata, deps.now, getIssuerMetadata(issuer));
    router.get(buildWellKnownPaths(CREDENTIAL_ISSUER_WELL_KNOWN, issuer.configuration.path), metadata);
    const serverPaths = [AUTHORIZATION_SERVER_WELL_KNOWN, 'openid-configuration'].flatMap((name) =>
      buildWellKnownPaths(name, issuer.configuration.path),
    );
    router.get(serverPaths, getAuthorizationServerMetadata(issuer));
    addJwtVcIssuer(router, issuer, deps);
  }
  // Longer paths first, so that an issuer below another one's path is not taken for it.
  const byDepth = [...issuers].sort((a, b) => b.configuration.path.length - a.configuration.path.length);
  for (const issuer of byDepth) router.use(issuer.configuration.path || '/', createIssuerRouter(deps, issuer));
  return router;
}

function createIssuerRouter(deps: WalletDependencies, issuer: ServedIssuer): Router {
  const router = Router({ caseSensitive: true });
  const at = (endpoint: string): RequestHandler => traced(deps, issuer, endpoint);
  const pin = pinConfiguration(deps, pinnedBy.access);
  router.get('/credential_offers/:id', at('/credential_offers'), getCredentialOffer(deps));
  router.get('/vct/:name', getTypeMetadata(issuer, deps.loadTypeMetadata));
  router.get('/logos/:name', getLogo(issuer, deps.loadLogo));
  router.get('/jwks', getJwks(issuer, deps.loadPublishedKeys));
  router.get('/status_lists', at('/status_lists'), getStatusLists(deps));
  router.get('/status_lists/:id', at('/status_lists'), getStatusList(deps));
  router.post('/token', at('/token'), readText, pinConfiguration(deps, pinnedBy.token), postToken(deps));
  if (issuer.configuration.authorization_code.enabled) addAuthorizationRoutes(router, deps, at);
  router.post('/nonce', at('/nonce'), postNonce(deps));
  if (servesChallenges(issuer)) router.post('/challenge', at('/challenge'), postChallenge(deps));
  router.post('/credential', at('/credential'), readText, pin, postCredential(deps));
  router.post(
    '/deferred_credential',
    at('/deferred_credential'),
    readText,
    pin,
    servesDeferred,
    postDeferredCredential(deps),
  );
  router.post('/notification', at('/notification'), readText, pin, postNotification(deps));
  const posted = servesChallenges(issuer) ? ['/challenge'] : [];
  router.all(
    [...posted, '/token', '/nonce', '/credential', '/deferred_credential', '/notification'],
    (_request, response) => {
      response.set('Allow', 'POST');
      throw refuse('method_not_allowed');
    },
  );
  return router;
}

/** DE-17: a session that began while wallets might be told to wait is still collected from. */
function servesDeferred(request: Request, _response: Response, next: NextFunction): void {
  if (!contextOf(request).issuer.configuration.deferral) throw refuse('route_unknown');
  next();
}

/** A cache would hand the nonce of one answer to everybody, and after its time (RFC 9449 section 8.2). */
const CACHED: ReadonlySet<string> = new Set(['/status_lists']);

/** Gives the request its context and writes its trace when it has been answered. */
function traced(deps: WalletDependencies, issuer: ServedIssuer, endpoint: string): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const started = process.hrtime.bigint();
    const context = new WalletContext(issuer, endpoint, randomUUID(), deps.now);
    setContext(request, context);
    response.set('X-Request-Id', context.requestId);
    if (!CACHED.has(endpoint)) offerFreshNonces(deps, context, response);
    response.once('close', () => {
      deps.observe(endpoint, response.statusCode, Number(process.hrtime.bigint() - started) / 1e9);
      recordTrace(deps, context);
    });
    next();
  };
}

function recordTrace({ trace }: WalletDependencies, context: WalletContext): void {
  const { sessionId, requestId, issuer, endpoint } = context;
  const at = context.now().getTime();
  if (sessionId === undefined) {
    if (context.entries.length > 0) trace.record({ issuer: issuer.id, requestId }, context.entries);
    return;
  }
  const origin = { issuer: issuer.id, sessionId, requestId };
  trace.noteActivity(sessionId, { at, fetchedOffer: context.hasFetchedOffer });
  if (context.pendingPoll === undefined) trace.record(origin, context.entries);
  else trace.recordPoll(origin, { at, endpoint, ...context.pendingPoll });
}
