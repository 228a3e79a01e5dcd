/** Which keys the credentials are bound to: proofs and key attestations verified, nonces known, nothing used up yet. */

import { ATTESTATION_SKEW_SECONDS } from '../../../protocol/attestation/check-attestation-times.js';
import type { VerifiedKeyAttestation } from '../../../protocol/attestation/verify-key-attestation.js';
import { verifyKeyAttestation } from '../../../protocol/attestation/verify-key-attestation.js';
import { checkBatchSize } from '../../../protocol/credential-request/check-batch.js';
import { collectHolderKeys } from '../../../protocol/credential-request/collect-holder-keys.js';
import { parseProofs } from '../../../protocol/credential-request/z-credential-request.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';
import type { PublicJwk } from '../../../protocol/jwk.js';
import { batchSizeOf } from '../../../protocol/metadata/reuse-policy.js';
import type { CredentialConfiguration } from '../../../protocol/metadata/z-credential-configuration.js';
import type { VerifiedProof } from '../../../protocol/proof/verify-jwt-proof.js';
import { verifyJwtProofs } from '../../../protocol/proof/verify-jwt-proof.js';
import { mergeNamedStatus } from '../../../protocol/status/merge-named-status.js';
import type { NamedStatus } from '../../../protocol/status/parse-named-status.js';
import type { GeneratedRequest } from '../../draft13/speak-draft13.js';
import type { Handle } from '../../handles/handle-codec.js';
import { findClient } from '../../http/authenticate-client.js';
import { checkAttestationStatus } from '../../http/check-attestation-status.js';
import { namingTrustLists } from '../../http/name-trust-lists.js';
import { limitLookups } from '../../http/resolve-did-web.js';
import type { WalletContext } from '../../http/wallet-context.js';
import type { WalletDependencies } from '../../http/wallet-dependencies.js';
import { findHolderDids } from './holder-dids.js';
import { logHolderKeys } from './log-holder-keys.js';

export type KeyUse = {
  readonly value: string;
  /** When the attestation can be shown no more, in ms since 1970; absent where it never expires. */
  readonly until?: number;
};
export type CheckedHolderKeys = {
  readonly keys: readonly PublicJwk[];
  /** By position of the keys, where a DID named any of them. */
  readonly dids?: readonly (string | null)[];
  readonly nonceUses: readonly string[];
  /** Names under which attested keys are used up. */
  readonly attestedKeyUses: readonly KeyUse[];
  /** What the key attestations name. */
  readonly keyStatus?: NamedStatus;
  /** The proofs' digests. */
  readonly identity: readonly string[];
};

/** Ten years: an attestation may claim to be valid for ever, a database date may not. */
const LONGEST_KEPT = 3650 * 86_400_000;

/** Of did:web in one request: a wallet has one DID, in a batch perhaps a few. */
const MOST_DID_LOOKUPS = 4;

export type VerifiedHolder = {
  readonly proofs: readonly VerifiedProof[];
  readonly attestations: readonly VerifiedKeyAttestation[];
};

export async function checkHolderKeys(
  deps: WalletDependencies,
  context: WalletContext,
  access: Handle,
  request: GeneratedRequest,
  configuration: CredentialConfiguration,
): Promise<CheckedHolderKeys> {
  const { type, jwts } = parseProofs(request.proofs, configuration.proof_types);
  const batch_size = batchSizeOf(context.issuer.configuration, configuration);
  checkBatchSize(jwts.length, batch_size);
  const { proofs, attestations } = await namingTrustLists(context, () =>
    type === 'jwt'
      ? verifyProofs(deps, context, access, configuration, jwts, request.generation !== 'final')
      : verifyAttestation(context, access, configuration, jwts),
  );
  const nonceUses = checkNonces(deps, context, type, [...proofs, ...attestations]);
  await Promise.all(attestations.map(({ status }) => checkAttestationStatus(deps, context, 'key_attestation', status)));
  const { keys, left } = collectHolderKeys(proofs, attestations, batch_size);
  logHolderKeys(context, type, { proofs, attestations }, { batchSize: batch_size, left });
  const keyStatus = mergeNamedStatus(attestations.map(({ status }) => status));
  const identity = jwts.map(deps.handles.digest);
  const { allow_dids: allowDids } = context.issuer.configuration;
  const dids = findHolderDids(keys, proofs, attestations, { allowDids, format: configuration.format });
  return {
    keys,
    ...(dids.some((did) => did !== null) ? { dids } : {}),
    nonceUses,
    attestedKeyUses: attestedUses(deps, context, attestations),
    ...(keyStatus === undefined ? {} : { keyStatus }),
    identity,
  };
}

