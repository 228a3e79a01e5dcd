/** POST /deferred_credential (OID4VCI section 9). A pending poll costs one read, no write and no message. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { SessionRecord } from '../../ports/session-records.js';
import { buildDeferredResponse } from '../../protocol/credential-request/build-credential-response.js';
import { parseDeferredRequest } from '../../protocol/deferred/z-deferred-request.js';
import { buildIssuancePending } from '../../protocol/draft13/build-draft13-responses.js';
import type { Generation } from '../../protocol/draft13/detect-generation.js';
import type { ResponseEncryption } from '../../protocol/encryption/verify-response-key.js';
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';
import type { CredentialOutcome } from '../../workflows/contract/messages.js';
import { collectDeferredUpdate } from '../../workflows/contract/messages.js';
import { openTransaction, stateOf, type Transaction } from '../deferred/find-transaction.js';
import { holdRequest } from '../deferred/hold-request.js';
import type { Told } from '../deferred/poll-intervals.js';
import { readResponseEncryption } from '../encryption/read-response-encryption.js';
import { readWalletBody } from '../encryption/read-wallet-body.js';
import { sendAnswer } from '../encryption/send-answer.js';
import type { AuthenticatedAccess } from '../http/authenticate.js';
import { authenticate, consumeDpop } from '../http/authenticate.js';
import type { WalletContext } from '../http/wallet-context.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { answerOutcome } from './credential/answer-outcome.js';

export function postDeferredCredential(deps: WalletDependencies) {
  return async (request: Request, response: Response): Promise<void> => {
    const context = contextOf(request);
    const access = await authenticate(deps, request, context);
    const { body, wasEncrypted } = await readWalletBody(request, context);
    const { transactionId, responseEncryption } = parseDeferredRequest(body);
    const transaction = openTransaction(deps, access, transactionId);
    const { generation } = transaction;
    // That of this request, never that of the credential request (section 9.1).
    const encryption = await readResponseEncryption(context, responseEncryption, wasEncrypted, generation);
    await deps.limits.perTransaction(transaction.requestId);
    await consumeDpop(deps, access.dpopUse, 'access');
    const loaded = await deps.loadSession(transaction.session);
    if (loaded === undefined) throw refuse('transaction_unknown');
    const isPending = (one: SessionRecord): boolean => stateOf(deps.switches, one, transaction).kind === 'pending';
    const held = await holdRequest(deps, context, { request, response }, loaded, isPending);
    if (held.isGone) return;
    const pending = { transactionId, generation, encryption };
    const state = stateOf(deps.switches, held.record, transaction);
    if (state.kind === 'pending') {
      const told = tellInterval(deps, context, transaction, state.requestedAt, held.wasHeld);
      return answerPending(context, response, { ...pending, ...told });
    }
    context.log('info', 'Wallet collects deferred credentials');
    const { deferred_interval } = context.issuer.configuration.lifetimes;
    const outcome = await collect(deps, access, transaction, deferred_interval);
    // The read model was behind, and the session says that it is pending after all.
    if (outcome.kind === 'deferred')
      return answerPending(context, response, { ...pending, interval: outcome.interval, isEarly: false });
    const { session } = transaction;
    await answerOutcome(deps, context, response, {
      session,
      outcome,
      spent: 'transaction_spent',
      encryption,
      generation,
    });
  };
}

type Pending = {
  readonly transactionId: string;
  readonly interval: number;
  readonly isEarly: boolean;
  readonly generation: Generation;
  readonly encryption: ResponseEncryption | undefined;
};

/** DE-11: an early poll is told what is left. Who was held has waited already, and may ask again at once. */
function tellInterval(
  deps: WalletDependencies,
  context: WalletContext,
  { requestId }: Transaction,
  requestedAt: number,
  wasHeld: boolean,
): Told {
  const now = context.now().getTime();
  if (!wasHeld) {
    const interval = context.issuer.configuration.lifetimes.deferred_interval;
    return deps.intervals.tell({ requestId, requestedAt, interval }, now);
  }
  deps.intervals.expect(requestId, 1, now);
  return { interval: 1, isEarly: false };
}

async function answerPending(context: WalletContext, response: Response, pending: Pending): Promise<void> {
  const { transactionId, interval, isEarly, generation, encryption } = pending;
  context.pendingPoll = { interval, isEarly };
  if (generation === 'final')
    return sendAnswer(response, 202, buildDeferredResponse({ transactionId, interval }), encryption);
  // To a draft 13 wallet this is an error, though nothing has gone wrong: it is no refusal to be noted.
  response.set('Cache-Control', 'no-store').status(400).json(buildIssuancePending(interval));
}

function collect(
  deps: WalletDependencies,
  access: AuthenticatedAccess,
  { session, requestId }: Transaction,
  interval: number,
): Promise<CredentialOutcome> {
  const collected = deps.gateway.update(
    session,
    collectDeferredUpdate,
    [{ requestId, accessDigest: access.accessDigest }],
    {
      updateId: `collect.${requestId}.${randomUUID()}`,
      whenGone: 'transaction_expired',
    },
  );
  return collected.catch((error: unknown) => {
    // Switched off a moment ago, and the worker knew first.
    if (error instanceof ProtocolError && error.reason === 'issuing_switched_off')
      return { kind: 'deferred', requestId, interval };
    throw error;
  });
}
