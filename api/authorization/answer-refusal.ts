/** How the authorization endpoint refuses: a page until the redirect URI is known to be right, from then on a redirect. */
import type { Response } from 'express';
import { buildAuthorizationRedirect } from '../../protocol/authorization/build-authorization-redirect.js';
import type { ProtocolError } from '../../protocol/errors/protocol-error.js';
import { answerRefusalsWith } from '../http/answer-errors.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import { ProblemPage } from './problem-page.js';
import type { AcceptedAuthorization } from './pushed-request.js';
import { sendPage } from './send-page.js';

export function refuseOnPage(response: Response, issuer: ServedIssuer): void {
  answerRefusalsWith(response, (error: ProtocolError) => {
    const { status, code, sentence } = error.refusal;
    sendPage(response, ProblemPage({ issuer: issuer.configuration.display[0]?.name ?? issuer.id, code, sentence }), {
      status,
    });
  });
}

/** AZ-21, AZ-24: `state` and `iss` go with every error. */
export function refuseByRedirect(
  response: Response,
  issuer: ServedIssuer,
  to: Pick<AcceptedAuthorization, 'redirectUri' | 'state'>,
): void {
  answerRefusalsWith(response, (error) => answerByRedirect(response, issuer, to, error));
}

export function answerByRedirect(
  response: Response,
  issuer: ServedIssuer,
  to: Pick<AcceptedAuthorization, 'redirectUri' | 'state'>,
  error: ProtocolError,
): void {
  const { code, sentence } = error.refusal;
  redirect(response, to.redirectUri, {
    error: code,
    error_description: sentence,
    state: to.state,
    iss: issuer.identifier,
  });
}

/** 303: never again with the method and the body of the form (AZ-22). */
export function redirect(
  response: Response,
  redirectUri: string,
  answer: Parameters<typeof buildAuthorizationRedirect>[1],
): void {
  response
    .status(303)
    .set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    .setHeader('Location', buildAuthorizationRedirect(redirectUri, answer))
    .end();
}
