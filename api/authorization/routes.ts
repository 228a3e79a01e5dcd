/** The endpoints of the authorization code flow; an issuer that does not offer it has none of them. */
import type { RequestHandler, Router } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { readText } from '../http/read-body.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { pinConfiguration } from '../issuers/pin-configuration.js';
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
  const pin = pinConfiguration(deps);
  router.post('/par', at('/par'), readText, pin, postPar(deps, note));
  router.get('/authorize', at('/authorize'), pin, getAuthorize(deps, note));
  router.post('/authorize', at('/authorize'), readText, pin, postAuthorize(deps));
  for (const [path, allowed] of [
    ['/par', 'POST'],
    ['/authorize', 'GET, POST'],
  ] as const) {
    router.all(path, (_request, response) => {
      response.set('Allow', allowed);
      throw refuse('method_not_allowed');
    });
  }
}