/** PR-30: all keys of an attestation are used up, those without a credential too, for as long as it could be shown again. */
export function attestedUses(
  deps: Pick<WalletDependencies, 'handles'>,
  context: WalletContext,
  attestations: readonly VerifiedKeyAttestation[],
): KeyUse[] {
  const { id, configuration } = context.issuer;
  if (!configuration.attested_keys_once) return [];
  const latest = context.now().getTime() + LONGEST_KEPT;
  const uses = new Map<string, number>();
  for (const { keys, expiresAt = Number.POSITIVE_INFINITY } of attestations) {
    const until = (expiresAt + ATTESTATION_SKEW_SECONDS) * 1000;
    for (const { thumbprint } of keys) uses.set(thumbprint, Math.max(until, uses.get(thumbprint) ?? 0));
  }
  return [...uses].map(([thumbprint, until]) => ({
    value: `attested:${deps.handles.keyedDigest('attested', id, thumbprint)}`,
    ...(Number.isFinite(until) && { until: Math.min(until, latest) }),
  }));
}

/** What attestations have to satisfy; a session may demand one where its configuration does not. */
function attestationRules(context: WalletContext, access: Handle, configuration: CredentialConfiguration) {
  const sessionDemands = access.requireKeyAttestation === true ? {} : undefined;
  return {
    anchors: context.issuer.trustAnchors.keyAttestation,
    algorithms: configuration.proof_signing_alg_values,
    now: context.now(),
    required: configuration.key_attestations_required ?? sessionDemands,
  };
}

async function verifyProofs(
  deps: WalletDependencies,
  context: WalletContext,
  access: Handle,
  configuration: CredentialConfiguration,
  jwts: readonly string[],
  allowCertificateBesideKey: boolean,
): Promise<VerifiedHolder> {
  const { issuer } = context;
  const { allow_dids, allow_x5c_proofs, attested_proof_key, require_attestation_nonce } = issuer.configuration;
  const attestation = attestationRules(context, access, configuration);
  const proofs = await verifyJwtProofs(jwts, {
    ...attestation,
    issuer: issuer.identifier,
    allowDids: allow_dids,
    resolveDidWeb: limitLookups(deps.resolveDidWeb, MOST_DID_LOOKUPS),
    allowX5c: allow_x5c_proofs,
    certificateAnchors: issuer.trustAnchors.holderCertificate ?? [],
    clientId: access.clientId,
    clientAuthenticated: hasAuthenticated(context, access),
    requireNonce: true,
    allowCertificateBesideKey,
    // Where one is demanded, or whoever is on a list is trusted, and nobody is at present: nothing passes.
    attestations:
      attestation.anchors.length > 0 || attestation.required !== undefined || issuer.trustAnchors.lists !== undefined
        ? { ...attestation, proofKey: attested_proof_key }
        : undefined,
  });
  const attestations = [...new Set(proofs.flatMap((one) => one.attestation ?? []))];
  if (require_attestation_nonce) checkNoncesPresent(attestations, 'jwt');
  return { proofs, attestations };
}

/** PR-10: by attestation, or by the assertion without which a client registered so gets no token. */
function hasAuthenticated(context: WalletContext, { instance, clientId }: Handle): boolean {
  return instance !== undefined || findClient(context, clientId)?.token_endpoint_auth_method === 'private_key_jwt';
}

/** Appendix F.3: no key proves its possession here; the attestation vouches for them all, and its nonce for its age. */
async function verifyAttestation(
  context: WalletContext,
  access: Handle,
  configuration: CredentialConfiguration,
  [jwt]: readonly string[],
): Promise<VerifiedHolder> {
  const rules = attestationRules(context, access, configuration);
  const attestations = [await verifyKeyAttestation(jwt, 'attestation', rules)];
  checkNoncesPresent(attestations, 'attestation');
  return { proofs: [], attestations };
}

function checkNoncesPresent(attestations: readonly VerifiedKeyAttestation[], proofType: string): void {
  if (attestations.every(({ nonce }) => nonce !== undefined)) return;
  throw refuse('nonce_missing', {
    reason: 'The key attestation has no `nonce` claim.',
    expected: 'nonce',
    provided: null,
    proof_type: proofType,
  });
}

/** Present but not ours, not alive or not for this issuer; whether it is used up only the write that uses it up can tell. */
function checkNonces(
  deps: WalletDependencies,
  context: WalletContext,
  proof_type: string,
  carriers: readonly { readonly nonce?: string }[],
): string[] {
  const nonces = [...new Set(carriers.flatMap(({ nonce }) => nonce ?? []))];
  for (const nonce of nonces) {
    const handle = deps.handles.open('nonce', nonce);
    if (handle === undefined) throw refuse('nonce_unknown', { proof_type, ...ofAnotherKind(deps, nonce) });
    if (handle.issuer !== context.issuer.id) throw refuse('nonce_foreign', { proof_type });
    if (context.now().getTime() >= (handle.expiresAt ?? 0)) throw refuse('nonce_expired', { proof_type });
  }
  return nonces.map((nonce) => `nonce:${deps.handles.digest(nonce)}`);
}

/** Wallets mistake the values we give for one another. */
function ofAnotherKind({ handles }: WalletDependencies, nonce: string): { readonly provided?: string } {
  const kind = (['dpop-nonce', 'attestation-challenge'] as const).find((one) => handles.open(one, nonce) !== undefined);
  return kind === undefined ? {} : { provided: kind };
}
