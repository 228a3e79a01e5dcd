/** POST /credential (OID4VCI section 8): verified first, then used up, then asked of the session. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';
import { checkIssuing } from '../../protocol/issuing-switch.js';
import { sealingContext } from '../../protocol/sealing-contexts.js';
import type { CredentialOutcome } from '../../workflows/contract/messages.js';
import { requestCredentialUpdate } from '../../workflows/contract/messages.js';
import { parseInGeneration } from '../draft13/speak-draft13.js';
import { readWalletBody } from '../encryption/read-wallet-body.js';
import type { AuthenticatedAccess } from '../http/authenticate.js';
import { authenticate, consumeDpop } from '../http/authenticate.js';
import { describeBody, describeHeaders } from '../http/describe-request.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { answerOutcome } from './credential/answer-outcome.js';
import type { CheckedRequest } from './credential/check-request.js';
import { checkRequest } from './credential/check-request.js';

/** How long a stored request may wait for its claims, beyond which it is an orphan. */
const LONGEST_WAIT = 91 * 86_400_000;

export function postCredential(deps: WalletDependencies) {
  return async (request: Request, response: Response): Promise<void> => {
    const context = contextOf(request);
    context.log('info', 'Credential requested', { headers: describeHeaders(request, deps.handles.fingerprint) });
    const access = await authenticate(deps, request, context);
    const { body, wasEncrypted } = await readWalletBody(request, context);
    context.log('debug', 'Credential request body', { body: describeBody(body, deps.handles.fingerprint) });
    const asked = parseInGeneration(deps, context, access.handle, body);
    const checked = await checkRequest(deps, context, access.handle, asked, wasEncrypted);
    checkIssuing(deps.switches.of(context.issuer.id), [checked.accepted.configurationId]);
    const outcome = await submit(deps, access, checked);
    const { session } = access.handle;
    const { encryption } = checked;
    const { generation } = asked;
    await answerOutcome(deps, context, response, { session, outcome, spent: 'nonce_used', encryption, generation });
  };
}

async function submit(
  deps: WalletDependencies,
  access: AuthenticatedAccess,
  checked: CheckedRequest,
): Promise<CredentialOutcome> {
  const sessionId = access.handle.session;
  // An identical retry is the same request and meets its first answer. Without proofs nothing tells two requests apart.
  const identity = checked.identity.length > 0 ? checked.identity : [randomUUID()];
  const requestId = deps.handles.keyedDigest('request', sessionId, ...identity);
  const isRepeat = await store(deps, access, checked, requestId);
  try {
    return await deps.gateway.update(
      sessionId,
      requestCredentialUpdate,
      [
        {
          requestId,
          accessDigest: access.accessDigest,
          configurationId: checked.accepted.configurationId,
          keys: Math.max(1, checked.accepted.keys.length),
        },
      ],
      // Every message is one of its own: a repeat, so that the session can record that it delivered again, and a request
      // that was refused, because Temporal would answer its id with that refusal for as long as the session lives.
      { updateId: `${requestId}.${randomUUID()}`, whenGone: 'access_session_closed' },
    );
  } catch (error) {
    const isFinal =
      error instanceof ProtocolError && (error.refusal.status < 500 || error.reason === 'issuing_switched_off');
    // What was refused has used nothing up. In doubt (a timeout) it stays, and the same request may be sent again.
    if (isFinal && !isRepeat) await deps.releaseRequest(requestId);
    throw error;
  }
}

/** Stores the request and uses up its nonces in one write. Answers whether the very same request was there before. */
async function store(
  deps: WalletDependencies,
  access: AuthenticatedAccess,
  checked: CheckedRequest,
  requestId: string,
): Promise<boolean> {
  const sessionId = access.handle.session;
  const publicKey = Buffer.from(access.handle.publicKey ?? '', 'base64url');
  const plaintext = Buffer.from(JSON.stringify(checked.accepted));
  const now = deps.now().getTime();
  const outcome = await deps.storeRequest({
    requestId,
    sessionId,
    consumes: [
      ...checked.nonceUses,
      ...checked.attestedKeyUses.map(({ value }) => value),
      ...(access.dpopUse === undefined ? [] : [access.dpopUse]),
    ],
    sealed: deps.seals.sealToSession(publicKey, plaintext, sealingContext.request(sessionId, requestId)),
    lapses: checked.attestedKeyUses.flatMap(({ value, until }) => (until === undefined ? [] : { value, at: until })),
    // Attested keys stay used up for as long as their attestation could be shown again (PR-30).
    expiresAt: Math.max(now + LONGEST_WAIT, ...checked.attestedKeyUses.map(({ until = 0 }) => until)),
    now,
  });
  if (outcome === 'new') return false;
  if (outcome === 'repeat') {
    // The proof of possession of the token is fresh in every request, the repeated one included.
    await consumeDpop(deps, access.dpopUse, 'access');
    return true;
  }
  if (outcome.taken.startsWith('attested:')) throw refuse('key_attestation_used');
  throw refuse(outcome.taken.startsWith('nonce:') ? 'nonce_used' : 'access_dpop_replayed', { proof_type: 'jwt' });
}
