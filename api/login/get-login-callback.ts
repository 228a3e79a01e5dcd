/** GET /authorize/callback — a person comes back from the provider (OpenID Connect Core section 3.1.2.5). */
import type { Request, Response } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { refuseOnPage } from '../authorization/answer-refusal.js';
import { loadBehindRequest } from '../authorization/describe-request.js';
import { readBrowser } from '../authorization/form-token.js';
import type { PendingAuthorization } from '../authorization/pushed-request.js';
import { loadPendingRequest } from '../authorization/pushed-request.js';
import { describeForm } from '../http/describe-request.js';
import type { WalletContext } from '../http/wallet-context.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { acceptLogin } from './accept-login.js';
import { loadLogin, storeLogin } from './finished-login.js';
import { openAttempt } from './login-attempt.js';
import { authorizeUrl, goTo, providerOf, refusalOf, refuseWithWayBack } from './send-to-login.js';

export function getLoginCallback(deps: WalletDependencies) {
  return async (request: Request, response: Response): Promise<void> => {
    const context = contextOf(request);
    refuseOnPage(response, context.issuer);
    await deps.limits.perAddress(request.ip ?? '');
    context.tellSession();
    const query = new URL(request.originalUrl, 'http://localhost').searchParams;
    context.log('debug', 'Back from the login', { query: describeForm([...query], deps.handles.fingerprint) });
    if (query.getAll('state').length > 1) throw refuse('login_state_unknown', { reason: 'state is repeated.' });
    const opened = openAttempt(deps, context, query.get('state'), readBrowser(context, request));
    const pending = await loadPendingRequest(deps, context, opened.handle);
    refuseWithWayBack(response, context, pending);
    // The same answer again (a reload, or Back): who logged in first is logged in, and nothing is asked of the provider.
    if ((await loadLogin(deps, pending, opened.browser)) === undefined)
      await finishLogin(deps, context, pending, opened, query);
    goTo(response, authorizeUrl(context, pending));
  };
}

async function finishLogin(
  deps: WalletDependencies,
  context: WalletContext,
  pending: PendingAuthorization,
  { attempt, browser }: Pick<ReturnType<typeof openAttempt>, 'attempt' | 'browser'>,
  query: URLSearchParams,
): Promise<void> {
  const { login } = context.issuer.configuration;
  const behind = await loadBehindRequest(deps, context, pending);
  // The login may have been taken out of the configuration since the person left.
  if (login?.kind !== 'openid' || !behind.asksLogin) throw refuse('login_state_unknown');
  const finished = await providerOf(context).finish(attempt, query);
  if (finished.kind !== 'done') throw refusalOf(finished);
  const accepted = acceptLogin(deps, context, { login, pending, behind, claims: finished.value });
  await storeLogin(deps, pending, browser, accepted);
  context.log('info', 'The person has logged in', {
    subject: deps.handles.fingerprint(accepted.subject),
    claims_for: accepted.claims.map((one) => one.configurationId),
  });
}
