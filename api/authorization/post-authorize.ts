/** POST /authorize — what the person decided. */
import type { Request, Response } from 'express';
import { catalogue } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { checkIssuing } from '../../protocol/issuing-switch.js';
import { formPairs } from '../http/read-body.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { checkPerson } from '../login/accept-login.js';
import { loadLogin, removeLogin } from '../login/finished-login.js';
import { redirect, refuseByRedirect, refuseOnPage } from './answer-refusal.js';
import { decide } from './decide.js';
import { loadBehindRequest } from './describe-request.js';
import { checkFormToken, readBrowser } from './form-token.js';
import { showAuthorization } from './get-authorize.js';
import { loadPushedRequest } from './pushed-request.js';

const LONGEST_NAME = 100;

export function postAuthorize(deps: WalletDependencies) {
  return async (request: Request, response: Response): Promise<void> => {
    const context = contextOf(request);
    const { issuer } = context;
    refuseOnPage(response, issuer);
    await deps.limits.perAddress(request.ip ?? '');
    context.tellSession();
    const form = new Map(formPairs(request, 'authorization_content_type'));
    const field = (name: string): string => form.get(name) ?? '';
    const asked = { clientId: field('client_id'), requestUri: field('request_uri') };
    const pending = await loadPushedRequest(deps, context, asked);
    checkFormToken(deps, context, request, pending.id, field('form_token'));
    const decision = readDecision(field('decision'));
    refuseByRedirect(response, issuer, pending);
    // A denial needs nothing to be issued.
    if (decision === 'allowed') checkIssuing(deps.switches.of(issuer.id), pending.configurationIds);
    const behind = await loadBehindRequest(deps, context, pending);
    const browser = readBrowser(context, request);
    const login = behind.asksLogin ? await loadLogin(deps, pending, browser) : undefined;
    if (behind.asksLogin && login === undefined) throw refuse('login_missing');
    const named = decision === 'allowed' && behind.asksName ? field('subject').trim() : undefined;
    if (named !== undefined && (named === '' || named.length > LONGEST_NAME)) {
      const problem = catalogue().login_name_invalid.sentence;
      showAuthorization(deps, context, request, response, pending, behind, { problem });
      return;
    }
    const person = login?.subject ?? named;
    if (person !== undefined) checkPerson(deps, issuer.id, behind, person);
    const outcome = await decide(deps, context, { pending, behind, decision, person, login });
    if (login !== undefined) await removeLogin(deps, pending, browser);
    if (outcome.code === undefined) throw refuse('authorization_denied_by_person');
    redirect(response, pending.redirectUri, { code: outcome.code, state: pending.state, iss: issuer.identifier });
  };
}

function readDecision(text: string): 'allowed' | 'denied' {
  if (text === 'allow') return 'allowed';
  if (text === 'deny') return 'denied';
  throw refuse('authorization_parameter_missing', { expected: 'decision' });
}
