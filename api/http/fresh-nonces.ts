/**
 * Nonces that ride on responses: for DPoP proofs (RFC 9449 section 8) and for proofs of wallet attestations. Sealed times:
 * nothing is stored, and each may be used until it expires, so that a retry with the last one always succeeds (DP-10).
 */
import type { Response } from 'express';
import type { ProtocolError } from '../../protocol/errors/protocol-error.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { takesWalletAttestations } from '../../protocol/metadata/z-attestation-policy.js';
import { ATTESTATION_DPOP_CLIENT_AUTHENTICATION } from '../../protocol/spec-constants.js';
import type { VerifiedDpop } from '../../protocol/token/verify-dpop-proof.js';
import type { ServedIssuer, WalletContext } from './wallet-context.js';
import type { WalletDependencies } from './wallet-dependencies.js';

type Kind = 'dpop-nonce' | 'attestation-challenge';
type Handles = Pick<WalletDependencies, 'handles'>;

export function servesChallenges({ configuration }: ServedIssuer): boolean {
  return takesWalletAttestations(configuration) && configuration.attestation_challenges !== 'off';
}

/** What a refusal brings for the next attempt, and for how many milliseconds it is good. */
export type Invitation = { readonly kind: Kind; readonly lifetime: number };

const INVITATIONS: Readonly<Record<string, Kind>> = {
  use_dpop_nonce: 'dpop-nonce',
  use_attestation_challenge: 'attestation-challenge',
};

export function findInvitation({ refusal }: ProtocolError, context: WalletContext): Invitation | undefined {
  const kind = INVITATIONS[refusal.code];
  return kind && { kind, lifetime: lifetimeOf(context, kind) };
}

/** Given with every response, refusals among them: set before anything is decided. */
export function offerFreshNonces(deps: Handles, context: WalletContext, response: Response): void {
  if (context.issuer.configuration.dpop_nonces === 'required')
    response.set('DPoP-Nonce', mint(deps, context, 'dpop-nonce'));
  if (servesChallenges(context.issuer))
    response.set('OAuth-Client-Attestation-Challenge', mintAttestationChallenge(deps, context));
}

export function mintAttestationChallenge(deps: Handles, context: WalletContext): string {
  return mint(deps, context, 'attestation-challenge');
}

/** Before anything is used up (DP-12): whoever is told to use a nonce finds code, nonce and transaction as they were. */
export function checkDpopNonce(
  deps: Handles,
  context: WalletContext,
  { nonce }: VerifiedDpop,
  at: 'token' | 'access',
): void {
  if (context.issuer.configuration.dpop_nonces === 'off') return;
  const fault = faultOf(deps, context, 'dpop-nonce', nonce);
  if (fault !== undefined && !isCombinedChallenge(deps, context, nonce))
    throw refuse(at === 'token' ? 'use_dpop_nonce' : 'access_use_dpop_nonce', { reason: `The nonce ${fault}.` });
}

/** Where a DPoP proof may stand for the proof of possession too, its nonce may be the challenge for that (-10 section 5.2). */
function isCombinedChallenge(deps: Handles, context: WalletContext, nonce: string | undefined): boolean {
  const { client_authentication } = context.issuer.configuration;
  if (!client_authentication.includes(ATTESTATION_DPOP_CLIENT_AUTHENTICATION)) return false;
  return faultOf(deps, context, 'attestation-challenge', nonce) === undefined;
}

/** Time-bound, not single-use: wallets keep the challenge when they repeat a request with a DPoP nonce. */
export function checkAttestationChallenge(
  deps: Handles,
  context: WalletContext,
  challenge: string | undefined,
  isCombined = false,
): void {
  if (!servesChallenges(context.issuer)) return;
  if (challenge === undefined && context.issuer.configuration.attestation_challenges === 'optional') return;
  const fault = faultOf(deps, context, 'attestation-challenge', challenge);
  // The one nonce of a combined proof may be either: both are ours and say how old the proof can be.
  if (fault !== undefined && isCombined && faultOf(deps, context, 'dpop-nonce', challenge) === undefined) return;
  if (fault !== undefined) throw refuse('use_attestation_challenge', { reason: `The challenge ${fault}.` });
}

function mint({ handles }: Handles, context: WalletContext, kind: Kind): string {
  const expiresAt = context.now().getTime() + lifetimeOf(context, kind);
  return handles.mint(kind, { issuer: context.issuer.id, session: '', expiresAt });
}

function lifetimeOf({ issuer }: WalletContext, kind: Kind): number {
  const { dpop_nonce, attestation_challenge } = issuer.configuration.lifetimes;
  return (kind === 'dpop-nonce' ? dpop_nonce : attestation_challenge) * 1000;
}

function faultOf({ handles }: Handles, context: WalletContext, kind: Kind, text: string | undefined) {
  if (text === undefined) return 'is missing';
  const handle = handles.open(kind, text);
  if (handle === undefined || handle.issuer !== context.issuer.id) return 'was not issued by this server';
  return context.now().getTime() >= (handle.expiresAt ?? 0) ? 'has expired' : undefined;
}
