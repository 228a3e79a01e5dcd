/** What a token request presents, by its grant, and who may present it. */
import { refuse } from '../../../protocol/errors/protocol-error.js';
import { PRE_AUTHORIZED_CODE_GRANT, REFRESH_TOKEN_GRANT } from '../../../protocol/spec-constants.js';
import type { TokenRequest } from '../../../protocol/token/z-token-request.js';
import type { Handle } from '../../handles/handle-codec.js';
import type { AuthenticatedClient } from '../../http/authenticate-client.js';
import { findClient } from '../../http/authenticate-client.js';
import type { WalletContext } from '../../http/wallet-context.js';

/** Before anything else about the request: what is missing from it does not matter where the grant is not served. */
export function checkGrantServed(context: WalletContext, pairs: readonly (readonly [string, string])[]): void {
  const grantType = pairs.find(([name]) => name === 'grant_type')?.[1];
  if (grantType !== 'authorization_code' || context.issuer.configuration.authorization_code.enabled) return;
  throw refuse('grant_type_unsupported', {
    expected: [PRE_AUTHORIZED_CODE_GRANT, REFRESH_TOKEN_GRANT],
    provided: grantType,
  });
}

/** TK-15: a client that had to authenticate for its token has to for the next one, named or not. */
export function checkRefreshingClient(context: WalletContext, presented: Handle, client: AuthenticatedClient): void {
  const owner = findClient(context, presented.clientId);
  if (owner?.token_endpoint_auth_method !== 'private_key_jwt' || client.isAuthenticated) return;
  throw refuse('client_authentication_missing', { expected: 'private_key_jwt' });
}

/**
 * Whether the refresh token is kept by more than the DPoP key: by the wallet instance, which `checkClientBinding` has
 * compared, or by a key the client is registered with. Such a client may go on with another DPoP key (RFC 9449 section 5).
 */
export function mayChangeKey(presented: Handle, client: AuthenticatedClient): boolean {
  if (presented.instance !== undefined) return true;
  const isByOwnKey = client.isAuthenticated && client.instanceThumbprint === undefined;
  return isByOwnKey && client.clientId === presented.clientId;
}

/** What each kind of handle is refused with. */
const faults = {
  'pre-authorized_code': { kind: 'code', forged: 'code_forged', expired: 'code_expired' },
  authorization_code: {
    kind: 'authorization_code',
    forged: 'authorization_code_forged',
    expired: 'authorization_code_expired',
  },
  refresh_token: { kind: 'refresh', forged: 'refresh_token_unknown', expired: 'refresh_token_expired' },
} as const;

export function readPresented(asked: TokenRequest) {
  return { ...faults[asked.grantType], text: presentedText(asked) };
}

function presentedText(asked: TokenRequest): string {
  if (asked.grantType === 'refresh_token') return asked.refreshToken;
  return asked.grantType === 'authorization_code' ? asked.code : asked.preAuthorizedCode;
}
