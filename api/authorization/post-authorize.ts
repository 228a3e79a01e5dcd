/** POST /authorize — what the person decided. */
import type { Request, Response } from 'express';
import { catalogue } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { formPairs } from '../http/read-body.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { redirect, refuseByRedirect, refuseOnPage } from './answer-refusal.js';
import { decide } from './decide.js';
import type { BehindRequest } from './describe-request.js';
import { loadBehindRequest } from './describe-request.js';
import { checkFormToken } from './form-token.js';
import { showAuthorization } from './get-authorize.js';
import { loadPushedRequest } from './pushed-request.js';

const LONGEST_NAME = 100;

export function postAuthorize(deps: WalletDependencies) {
  return async (request: Request, response: Response): Promise<void> => {
    const context = contextOf(request);
    const { issuer } = context;
    refuseOnPage(response, issuer);
    await deps.limits.perAddress(request.ip ?? '');
    const form = new Map(formPairs(request, 'authorization_content_type'));
    const field = (name: string): string => form.get(name) ?? '';
    const asked = { clientId: field('client_id'), requestUri: field('request_uri') };
    const pending = await loadPushedRequest(deps, context, asked);
    checkFormToken(deps, request, pending.id, field('form_token'));
    const decision = readDecision(field('decision'));
    refuseByRedirect(response, issuer, pending);
    const behind = await loadBehindRequest(deps, context, pending);
    const person = decision === 'allowed' && behind.asksName ? field('subject').trim() : undefined;
    if (person !== undefined && (person === '' || person.length > LONGEST_NAME)) {
      showAuthorization(deps, context, request, response, pending, behind, catalogue.login_name_invalid.sentence);
      return;
    }
    if (person !== undefined) checkPerson(deps, issuer.id, behind, person);
    const outcome = await decide(deps, context, { pending, behind, decision, person });
    if (outcome.code === undefined) throw refuse('authorization_denied_by_person');
    redirect(response, pending.redirectUri, { code: outcome.code, state: pending.state, iss: issuer.identifier });
  };
}

function readDecision(text: string): 'allowed' | 'denied' {
  if (text === 'allow') return 'allowed';
  if (text === 'deny') return 'denied';
  throw refuse('authorization_parameter_missing', { expected: 'decision' });
}

/** AZ-08: an offer made for one person is not given to another who came by its issuer_state. */
function checkPerson(deps: WalletDependencies, issuerId: string, { offer }: BehindRequest, person: string): void {
  const meant = offer?.record.subjectDigest;
  if (meant !== undefined && meant !== deps.handles.keyedDigest('subject', issuerId, person))
    throw refuse('login_other_person');
}
