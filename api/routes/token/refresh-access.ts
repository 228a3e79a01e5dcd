/** The refresh grant (RFC 6749 section 6). Only tokens bound to no key are rotated: for them it is all the protection. */
import { refuse } from '../../../protocol/errors/protocol-error.js';
import type { RefreshTokenRequest } from '../../../protocol/token/z-token-request.js';
import { refreshTokenUpdate } from '../../../workflows/contract/messages.js';
import type { WalletContext } from '../../http/wallet-context.js';
import type { WalletDependencies } from '../../http/wallet-dependencies.js';
import type { CheckedTokenRequest, GrantedToken } from '../post-token.js';
import { mintAccess } from './mint-access.js';
import { mayChangeKey } from './presented-grant.js';

export async function refreshAccess(
  deps: WalletDependencies,
  context: WalletContext,
  request: RefreshTokenRequest,
  checked: CheckedTokenRequest,
  consumeProofs: () => Promise<void>,
): Promise<GrantedToken> {
  const { presented, jkt, client } = checked;
  const isFree = presented.jkt !== undefined && jkt !== undefined && mayChangeKey(presented, client);
  if (presented.jkt !== jkt && !isFree) throw refuse('refresh_token_key_mismatch');
  if (presented.clientId !== undefined && client.clientId !== undefined && presented.clientId !== client.clientId) {
    throw refuse('refresh_token_client_mismatch');
  }
  await consumeProofs();
  const configurations = checked.asked ?? presented.configurations ?? [];
  const access = mintAccess(deps, context, {
    presented,
    configurations,
    detailed: checked.asked ?? presented.detailed,
    jkt,
    clientId: client.clientId ?? presented.clientId,
    instance: presented.instance,
    walletStatus: client.walletStatus ?? presented.walletStatus,
    grant: presented.grant,
  });
  const isBound = jkt !== undefined || presented.instance !== undefined;
  const next = !isBound ? deps.handles.mint('refresh', presented) : undefined;
  await deps.gateway.update(
    presented.session,
    refreshTokenUpdate,
    [
      {
        ...access.grant,
        refreshDigest: deps.handles.digest(request.refreshToken),
        ...(isFree ? { mayChangeKey: true } : {}),
        ...(next === undefined ? {} : { nextRefreshDigest: deps.handles.digest(next) }),
      },
    ],
    { whenGone: 'grant_closed' },
  );
  const given = { accessToken: access.token, expiresIn: access.expiresIn, configurationIds: configurations };
  return next === undefined ? given : { ...given, refreshToken: next };
}
