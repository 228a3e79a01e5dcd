/** POST /nonce — a fresh c_nonce (OID4VCI section 7). */
import type { Request, Response } from 'express';
import { buildNonceResponse } from '../../protocol/nonce/build-nonce-response.js';
import { mintNonce } from '../handles/mint-nonce.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

export function postNonce(deps: WalletDependencies) {
  return async (request: Request, response: Response): Promise<void> => {
    await deps.limits.perAddress(request.ip ?? '');
    const nonce = mintNonce(deps.handles, contextOf(request));
    response.set('Cache-Control', 'no-store').json(buildNonceResponse(nonce));
  };
}
