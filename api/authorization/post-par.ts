/** POST /par — pushed authorization requests (RFC 9126). */
import type { Request, Response } from 'express';
import {
  parseAuthorizationParameters,
  requireParameter,
} from '../../protocol/authorization/z-authorization-request.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { consumeProofs, dpopHeader, dpopUse, verifyDpop } from '../http/authenticate.js';
import { authenticateClient } from '../http/authenticate-client.js';
import { describeForm, describeHeaders } from '../http/describe-request.js';
import { checkDpopNonce } from '../http/fresh-nonces.js';
import { formPairs } from '../http/read-body.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { checkAuthorizationRequest } from './check-authorization-request.js';
import type { NoteRequest } from './note-request.js';
import { pushRequest } from './pushed-request.js';

export function postPar(deps: WalletDependencies, note: NoteRequest) {
  return async (request: Request, response: Response): Promise<void> => {
    const context = contextOf(request);
    await deps.limits.perAddress(request.ip ?? '');
    context.tellSession();
    const pairs = formPairs(request, 'authorization_content_type');
    context.log('debug', 'Pushed authorization request', {
      form_body: describeForm(pairs, deps.handles.fingerprint),
      headers: describeHeaders(request, deps.handles.fingerprint),
    });
    const parameters = parseAuthorizationParameters(pairs);
    if (parameters.request_uri !== undefined) throw refuse('request_uri_in_push');
    const client = await authenticateClient(deps, request, context, {
      clientId: parameters.client_id,
      clientAssertion: parameters.client_assertion,
      clientAssertionType: parameters.client_assertion_type,
    });
    const identified = client.clientId === undefined ? parameters : { ...parameters, client_id: client.clientId };
    requireParameter(identified, 'client_id');
    const proof = dpopHeader(request, 'token');
    const dpop = proof === undefined ? undefined : await verifyDpop(request, context, proof, 'token');
    if (dpop !== undefined) checkDpopNonce(deps, context, dpop, 'token');
    const accepted = checkAuthorizationRequest(deps, context, client, identified, dpop?.jkt);
    await consumeProofs(deps, [client.use, dpop === undefined ? undefined : dpopUse(deps, dpop)], client.usedUntil);
    const { requestUri, expiresIn } = await pushRequest(deps, context, accepted);
    note(context, accepted);
    response
      .status(201)
      .set('Cache-Control', 'no-cache, no-store')
      .json({ request_uri: requestUri, expires_in: expiresIn });
  };
}
