/** Access to the endpoints a token opens: header, handle, scheme, DPoP proof, in the checklist's order (12.3). */
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { parseAuthorizationHeader } from '../../protocol/access/parse-authorization-header.js';
import { POP_KEPT_SECONDS } from '../../protocol/attestation/verify-attestation-pop.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { DPOP_ALGORITHMS } from '../../protocol/spec-constants.js';
import type { VerifiedDpop } from '../../protocol/token/verify-dpop-proof.js';
import {
  DPOP_FUTURE_WINDOW_SECONDS,
  DPOP_PAST_WINDOW_SECONDS,
  verifyDpopProof,
} from '../../protocol/token/verify-dpop-proof.js';
import type { Handle } from '../handles/handle-codec.js';
import { checkDpopNonce } from './fresh-nonces.js';
import type { WalletContext } from './wallet-context.js';
import type { WalletDependencies } from './wallet-dependencies.js';

export type AuthenticatedAccess = {
  readonly handle: Handle;
  readonly accessDigest: string;
  readonly accessToken: string;
  /** To be used up with the request; absent for Bearer tokens. */
  readonly dpopUse?: string;
};

/** Guarantees a token of this issuer, alive, presented under its own scheme and with its own key. Uses nothing up. */
export async function authenticate(
  deps: WalletDependencies,
  request: Request,
  context: WalletContext,
): Promise<AuthenticatedAccess> {
  const { scheme, token } = parseAuthorizationHeader(request.headers.authorization, request.query);
  const handle = deps.handles.open('access', token);
  if (handle === undefined) throw refuse('access_token_forged');
  context.sessionId = handle.session;
  if (handle.issuer !== context.issuer.id) throw refuse('access_token_foreign_issuer');
  if (handle.expiresAt === undefined || context.now().getTime() >= handle.expiresAt)
    throw refuse('access_token_expired');
  // RFC 9449 section 7.2: a bound token under the Bearer scheme is a downgrade.
  if (handle.jkt !== undefined && scheme === 'Bearer') throw refuse('access_token_downgraded');
  if (handle.jkt === undefined && scheme === 'DPoP') throw refuse('access_token_not_dpop');
  const accessDigest = deps.handles.digest(token);
  if (handle.jkt === undefined) return { handle, accessDigest, accessToken: token };
  const proof = dpopHeader(request, 'access');
  if (proof === undefined) throw refuse('access_dpop_missing');
  const verified = await verifyDpop(request, context, proof, 'access', token);
  if (verified.jkt !== handle.jkt) throw refuse('access_token_other_key');
  checkDpopNonce(deps, context, verified, 'access');
  return { handle, accessDigest, accessToken: token, dpopUse: dpopUse(deps, verified) };
}

/** The one DPoP header, or none. Node joins repeated headers, so the raw ones are counted. */
export function dpopHeader(request: Request, at: 'token' | 'access'): string | undefined {
  const count = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'dpop').length;
  if (count > 1)
    throw refuse(at === 'token' ? 'dpop_duplicate' : 'access_dpop_duplicate', { expected: 1, provided: count });
  const value = request.headers.dpop;
  return typeof value === 'string' ? value : undefined;
}

export async function verifyDpop(
  request: Request,
  context: WalletContext,
  proof: string,
  at: 'token' | 'access',
  accessToken?: string,
): Promise<VerifiedDpop> {
  const url = context.url(context.endpoint);
  const verified = await verifyDpopProof({
    proof,
    method: request.method,
    url,
    now: context.now(),
    accessToken,
    algorithms: DPOP_ALGORITHMS,
    at,
  });
  context.log('debug', 'DPoP proof verified', { dpop_jkt: verified.jkt });
  return verified;
}

/** The name under which a proof is used up, once for all replicas (RFC 9449 section 11.1). */
export function dpopUse(deps: WalletDependencies, { jkt, jti }: VerifiedDpop): string {
  return `dpop:${deps.handles.keyedDigest('dpop', jkt, jti)}`;
}

/** Uses a DPoP proof up on its own, where no request record does it along the way. */
export async function consumeDpop(
  deps: WalletDependencies,
  use: string | undefined,
  at: 'token' | 'access',
): Promise<void> {
  if (use === undefined) return;
  const expiresAt = deps.now().getTime() + (DPOP_PAST_WINDOW_SECONDS + DPOP_FUTURE_WINDOW_SECONDS) * 1000;

  const outcome = await deps.storeRequest({ requestId: randomUUID(), consumes: [use], expiresAt });
  if (outcome !== 'new') throw refuse(at === 'token' ? 'dpop_replayed' : 'access_dpop_replayed');
}

/**
 * Uses up the proofs of a token or pushed request in one write; any may be absent. A used one leaves the others unused.
 *
 * @param keepUntil ms since 1970: evidence that says itself how long it lives is remembered as long
 */
export async function consumeProofs(
  deps: WalletDependencies,
  uses: readonly (string | undefined)[],
  keepUntil = 0,
): Promise<void> {
  const consumes = uses.filter((one) => one !== undefined);
  if (consumes.length === 0) return;
  const window = Math.max(DPOP_PAST_WINDOW_SECONDS + DPOP_FUTURE_WINDOW_SECONDS, POP_KEPT_SECONDS);
  const expiresAt = Math.max(deps.now().getTime() + window * 1000, keepUntil);
  const outcome = await deps.storeRequest({ requestId: randomUUID(), consumes, expiresAt });
  if (outcome === 'new') return;
  const taken = typeof outcome === 'object' ? outcome.taken : '';
  if (taken.startsWith('assertion:')) throw refuse('client_assertion_replayed');
  throw refuse(taken.startsWith('pop:') ? 'wallet_pop_replayed' : 'dpop_replayed');
}
