/** GET /authorize — the page on which a person allows or denies (RFC 6749 section 3.1, RFC 9126 section 4). */
import type { Request, Response } from 'express';
import { buildFormTarget } from '../../protocol/authorization/build-authorization-redirect.js';
import type { AuthorizationParameters } from '../../protocol/authorization/z-authorization-request.js';
import {
  parseAuthorizationParameters,
  requireParameter,
} from '../../protocol/authorization/z-authorization-request.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { checkIssuing } from '../../protocol/issuing-switch.js';
import { isParRequired } from '../../protocol/metadata/profiles.js';
import { findClient } from '../http/authenticate-client.js';
import { describeForm } from '../http/describe-request.js';
import type { WalletContext } from '../http/wallet-context.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { loadLogin } from '../login/finished-login.js';
import { sendToLogin } from '../login/send-to-login.js';
import { refuseByRedirect, refuseOnPage } from './answer-refusal.js';
import { AuthorizationPage } from './authorization-page.js';
import { checkAuthorizationRequest, checkClientRedirect } from './check-authorization-request.js';
import type { BehindRequest } from './describe-request.js';
import { describeCredentials, loadBehindRequest } from './describe-request.js';
import { giveFormToken, readBrowser } from './form-token.js';
import type { NoteRequest } from './note-request.js';
import type { PendingAuthorization } from './pushed-request.js';
import { loadPushedRequest, pushRequest } from './pushed-request.js';
import { sendPage } from './send-page.js';

export function getAuthorize(deps: WalletDependencies, note: NoteRequest) {
  return async (request: Request, response: Response): Promise<void> => {
    const context = contextOf(request);
    refuseOnPage(response, context.issuer);
    await deps.limits.perAddress(request.ip ?? '');
    context.tellSession();
    // From the raw address, so that repeated parameters show.
    const pairs = [...new URL(request.originalUrl, 'http://localhost').searchParams];
    context.log('debug', 'Authorization page', { query: describeForm(pairs, deps.handles.fingerprint) });
    const parameters = parseAuthorizationParameters(pairs);
    const clientId = requireParameter(parameters, 'client_id');
    if (parameters.request_uri === undefined) {
      await acceptPlainRequest(deps, context, response, parameters, note);
      return;
    }
    const pending = await loadPushedRequest(deps, context, { clientId, requestUri: parameters.request_uri });
    refuseByRedirect(response, context.issuer, pending);
    checkIssuing(deps.switches.of(context.issuer.id), pending.configurationIds);
    const behind = await loadBehindRequest(deps, context, pending);
    const login = behind.asksLogin ? await loadLogin(deps, pending, readBrowser(context, request)) : undefined;
    if (behind.asksLogin && login === undefined) await sendToLogin(deps, context, request, response, pending);
    else showAuthorization(deps, context, request, response, pending, behind, { loggedInAs: login?.displayName });
  };
}

/** Pushed on the wallet's behalf, so that there is one page and one decision for both ways of asking. */
async function acceptPlainRequest(
  deps: WalletDependencies,
  context: WalletContext,
  response: Response,
  parameters: AuthorizationParameters,
  note: NoteRequest,
): Promise<void> {
  if (isParRequired(context.issuer.configuration)) throw refuse('pushed_request_required');
  const clientId = requireParameter(parameters, 'client_id');
  const registered = findClient(context, clientId);
  // Nobody can authenticate here; a client that has to does so when it redeems its code.
  const client = { clientId, isAuthenticated: false, ...(registered === undefined ? {} : { registered }) };
  const redirectUri = checkClientRedirect(context, client, requireParameter(parameters, 'redirect_uri'));
  refuseByRedirect(response, context.issuer, { redirectUri, ...(parameters.state && { state: parameters.state }) });
  const accepted = checkAuthorizationRequest(deps, context, client, parameters, undefined);
  const { requestUri } = await pushRequest(deps, context, accepted);
  note(context, accepted);
  const query = new URLSearchParams({ client_id: clientId, request_uri: requestUri });
  response
    .status(303)
    .set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    .setHeader('Location', `${context.url('/authorize')}?${query}`)
    .end();
}

export function showAuthorization(
  deps: WalletDependencies,
  context: WalletContext,
  request: Request,
  response: Response,
  pending: PendingAuthorization,
  behind: BehindRequest,
  { problem, loggedInAs }: { readonly problem?: string; readonly loggedInAs?: string | undefined },
): void {
  const page = AuthorizationPage({
    issuer: context.issuer.configuration.display[0]?.name ?? context.issuer.id,
    client: pending.clientName,
    clientId: pending.clientId,
    credentials: describeCredentials(context, pending.configurationIds),
    action: new URL(context.url('/authorize')).pathname,
    requestUri: pending.requestUri,
    formToken: giveFormToken(deps, context, request, response, pending.id),
    asksName: behind.asksName,
    loggedInAs,
    problem,
  });
  sendPage(response, page, {
    formTargets: [buildFormTarget(pending.redirectUri)],
    ...(problem === undefined ? {} : { status: 400 }),
  });
}
