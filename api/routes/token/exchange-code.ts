/** The pre-authorized code grant (OID4VCI section 6.1). Everything is verified before the code is burnt (TK-05). */
import { ProtocolError, refuse } from '../../../protocol/errors/protocol-error.js';
import type { PreAuthorizedTokenRequest } from '../../../protocol/token/z-token-request.js';
import { exchangeTokenUpdate, tokenUndeliveredSignal } from '../../../workflows/contract/messages.js';
import type { WalletContext } from '../../http/wallet-context.js';
import type { WalletDependencies } from '../../http/wallet-dependencies.js';
import type { CheckedTokenRequest, GrantedToken } from '../post-token.js';
import { mintAccess } from './mint-access.js';

const SECOND = 1000;

export async function exchangeCode(
  deps: WalletDependencies,
  context: WalletContext,
  request: PreAuthorizedTokenRequest,
  checked: CheckedTokenRequest,
  consumeProofs: () => Promise<void>,
): Promise<GrantedToken> {
  const { presented, jkt, asked, client } = checked;
  if (presented.requireDpop === true && jkt === undefined) throw refuse('dpop_required');
  if (presented.hasTxCode === true && request.txCode === undefined) throw refuse('tx_code_missing');
  if (presented.hasTxCode !== true && request.txCode !== undefined) throw refuse('tx_code_unexpected');
  const txCodeDigest =
    request.txCode === undefined ? undefined : await digestTxCode(deps, presented.session, request.txCode);
  await consumeProofs();
  const configurations = asked ?? presented.configurations ?? [];
  const access = mintAccess(deps, context, {
    presented,
    configurations,
    hasIdentifiers: asked !== undefined,
    jkt,
    clientId: client.clientId,
    instance: client.instanceThumbprint,
  });
  const refreshExpiresAt = context.now().getTime() + (presented.deferralLimit ?? 0) * SECOND;
  const { handle: accessHandle } = access;
  const refreshToken = deps.handles.mint('refresh', { ...accessHandle, expiresAt: refreshExpiresAt });
  const { isRefreshable } = await deps.gateway
    .update(
      presented.session,
      exchangeTokenUpdate,
      [
        {
          codeDigest: deps.handles.digest(request.preAuthorizedCode),
          ...access.grant,
          refreshDigest: deps.handles.digest(refreshToken),
          refreshExpiresAt,
          ...(txCodeDigest === undefined ? {} : { txCodeDigest }),
          ...(asked === undefined ? {} : { configurationIds: asked }),
        },
      ],
      { whenGone: 'grant_closed' },
    )
    .catch((error: unknown) => {
      // Temporal may carry the exchange out after we gave up waiting; the wallet will try again and needs its code.
      const isInDoubt = error instanceof ProtocolError && error.reason === 'temporarily_unavailable';
      if (isInDoubt) void takeBack(deps, presented.session, access.grant.accessDigest, context.requestId);
      throw error;
    });
  const given = {
    accessToken: access.token,
    expiresIn: access.expiresIn,
    configurationIds: configurations,
    claimsPresent: !isRefreshable,
  };
  return isRefreshable ? { ...given, refreshToken } : given;
}

const TAKE_BACK_TRIES = 10;
const TAKE_BACK_PAUSE = 2000;

/** Says that the token reached nobody, for as long as Temporal itself may be away. */
async function takeBack(
  deps: WalletDependencies,
  sessionId: string,
  accessDigest: string,
  requestId: string,
): Promise<void> {
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

/** Keyed with the session's own key, because a few digits can be guessed from a plain digest. */
async function digestTxCode(deps: WalletDependencies, sessionId: string, txCode: string): Promise<string> {
  const record = await deps.loadSession(sessionId);
  if (record === undefined) throw refuse('grant_closed');
  return deps.seals.digest(sessionId, record.digestKey, `tx_code ${txCode}`);
}
