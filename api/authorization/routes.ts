/** The endpoints of the authorization code flow; an issuer that does not offer it has none of them. */
import type { RequestHandler, Router } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { readText } from '../http/read-body.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { pinConfiguration, pinnedBy } from '../issuers/pin-configuration.js';
import { getLoginCallback } from '../login/get-login-callback.js';
import { CALLBACK } from '../login/login-attempt.js';
import { getAuthorize } from './get-authorize.js';
import { createNoteRequest } from './note-request.js';
import { postAuthorize } from './post-authorize.js';
import { postPar } from './post-par.js';

export function addAuthorizationRoutes(
  router: Router,
  deps: WalletDependencies,
  at: (endpoint: string) => RequestHandler,
): void {
  const note = createNoteRequest(deps);
  router.post('/par', at('/par'), readText, pinConfiguration(deps, pinnedBy.par), postPar(deps, note));
  router.get('/authorize', at('/authorize'), pinConfiguration(deps, pinnedBy.authorize), getAuthorize(deps, note));
  router.post(
    '/authorize',
    at('/authorize'),
    readText,
    pinConfiguration(deps, pinnedBy.authorize),
    postAuthorize(deps),
  );
  router.get(CALLBACK, at(CALLBACK), pinConfiguration(deps, pinnedBy.login), getLoginCallback(deps));
  for (const [path, allowed] of [
    ['/par', 'POST'],
    ['/authorize', 'GET, POST'],
    [CALLBACK, 'GET'],
  ] as const) {
    router.all(path, (_request, response) => {
      response.set('Allow', allowed);
      throw refuse('method_not_allowed');
    });
  }
}
