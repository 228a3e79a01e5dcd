/** POST /token — a code or a refresh token for an access token (OID4VCI section 6, RFC 6749 section 6). */
import type { Request, Response } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { buildTokenResponse } from '../../protocol/token/build-token-response.js';
import { checkAuthorizationDetails } from '../../protocol/token/check-authorization-details.js';
import { checkResource, checkScope } from '../../protocol/token/check-token-target.js';
import type { TokenRequest } from '../../protocol/token/z-token-request.js';
import { parseTokenRequest } from '../../protocol/token/z-token-request.js';
import { nonceForToken } from '../draft13/speak-draft13.js';
import type { Handle } from '../handles/handle-codec.js';
import { consumeProofs, dpopHeader, dpopUse, verifyDpop } from '../http/authenticate.js';
import type { AuthenticatedClient } from '../http/authenticate-client.js';
import { authenticateClient } from '../http/authenticate-client.js';
import { checkClientBinding } from '../http/authenticate-wallet.js';
import { describeForm, describeHeaders } from '../http/describe-request.js';
import { checkDpopNonce } from '../http/fresh-nonces.js';
import { formPairs } from '../http/read-body.js';
import type { WalletContext } from '../http/wallet-context.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { exchangeAuthorizationCode } from './token/exchange-authorization-code.js';
import { exchangeCode } from './token/exchange-code.js';
import { checkGrantServed, checkRefreshingClient, readPresented } from './token/presented-grant.js';
import { refreshAccess } from './token/refresh-access.js';

/** What the token request came to before any message was sent: everything verified, nothing used up. */
export type CheckedTokenRequest = {
  readonly presented: Handle;
  readonly client: AuthenticatedClient;
  readonly jkt?: string;
  /** Configurations asked for by `authorization_details`, in its order; absent when it was not sent. */
  readonly asked?: readonly string[];
};
export type GrantedToken = {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresIn: number;
  readonly configurationIds: readonly string[];
  /** Whether the claims of all of them are there; a refresh does not look. */
  readonly claimsPresent?: boolean;
  readonly scope?: string;
};

export function postToken(deps: WalletDependencies) {
  return async (request: Request, response: Response): Promise<void> => {
    const context = contextOf(request);
    await deps.limits.perAddress(request.ip ?? '');
    context.tellSession();
    const pairs = formPairs(request);
    const described = {
      form_body: describeForm(pairs, deps.handles.fingerprint),
      headers: describeHeaders(request, deps.handles.fingerprint),
    };
    context.log('debug', 'Token request', described);
    checkGrantServed(context, pairs);
    const parsed = parseTokenRequest(pairs);
    const presented = open(deps, context, parsed);
    const client = await authenticateClient(deps, request, context, parsed);
    const asked = client.clientId === undefined ? parsed : { ...parsed, clientId: client.clientId };
    const proof = dpopHeader(request, 'token');
    logRequest(context, asked, {
      dpop_present: proof !== undefined,
      wallet_attestation_present: request.headers['oauth-client-attestation'] !== undefined,
    });
    checkClientBinding(asked.grantType, presented, client);
    if (asked.grantType === 'refresh_token') checkRefreshingClient(context, presented, client);
    const dpop = proof === undefined ? undefined : await verifyDpop(request, context, proof, 'token');
    if (dpop !== undefined) checkDpopNonce(deps, context, dpop, 'token');
    const checked = {
      presented,
      client,
      ...checkAsked(context, presented, client.clientId, asked),
      ...(dpop === undefined ? {} : { jkt: dpop.jkt }),
    };
    const consume = (): Promise<void> =>
      consumeProofs(deps, [client.use, dpop === undefined ? undefined : dpopUse(deps, dpop)], client.usedUntil);
    const granted = await grant(deps, context, asked, checked, consume);
    answer(deps, context, response, checked, granted);
  };
}

