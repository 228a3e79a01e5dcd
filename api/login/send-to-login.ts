/** From the authorization endpoint to the provider, and what happens when there is no way there or back. */
import type { Request, Response } from 'express';
import type { LoginFault, LoginProvider } from '../../ports/login.js';
import { buildAuthorizationRedirect } from '../../protocol/authorization/build-authorization-redirect.js';
import type { ProtocolError } from '../../protocol/errors/protocol-error.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { answerByRedirect } from '../authorization/answer-refusal.js';
import { giveBrowser } from '../authorization/form-token.js';
import type { PendingAuthorization } from '../authorization/pushed-request.js';
import { sendPage } from '../authorization/send-page.js';
import { answerRefusalsWith } from '../http/answer-errors.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { mintAttempt } from './login-attempt.js';
import { TroublePage } from './trouble-page.js';

export async function sendToLogin(
  deps: WalletDependencies,
  context: WalletContext,
  request: Request,
  response: Response,
  pending: PendingAuthorization,
): Promise<void> {
  refuseWithWayBack(response, context, pending);
  const attempt = mintAttempt(deps, context, pending, giveBrowser(context, request, response));
  const begun = await providerOf(context).begin(attempt);
  if (begun.kind !== 'done') throw refusalOf(begun);
  context.log('info', 'Sent to the login', { state: deps.handles.fingerprint(attempt.state) });
  goTo(response, begun.value);
}

export function providerOf({ issuer }: WalletContext): LoginProvider {
  // The composition root makes one for every issuer with such a login.
  if (issuer.loginProvider === undefined) throw new Error(`Issuer ${issuer.id} has no login provider`);
  return issuer.loginProvider;
}

export function refusalOf(fault: LoginFault): ProtocolError {
  switch (fault.kind) {
    case 'denied':
      return refuse('login_denied');
    case 'refused':
      return refuse('login_refused', { provider_error: fault.error });
    case 'unavailable':
      return refuse('login_unavailable', { provided: fault.why });
    case 'invalid':
      return refuse('login_answer_invalid', { reason: `The login service's answer is refused: ${fault.why}.` });
  }
}

/** Where this request continues, as the wallet itself opened it. */
export function authorizeUrl(context: WalletContext, { clientId, requestUri }: PendingAuthorization): string {
  return `${context.url('/authorize')}?${new URLSearchParams({ client_id: clientId, request_uri: requestUri })}`;
}

export function goTo(response: Response, url: string): void {
  response.status(303).set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
  response.setHeader('Location', url);
  response.end();
}

/**
 * What the person decided goes to the wallet at once; what went wrong is first shown to the person, with both ways on:
 * again, or back to the wallet with the error (RFC 6749 section 4.1.2.1).
 */
export function refuseWithWayBack(response: Response, context: WalletContext, pending: PendingAuthorization): void {
  answerRefusalsWith(response, (error) => {
    const { code, sentence, status } = error.refusal;
    if (status < 500) {
      answerByRedirect(response, context.issuer, pending, error);
      return;
    }
    const back = buildAuthorizationRedirect(pending.redirectUri, {
      error: code,
      error_description: sentence,
      state: pending.state,
      iss: context.issuer.identifier,
    });
    const issuer = context.issuer.configuration.display[0]?.name ?? context.issuer.id;
    sendPage(response, TroublePage({ issuer, code, sentence, retry: authorizeUrl(context, pending), back }), {
      status,
    });
  });
}
