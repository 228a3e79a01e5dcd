/**
 * Who the client is, at the pushed authorization request endpoint and at the token endpoint alike (AZ-11). Every way of
 * proving it belongs in here: other kinds of evidence (a wallet attestation in the headers) are read before the last
 * step, and answer with `isAuthenticated` and what the request uses up.
 */
import { randomUUID } from 'node:crypto';
import { readAssertedClient, verifyClientAssertion } from '../../protocol/client/verify-client-assertion.js';
import { shownName } from '../../protocol/errors/describe-shape.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { RegisteredClient } from '../../protocol/metadata/z-authorization-configuration.js';
import { CLIENT_ASSERTION_TYPE } from '../../protocol/spec-constants.js';
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
  /** To be used up with the request; `expiresAt` in ms since 1970. */
  readonly use?: { readonly name: string; readonly expiresAt: number };
};

/** Guarantees that a client registered with a key has proved to have it. Uses nothing up. */
export async function authenticateClient(
  deps: WalletDependencies,
  context: WalletContext,
  presented: PresentedClient,
): Promise<AuthenticatedClient> {
  if (presented.clientAssertion !== undefined) {
    return verifyAssertion(deps, context, { ...presented, clientAssertion: presented.clientAssertion });
  }
  const registered = findClient(context, presented.clientId);
  if (registered?.token_endpoint_auth_method === 'private_key_jwt')
    throw refuse('client_authentication_missing', { expected: 'private_key_jwt' });
  return {
    ...(presented.clientId === undefined ? {} : { clientId: presented.clientId }),
    ...(registered === undefined ? {} : { registered }),
    isAuthenticated: false,
  };
}

export function findClient(context: WalletContext, clientId: string | undefined): RegisteredClient | undefined {
  return context.issuer.configuration.clients.find((one) => one.client_id === clientId);
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
    audiences: [context.issuer.identifier, context.url('/token'), context.url(context.endpoint)],
    now: context.now(),
  });
  context.log('debug', 'Client authenticated', { client_id: clientId, method: 'private_key_jwt' });
  const name = `assertion:${deps.handles.keyedDigest('assertion', context.issuer.id, clientId, jti)}`;
  return { clientId, registered, isAuthenticated: true, use: { name, expiresAt: expiresAt * 1000 } };
}

/** Once for all replicas; done when everything else about the request is right. */
export async function consumeClientEvidence(
  deps: WalletDependencies,
  { use }: Pick<AuthenticatedClient, 'use'>,
): Promise<void> {
  if (use === undefined) return;
  const { name, expiresAt } = use;
  const outcome = await deps.storeRequest({ requestId: randomUUID(), consumes: [name], expiresAt });
  if (outcome !== 'new') throw refuse('client_assertion_replayed');
}
