/** The pre-authorized code grant (OID4VCI section 6.1). Everything is verified before the code is burnt (TK-05). */
import { refuse } from '../../../protocol/errors/protocol-error.js';
import { grantMark } from '../../../protocol/grant-mark.js';
import { checkIssuing } from '../../../protocol/issuing-switch.js';
import type { PreAuthorizedTokenRequest } from '../../../protocol/token/z-token-request.js';
import { exchangeTokenUpdate } from '../../../workflows/contract/messages.js';
import type { WalletContext } from '../../http/wallet-context.js';
import type { WalletDependencies } from '../../http/wallet-dependencies.js';
import type { CheckedTokenRequest, GrantedToken } from '../post-token.js';
import { mintAccess } from './mint-access.js';
import { refreshLifetime } from './refresh-lifetime.js';
import { takeBackInDoubt } from './take-back.js';

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
  // This code waits as long as its offer does; a token would run out meanwhile. A code of a minute's life is exchanged.
  checkIssuing(deps.switches.of(context.issuer.id), asked ?? presented.configurations ?? []);
  const txCodeDigest =
    request.txCode === undefined ? undefined : await digestTxCode(deps, presented.session, request.txCode);
  await consumeProofs();
  const configurations = asked ?? presented.configurations ?? [];
  const codeDigest = deps.handles.digest(request.preAuthorizedCode);
  const access = mintAccess(deps, context, {
    presented,
    configurations,
    detailed: asked,
    jkt,
    clientId: client.clientId,
    instance: client.instanceThumbprint,
    walletStatus: client.walletStatus,
    grant: grantMark('pre-authorized_code', codeDigest),
  });
  const lifetime = refreshLifetime(context, presented, configurations);
  const { handle: accessHandle } = access;
  const refreshToken = deps.handles.mint('refresh', { ...accessHandle, expiresAt: lifetime.refreshLatest });
  const { isRefreshable, hasAllClaims } = await deps.gateway
    .update(
      presented.session,
      exchangeTokenUpdate,
      [
        {
          codeDigest,
          ...access.grant,
          refreshDigest: deps.handles.digest(refreshToken),
          ...lifetime,
          ...(txCodeDigest === undefined ? {} : { txCodeDigest }),
          ...(asked === undefined ? {} : { configurationIds: asked }),
        },
      ],
      { whenGone: 'grant_closed' },
    )
    .catch(
      takeBackInDoubt(deps, {
        sessionId: presented.session,
        accessDigest: access.grant.accessDigest,
        requestId: context.requestId,
      }),
    );
  const given = {
    accessToken: access.token,
    expiresIn: access.expiresIn,
    configurationIds: configurations,
    claimsPresent: hasAllClaims,
  };
  return isRefreshable ? { ...given, refreshToken } : given;
}

/** Keyed with the session's own key, because a few digits can be guessed from a plain digest. */
async function digestTxCode(deps: WalletDependencies, sessionId: string, txCode: string): Promise<string> {
  const record = await deps.loadSession(sessionId);
  if (record === undefined) throw refuse('grant_closed');
  return deps.seals.digest(sessionId, record.digestKey, `tx_code ${txCode}`);
}