function grant(
  deps: WalletDependencies,
  context: WalletContext,
  asked: TokenRequest,
  checked: CheckedTokenRequest,
  consume: () => Promise<void>,
): Promise<GrantedToken> {
  switch (asked.grantType) {
    case 'refresh_token':
      return refreshAccess(deps, context, asked, checked, consume);
    case 'authorization_code':
      return exchangeAuthorizationCode(deps, context, asked, checked, consume);
    case 'pre-authorized_code':
      return exchangeCode(deps, context, asked, checked, consume);
  }
}

/** The handle the request presents, or why it is none of ours. */
function open(deps: WalletDependencies, context: WalletContext, asked: TokenRequest): Handle {
  const { kind, text, forged, expired } = readPresented(asked);
  const handle = deps.handles.open(kind, text);
  if (handle === undefined || handle.issuer !== context.issuer.id) throw refuse(forged);
  if (handle.expiresAt !== undefined && context.now().getTime() >= handle.expiresAt) throw refuse(expired);
  return handle;
}

function checkAsked(
  context: WalletContext,
  presented: Handle,
  clientId: string | undefined,
  asked: TokenRequest,
): { asked?: readonly string[] } {
  const { configuration, identifier } = context.issuer;
  if (clientId === undefined && !configuration.allow_anonymous_clients) throw refuse('client_id_missing');
  checkResource(asked.resource, identifier);
  const granted = presented.configurations ?? [];
  const scopesOf = (ids: readonly string[]): string[] =>
    ids.flatMap((id) => configuration.credential_configurations[id]?.scope ?? []);
  const known = Object.keys(configuration.credential_configurations);
  checkScope({ scope: asked.scope, supported: scopesOf(known), granted: scopesOf(granted) });
  if (asked.authorizationDetails === undefined) return {};
  return {
    asked: checkAuthorizationDetails({ details: asked.authorizationDetails, issuer: identifier, known, granted }),
  };
}

function logRequest(context: WalletContext, asked: TokenRequest, headers: Record<string, boolean>): void {
  context.log('info', `Token requested (${asked.grantType})`, {
    grant_type: asked.grantType,
    client_id: asked.clientId ?? null,
    authorization_details_present: asked.authorizationDetails !== undefined,
    ...headers,
    tx_code_present: asked.grantType === 'pre-authorized_code' && asked.txCode !== undefined,
  });
}

function answer(
  deps: WalletDependencies,
  context: WalletContext,
  response: Response,
  checked: CheckedTokenRequest,
  granted: GrantedToken,
): void {
  const { presented, jkt } = checked;
  const asked = checked.asked ?? presented.detailed;
  // RFC 9396 section 7: whoever asked by authorization_details is told what each of them came to.
  const details = asked?.map((configurationId) => ({
    configurationId,
    identifiers: [
      deps.handles.mintAlike('identifier', {
        issuer: presented.issuer,
        session: presented.session,
        configurations: [configurationId],
      }),
    ],
  }));
  const tokenType = jkt === undefined ? 'Bearer' : 'DPoP';
  context.log('debug', 'Authorization details resolved', {
    authorization_details:
      details?.map((one) => ({
        credential_configuration_id: one.configurationId,
        credential_identifiers: one.identifiers.map(deps.handles.fingerprint),
      })) ?? null,
    credential_configuration_ids: granted.configurationIds,
    ...(granted.claimsPresent === undefined ? {} : { claims_present: granted.claimsPresent }),
  });
  context.log('info', 'Access token issued', {
    token_type: tokenType,
    dpop_bound: jkt !== undefined,
    expires_in: granted.expiresIn,
    refresh_token_given: granted.refreshToken !== undefined,
    credential_configuration_ids: granted.configurationIds,
  });
  response.set('Cache-Control', 'no-store').json({
    ...buildTokenResponse({
      accessToken: granted.accessToken,
      tokenType,
      expiresIn: granted.expiresIn,
      ...(granted.refreshToken === undefined ? {} : { refreshToken: granted.refreshToken }),
      ...(details === undefined ? {} : { authorizationDetails: details }),
      ...(granted.scope === undefined ? {} : { scope: granted.scope }),
    }),
    ...nonceForToken(deps, context),
  });
}
