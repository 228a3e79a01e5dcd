/** POST /challenge — for proofs of possession of wallet attestations (attestation-based client authentication, section 8). */
import type { Request, Response } from 'express';
import { mintAttestationChallenge } from '../http/fresh-nonces.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

export function postChallenge(deps: WalletDependencies) {
  return async (request: Request, response: Response): Promise<void> => {
    await deps.limits.perAddress(request.ip ?? '');
    const challenge = mintAttestationChallenge(deps, contextOf(request));
    response.set('Cache-Control', 'no-store').json({ attestation_challenge: challenge });
  };
}
