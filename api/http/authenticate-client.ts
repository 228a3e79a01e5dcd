/** Who the client is, at the pushed authorization request endpoint and at the token endpoint alike (AZ-11). */
import type { Request } from 'express';
import type { WalletSummary } from '../../protocol/attestation/verify-wallet-attestation.js';
import type { ClientAssertionRules } from '../../protocol/client/verify-client-assertion.js';
import { readAssertedClient, verifyClientAssertion } from '../../protocol/client/verify-client-assertion.js';
import { shownName } from '../../protocol/errors/describe-shape.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { profileOf } from '../../protocol/metadata/profiles.js';
import type { RegisteredClient } from '../../protocol/metadata/z-authorization-configuration.js';
import { CLIENT_ASSERTION_TYPE } from '../../protocol/spec-constants.js';
import type { NamedStatus } from '../../protocol/status/parse-named-status.js';
import { authenticateWallet } from './authenticate-wallet.js';
import type { WalletContext } from './wallet-context.js';
import type { WalletDependencies } from './wallet-dependencies.js';

export type PresentedClient = {
  readonly clientId?: string | undefined;
  readonly clientAssertion?: string | undefined;
  readonly clientAssertionType?: string | undefined;
};

export type AuthenticatedClient = {
  /** Absent for an anonymous client. Proved only where `isAuthenticated` says so. */
  readonly clientId?: string;
  readonly registered?: RegisteredClient;
  readonly isAuthenticated: boolean;
  /** Thumbprint of the wallet instance's attested key, where it authenticated by attestation. */
  readonly instanceThumbprint?: string;
  readonly wallet?: WalletSummary;
  /** What its wallet attestation names, where credentials have to follow it. */
  readonly walletStatus?: NamedStatus;
  /** Name of the evidence, to be used up with the request (`consumeProofs`), and how long it lives (ms since 1970). */
  readonly use?: string;
  readonly usedUntil?: number;
};

/** Guarantees that whoever has to prove who they are has done so. Uses nothing up. */
export async function authenticateClient(
  deps: WalletDependencies,
  request: Request,
  context: WalletContext,
  presented: PresentedClient,
): Promise<AuthenticatedClient> {
  if (presented.clientAssertion !== undefined) {
    return verifyAssertion(deps, context, { ...presented, clientAssertion: presented.clientAssertion });
  }
  const { popUse, ...wallet } = await authenticateWallet(deps, request, context, presented.clientId);
  const registered = findClient(context, wallet.clientId);
  const isAuthenticated = wallet.instanceThumbprint !== undefined;
  if (!isAuthenticated && registered?.token_endpoint_auth_method === 'private_key_jwt')
    throw refuse('client_authentication_missing', { expected: 'private_key_jwt' });
  // Attestation, where it is the way, has been demanded by now.
  const methods = context.issuer.configuration.client_authentication;
  if (!isAuthenticated && !methods.includes('none'))
    throw refuse('client_authentication_missing', { expected: methods });
  return {
    ...wallet,
    ...(registered === undefined ? {} : { registered }),
    isAuthenticated,
    ...(popUse === undefined ? {} : { use: popUse }),
  };
}

export function findClient(context: WalletContext, clientId: string | undefined): RegisteredClient | undefined {
  return context.issuer.configuration.clients.find((one) => one.client_id === clientId);
}

/** Older clients name the endpoint, which lets another server that has it pass the assertion on; stricter profiles forbid it. */
export function audienceRules(context: WalletContext): Pick<ClientAssertionRules, 'audiences' | 'isAudienceString'> {
  const { identifier, configuration } = context.issuer;
  if (profileOf(configuration).strictAssertions) return { audiences: [identifier], isAudienceString: true };
  const audiences = [identifier, context.url('/token'), context.url(context.endpoint)];
  return { audiences, isAudienceString: false };
}

async function verifyAssertion(
  deps: WalletDependencies,
  context: WalletContext,
  presented: PresentedClient & { readonly clientAssertion: string },
): Promise<AuthenticatedClient> {
  if (presented.clientAssertionType !== CLIENT_ASSERTION_TYPE)
    throw refuse('client_assertion_type_unsupported', {
      expected: CLIENT_ASSERTION_TYPE,
      provided: shownName(presented.clientAssertionType ?? ''),
    });
  // RFC 7521 section 4.2: client_id is optional beside an assertion, which names the client itself.
  const clientId = presented.clientId ?? readAssertedClient(presented.clientAssertion);
  const registered = findClient(context, clientId);
  if (clientId === undefined || registered?.token_endpoint_auth_method !== 'private_key_jwt')
    throw refuse('client_assertion_invalid', { reason: 'The client is not registered with private_key_jwt.' });
  const { jti, expiresAt } = await verifyClientAssertion({
    assertion: presented.clientAssertion,
    clientId,
    keys: registered.jwks?.keys ?? [],
    ...audienceRules(context),
    now: context.now(),
  });
  context.log('debug', 'Client authenticated', { client_id: clientId, method: 'private_key_jwt' });
  const name = `assertion:${deps.handles.keyedDigest('assertion', context.issuer.id, clientId, jti)}`;
  return { clientId, registered, isAuthenticated: true, use: name, usedUntil: expiresAt * 1000 };
}
