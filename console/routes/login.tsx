/** In with a key of the private API, out with a button. */
import { randomBytes } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import type { Caller } from '../../ports/caller.js';
import { addresses, safeReturnAddress } from '../addresses.js';
import type { ConsoleDependencies } from '../dependencies.js';
import { holdsScope } from '../http/check-operator-scope.js';
import { OPERATOR_SESSION_SECONDS } from '../http/operator-sessions.js';
import { readForm, takeSmallForm, textOf } from '../http/read-form.js';
import { checkSameOrigin, findOperator, operatorOf, readOperatorForm } from '../http/require-operator.js';
import { sendPage } from '../http/send-page.js';
import { LoginPage } from '../pages/login-page.js';
import type { OuterContext } from './page-context.js';

const LOGIN_FORM_SECONDS = 3600;
const NO_KEY = 'This key is not valid.';
const OUTDATED = 'The form was open for too long, or cookies are turned off. Try again.';

export function createLoginRouter(context: OuterContext): Router {
  const { deps, cookies, sessions, assets } = context;

  function showLogin(request: Request, response: Response, next: string, problem?: Problem) {
    const known = cookies.read(request, 'vouchsafe_login') ?? '';
    const ticket = /^[\w-]{22}$/.test(known) ? known : randomBytes(16).toString('base64url');
    cookies.set(response, 'vouchsafe_login', ticket, LOGIN_FORM_SECONDS);
    if (problem?.retryAfter !== undefined) response.set('Retry-After', String(problem.retryAfter));
    const props = { frame: { assets }, formToken: sessions.formToken(ticket), next };
    sendPage(
      response,
      <LoginPage {...props} {...(problem === undefined ? {} : { problem: problem.text })} />,
      problem?.status,
    );
  }

  const router = Router();
  router.get('/login', async (request, response) => {
    const next = safeReturnAddress(request.query['next']);
    // Asked as every page asks it: who is let through here and not there would be sent to and fro.
    const operator = await findOperator(deps.login, sessions, cookies.read(request, 'vouchsafe_console'));
    if (operator === undefined) showLogin(request, response, next);
    else response.redirect(303, next);
  });
  router.post('/login', takeSmallForm, async (request, response) => {
    checkSameOrigin(request);
    const form = await readForm(request);
    const next = safeReturnAddress(form.get('next'));
    if (!sessions.isFormToken(cookies.read(request, 'vouchsafe_login') ?? '', form.get('form_token'))) {
      showLogin(request, response, next, { status: 403, text: OUTDATED });
      return;
    }
    const found = await logIn(deps, textOf(form, 'key') ?? '', request.ip ?? '');
    if ('problem' in found) {
      showLogin(request, response, next, found.problem);
      return;
    }
    // Only now is it known whose act it is.
    response.locals['caller'] = found.caller;
    deps.auditActs(request, response, () => undefined);
    cookies.clear(response, 'vouchsafe_login');
    cookies.set(response, 'vouchsafe_console', sessions.begin(found.login), OPERATOR_SESSION_SECONDS);
    response.redirect(303, next);
  });
  return router;
}

type Problem = { readonly status: number; readonly text: string; readonly retryAfter?: number };
type Found = { readonly caller: Caller; readonly login: string } | { readonly problem: Problem };

/** Only keys log in: what may be asked for again at every request has to be kept by us. */
async function logIn({ login, asRefusal }: ConsoleDependencies, key: string, address: string): Promise<Found> {
  try {
    const { caller, name } = await login.logIn(key, address);
    if (name === undefined) return { problem: { status: 401, text: NO_KEY } };
    if (holdsScope(caller, 'sessions:read')) return { caller, login: name };
    return { problem: { status: 403, text: 'This key does not allow to see sessions (sessions:read).' } };
  } catch (error) {
    const { refusal, evidence } = asRefusal(error);
    if (refusal.status >= 500) throw error;
    const { status } = refusal;
    if (status !== 429) return { problem: { status, text: status === 401 ? NO_KEY : refusal.sentence } };
    const retryAfter = Number(evidence['retry_after'] ?? 1);
    const text = `Too many wrong keys from this address. Wait ${retryAfter} seconds, or log in with an API key.`;
    return { problem: { status, text, retryAfter } };
  }
}

/** Mounted behind the check for an operator: there is nobody else to log out. */
export function createLogoutRouter({ sessions, cookies }: OuterContext): Router {
  const router = Router();
  router.post('/logout', takeSmallForm, async (request, response) => {
    await readOperatorForm(sessions, request, response);
    sessions.end(operatorOf(response));
    cookies.clear(response, 'vouchsafe_console');
    response.redirect(303, addresses.login);
  });
  return router;
}
