/** Everything about an authorization request that can be judged before a person sees it. Uses nothing up. */
import { checkMandatoryClaims } from '../../protocol/authorization/check-mandatory-claims.js';
import { checkRedirectUri } from '../../protocol/authorization/check-redirect-uri.js';
import { checkRequestedCredentials } from '../../protocol/authorization/check-requested-credentials.js';
import type { AuthorizationParameters } from '../../protocol/authorization/z-authorization-request.js';
import { parseAuthorizationRequest } from '../../protocol/authorization/z-authorization-request.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { checkIssuing } from '../../protocol/issuing-switch.js';
import { checkResource } from '../../protocol/token/check-token-target.js';
import type { Handle } from '../handles/handle-codec.js';
import type { AuthenticatedClient } from '../http/authenticate-client.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import type { AcceptedAuthorization } from './pushed-request.js';

/** Registered exactly, or for a client that is not, one of the issuer's patterns (AZ-18). */
export function checkClientRedirect(context: WalletContext, client: AuthenticatedClient, redirectUri: string): string {
  const { allow_unregistered_clients, redirect_uri_patterns } = context.issuer.configuration.authorization_code;
  if (client.registered !== undefined)
    return checkRedirectUri(redirectUri, { exact: client.registered.redirect_uris, patterns: [] });
  if (!allow_unregistered_clients && !client.isAuthenticated)
    throw refuse('client_unregistered', { provided: client.clientId ?? null });
  return checkRedirectUri(redirectUri, { exact: [], patterns: redirect_uri_patterns });
}

export function checkAuthorizationRequest(
  deps: WalletDependencies,
  context: WalletContext,
  client: AuthenticatedClient,
  parameters: AuthorizationParameters,
  dpopKey: string | undefined,
): AcceptedAuthorization {
  const asked = parseAuthorizationRequest(parameters);
  checkClientRedirect(context, client, asked.redirectUri);
  if (dpopKey !== undefined && asked.dpopJkt !== undefined && dpopKey !== asked.dpopJkt)
    throw refuse('authorization_key_mismatch', { expected: dpopKey, provided: asked.dpopJkt });
  const { identifier, configuration } = context.issuer;
  checkResource(asked.resource, identifier);
  const offer = asked.issuerState === undefined ? undefined : openIssuerState(deps, context, asked.issuerState);
  if (offer === undefined && configuration.login === undefined) throw refuse('authorization_without_offer');
  const credentials = checkRequestedCredentials(asked, {
    identifier,
    configurations: configuration.credential_configurations,
    offered: offer?.configurations,
  });
  checkIssuing(deps.switches.of(context.issuer.id), credentials.configurationIds);
  checkMandatoryClaims(asked.authorizationDetails ?? [], configuration.credential_configurations);
  const jkt = dpopKey ?? asked.dpopJkt;
  return {
    clientId: asked.clientId,
    // What an attestation of a trusted provider calls the wallet, before the name it gives itself (AZ-25).
    clientName: client.registered?.client_name ?? client.wallet?.name ?? asked.clientId,
    redirectUri: asked.redirectUri,
    codeChallenge: asked.codeChallenge,
    ...(asked.state === undefined ? {} : { state: asked.state }),
    ...(jkt === undefined ? {} : { jkt }),
    ...(client.instanceThumbprint === undefined ? {} : { instance: client.instanceThumbprint }),
    ...credentials,
    ...(asked.issuerState === undefined ? {} : { issuerState: asked.issuerState }),
  };
}

/** OID4VCI section 5.1.3: the value may have been planted; all it says is which offer is meant. */
export function openIssuerState(deps: WalletDependencies, context: WalletContext, issuerState: string): Handle {
  const handle = deps.handles.open('issuer_state', issuerState);
  if (handle === undefined || handle.issuer !== context.issuer.id) throw refuse('issuer_state_unknown');
  if (context.now().getTime() >= (handle.expiresAt ?? 0)) throw refuse('issuer_state_expired');
  return handle;
}
