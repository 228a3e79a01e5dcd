/** For an exchange whose answer did not come in time: the token reached nobody, and the wallet will try its code again. */
import { ProtocolError } from '../../../protocol/errors/protocol-error.js';
import { tokenUndeliveredSignal } from '../../../workflows/contract/messages.js';
import type { WalletDependencies } from '../../http/wallet-dependencies.js';

const TAKE_BACK_TRIES = 10;
const TAKE_BACK_PAUSE = 2000;

type Undelivered = { readonly sessionId: string; readonly accessDigest: string; readonly requestId: string };

/** Temporal may carry the exchange out after we gave up waiting; the session is told, and the error goes on its way. */
export function takeBackInDoubt(deps: WalletDependencies, undelivered: Undelivered): (error: unknown) => never {
  return (error) => {
    const isInDoubt = error instanceof ProtocolError && error.reason === 'temporarily_unavailable';
    if (isInDoubt) void takeBack(deps, undelivered);
    throw error;
  };
}

/** Says that the token reached nobody, for as long as Temporal itself may be away. */
async function takeBack(deps: WalletDependencies, { sessionId, accessDigest, requestId }: Undelivered): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await deps.gateway.signal(sessionId, tokenUndeliveredSignal, [{ accessDigest }]);
      return;
    } catch (error) {
      if (tries === TAKE_BACK_TRIES) {
        deps.report(error, { reason: 'token_not_taken_back', path: '/token', requestId });
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, TAKE_BACK_PAUSE).unref());
    }
  }
}
