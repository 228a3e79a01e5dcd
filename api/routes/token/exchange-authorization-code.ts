/** The authorization code grant (RFC 6749 section 4.1.3). Everything is verified before the code is burnt (TK-05). */
import { verifyCodeVerifier } from '../../../protocol/authorization/verify-code-verifier.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';
import { grantMark } from '../../../protocol/grant-mark.js';
import { profileOf } from '../../../protocol/metadata/profiles.js';
import type { AuthorizationCodeTokenRequest } from '../../../protocol/token/z-token-request.js';
import { exchangeTokenUpdate } from '../../../workflows/contract/messages.js';
import type { Handle } from '../../handles/handle-codec.js';
import { findClient } from '../../http/authenticate-client.js';
import type { WalletContext } from '../../http/wallet-context.js';
import type { WalletDependencies } from '../../http/wallet-dependencies.js';
import type { CheckedTokenRequest, GrantedToken } from '../post-token.js';
import { mintAccess } from './mint-access.js';
import { refreshLifetime } from './refresh-lifetime.js';
import { takeBackInDoubt } from './take-back.js';

export async function exchangeAuthorizationCode(
  deps: WalletDependencies,
  context: WalletContext,
  request: AuthorizationCodeTokenRequest,
  checked: CheckedTokenRequest,
  consume: () => Promise<void>,
): Promise<GrantedToken> {
  const { presented, jkt, asked } = checked;
  checkBindings(deps, withClient(context, request, presented), presented, jkt);
  await consume();
  const configurations = asked ?? presented.configurations ?? [];
  const detailed = asked ?? presented.detailed ?? [];
  const codeDigest = deps.handles.digest(request.code);
  const access = mintAccess(deps, context, {
    presented,
    configurations,
    detailed,
    jkt,
    clientId: presented.clientId,
    instance: checked.client.instanceThumbprint,
    walletStatus: checked.client.walletStatus,
    grant: grantMark('authorization_code', codeDigest),
  });
  const lifetime = refreshLifetime(context, presented, configurations);
  const refreshToken = deps.handles.mint('refresh', { ...access.handle, expiresAt: lifetime.refreshLatest });
  const exchanged = deps.gateway.update(
    presented.session,
    exchangeTokenUpdate,
    [
      {
        grantType: 'authorization_code',
        codeDigest,
        ...access.grant,
        refreshDigest: deps.handles.digest(refreshToken),
        ...lifetime,
        ...(asked === undefined ? {} : { configurationIds: asked }),
      },
    ],
    { whenGone: 'grant_closed' },
  );
  const { isRefreshable } = await exchanged.catch(
    takeBackInDoubt(deps, {
      sessionId: presented.session,
      accessDigest: access.grant.accessDigest,
      requestId: context.requestId,
    }),
  );
  return {
    accessToken: access.token,
    expiresIn: access.expiresIn,
    configurationIds: configurations,
    ...scopeOf(context, configurations, detailed),
    ...(isRefreshable ? { refreshToken } : {}),
  };
}

/** RFC 6749 section 4.1.3 wants the name repeated; wallets of some profiles do not (AV-11), and the code tells whose it is. */
function withClient(
  context: WalletContext,
  request: AuthorizationCodeTokenRequest,
  presented: Handle,
): AuthorizationCodeTokenRequest {
  const { clientId } = presented;
  if (request.clientId !== undefined || clientId === undefined) return request;
  if (!profileOf(context.issuer.configuration).infersClient) return request;
  // A client that has to authenticate has to name itself: leaving the name out must not be the way around it.
  const isPublic = findClient(context, clientId)?.token_endpoint_auth_method !== 'private_key_jwt';
  return isPublic ? { ...request, clientId } : request;
}

/** Client, key, redirect URI and verifier, all of the authorization request. */
function checkBindings(
  deps: WalletDependencies,
  request: AuthorizationCodeTokenRequest,
  presented: Handle,
  jkt: string | undefined,
): void {
  if (request.clientId === undefined) throw refuse('client_id_missing');
  if (request.clientId !== presented.clientId) throw refuse('authorization_code_client_mismatch');
  if (presented.requireDpop === true && jkt === undefined) throw refuse('dpop_required');
  if (presented.jkt !== undefined && presented.jkt !== jkt) throw refuse('authorization_code_key_mismatch');
  if (deps.handles.digest(request.redirectUri) !== presented.redirectDigest) throw refuse('redirect_uri_mismatch');
  verifyCodeVerifier(request.codeVerifier, presented.codeChallenge);
}

/** RFC 6749 section 5.1: said, because values nobody knew were left out of what was granted. */
function scopeOf(
  context: WalletContext,
  configurations: readonly string[],
  detailed: readonly string[],
): { scope?: string } {
  const scopes = configurations
    .filter((id) => !detailed.includes(id))
    .flatMap((id) => context.configurationOf(id)?.scope ?? []);
  return scopes.length === 0 ? {} : { scope: [...new Set(scopes)].join(' ') };
}
