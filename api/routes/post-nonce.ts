/** POST /nonce — a fresh c_nonce (OID4VCI section 7): sealed time and randomness, so that nothing is stored until it is used. */
import type { Request, Response } from 'express';
import { buildNonceResponse } from '../../protocol/nonce/build-nonce-response.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

export function postNonce(deps: WalletDependencies) {
  return async (request: Request, response: Response): Promise<void> => {
    const { issuer, now } = contextOf(request);
    await deps.limits.perAddress(request.ip ?? '');
    const expiresAt = now().getTime() + issuer.configuration.lifetimes.c_nonce * 1000;
    const nonce = deps.handles.mint('nonce', { issuer: issuer.id, session: '', expiresAt });
    response.set('Cache-Control', 'no-store').json(buildNonceResponse(nonce));
  };
}
