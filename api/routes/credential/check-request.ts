/** Everything about a credential request that can be judged without the session (checklist 12.3, steps 4 to 10). */

import type { AcceptedRequest } from '../../../protocol/credential-request/accepted-request.js';
import { checkBatchSize } from '../../../protocol/credential-request/check-batch.js';
import type { CredentialRequest } from '../../../protocol/credential-request/z-credential-request.js';
import { parseProofs } from '../../../protocol/credential-request/z-credential-request.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';
import type { CredentialConfiguration } from '../../../protocol/metadata/z-issuer-configuration.js';
import type { VerifiedProof } from '../../../protocol/proof/verify-jwt-proof.js';
import { verifyJwtProofs } from '../../../protocol/proof/verify-jwt-proof.js';
import type { Handle } from '../../handles/handle-codec.js';
import type { WalletContext } from '../../http/wallet-context.js';
import type { WalletDependencies } from '../../http/wallet-dependencies.js';

export type CheckedRequest = {
  readonly accepted: AcceptedRequest;
  /** Names under which the nonces are used up. */
  readonly nonceUses: readonly string[];
  /** What makes two requests the same request: the selector and the proofs, not the DPoP proof. */
  readonly identity: readonly string[];
};

export async function checkRequest(
  deps: WalletDependencies,
  context: WalletContext,
  access: Handle,
  request: CredentialRequest,
): Promise<CheckedRequest> {
  const configurationId = resolveSelector(deps, context, access, request);
  const configuration = context.configurationOf(configurationId);
  if (configuration === undefined)
    throw refuse('configuration_unknown', {
      expected: Object.keys(context.issuer.configuration.credential_configurations),
    });
  context.log('debug', 'Credential configuration resolved', {
    configuration_id: configurationId,
    selected_by: request.selector.kind,
  });
  if (!(access.configurations ?? []).includes(configurationId)) {
    throw refuse('insufficient_scope', { expected: access.configurations ?? [], provided: configurationId });
  }
  if (request.responseEncryption !== undefined) throw refuse('encryption_unsupported');
  // A configuration without key binding takes no proofs; what is sent all the same is ignored (CE-12).
  if (!configuration.key_binding) return { accepted: { configurationId, keys: [] }, nonceUses: [], identity: [] };
  return checkProofs(deps, context, access, request, configurationId, configuration);
}

/** Existence comes before the question whether this kind of selector was the right one (CE-06, AMB-05). */
function resolveSelector(
  deps: WalletDependencies,
  context: WalletContext,
  access: Handle,
  { selector }: CredentialRequest,
): string {
  if (selector.kind === 'configuration') {
    if (context.configurationOf(selector.value) === undefined) {
      throw refuse('configuration_unknown', {
        expected: Object.keys(context.issuer.configuration.credential_configurations),
        provided: selector.value.slice(0, 200),
      });
    }
    // Wallets that never learnt of identifiers send the configuration id; with one identifier each, it is no ambiguity.
    return selector.value;
  }
  const handle = deps.handles.open('identifier', selector.value);
  const configurationId = handle?.session === access.session ? handle.configurations?.[0] : undefined;
  if (configurationId === undefined || access.hasIdentifiers !== true) throw refuse('identifier_unknown');
  return configurationId;
}

async function checkProofs(
  deps: WalletDependencies,
  context: WalletContext,
  access: Handle,
  request: CredentialRequest,
  configurationId: string,
  configuration: CredentialConfiguration,
): Promise<CheckedRequest> {
  const { jwts } = parseProofs(request.proofs, ['jwt']);
  checkBatchSize(jwts.length, context.issuer.configuration.batch_size);
  const proofs = await verifyJwtProofs(jwts, {
    issuer: context.issuer.identifier,
    algorithms: configuration.proof_signing_alg_values,
    allowDids: context.issuer.configuration.allow_dids,
    now: context.now(),
    clientId: access.clientId,
    clientAuthenticated: false,
    requireNonce: true,
  });
  const nonceUses = checkNonces(deps, context, proofs);
  context.log('debug', 'Holder proofs verified', {
    proof_type: 'jwt',
    proofs: proofs.length,
    key_reference: [...new Set(proofs.map((one) => one.keyReference))],
    key_thumbprints: proofs.map((one) => one.thumbprint),
    ...(proofs.some((one) => one.issuerMismatch === true)
      ? { note: 'iss of the proof is not the client_id; accepted, as the client is not authenticated' }
      : {}),
  });
  return {
    accepted: {
      configurationId,
      keys: proofs.map((one) => one.key),
      ...(proofs.some((one) => one.did !== undefined) ? { dids: proofs.map((one) => one.did ?? null) } : {}),
    },
    nonceUses,
    identity: [configurationId, ...jwts.map(deps.handles.digest)],
  };
}

/** Present but not ours, not alive or not for this issuer; whether it is used up only the write that uses it up can tell. */
function checkNonces(deps: WalletDependencies, context: WalletContext, proofs: readonly VerifiedProof[]): string[] {
  const nonces = [...new Set(proofs.map((one) => one.nonce ?? ''))];
  for (const nonce of nonces) {
    const handle = deps.handles.open('nonce', nonce);
    if (handle === undefined) throw refuse('nonce_unknown', { proof_type: 'jwt' });
    if (handle.issuer !== context.issuer.id) throw refuse('nonce_foreign', { proof_type: 'jwt' });
    if (context.now().getTime() >= (handle.expiresAt ?? 0)) throw refuse('nonce_expired', { proof_type: 'jwt' });
  }
  return nonces.map((nonce) => `nonce:${deps.handles.digest(nonce)}`);
}
