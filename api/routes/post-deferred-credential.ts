/** POST /deferred_credential (OID4VCI section 9). A pending poll costs one read and no message. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { SessionRecord } from '../../ports/session-records.js';
import { buildDeferredResponse } from '../../protocol/credential-request/build-credential-response.js';
import { parseDeferredRequest } from '../../protocol/deferred/z-deferred-request.js';
import { buildIssuancePending } from '../../protocol/draft13/build-draft13-responses.js';
import type { Generation } from '../../protocol/draft13/detect-generation.js';
import type { ResponseEncryption } from '../../protocol/encryption/verify-response-key.js';
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';
import { isIssuing } from '../../protocol/issuing-switch.js';
import type { CredentialOutcome } from '../../workflows/contract/messages.js';
import { collectDeferredUpdate } from '../../workflows/contract/messages.js';
import { readResponseEncryption } from '../encryption/read-response-encryption.js';
import { readWalletBody } from '../encryption/read-wallet-body.js';
import { sendAnswer } from '../encryption/send-answer.js';
import type { Handle } from '../handles/handle-codec.js';
import type { AuthenticatedAccess } from '../http/authenticate.js';
import { authenticate, consumeDpop } from '../http/authenticate.js';
import type { WalletContext } from '../http/wallet-context.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { answerOutcome } from './credential/answer-outcome.js';

type Transaction = Handle & { readonly requestId: string; readonly generation: Generation };

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
    const record = await deps.loadSession(transaction.session);
    if (record === undefined) throw refuse('transaction_unknown');
    const interval = context.issuer.configuration.lifetimes.deferred_interval;
    const pending = { transactionId, interval, generation, encryption };
    if (stateOf(deps, record, transaction) === 'pending') return answerPending(context, response, pending);
    context.log('info', 'Wallet collects deferred credentials');
    const outcome = await collect(deps, access, transaction, interval);
    // The read model was behind, and the session says that it is pending after all.
    if (outcome.kind === 'deferred')
      return answerPending(context, response, { ...pending, interval: outcome.interval });
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
  readonly generation: Generation;
  readonly encryption: ResponseEncryption | undefined;
};

async function answerPending(context: WalletContext, response: Response, pending: Pending): Promise<void> {
  const { transactionId, interval, generation, encryption } = pending;
  context.pendingPoll = { interval };
  if (generation === 'final')
    return sendAnswer(response, 202, buildDeferredResponse({ transactionId, interval }), encryption);
  // To a draft 13 wallet this is an error, though nothing has gone wrong: it is no refusal to be noted.
  response.set('Cache-Control', 'no-store').status(400).json(buildIssuancePending(interval));
}

function openTransaction(deps: WalletDependencies, access: AuthenticatedAccess, transactionId: string): Transaction {
  const handle = deps.handles.open('transaction', transactionId);
  if (handle?.requestId === undefined) throw refuse('transaction_unknown');
  if (handle.session !== access.handle.session) throw refuse('transaction_foreign');
  return { ...handle, requestId: handle.requestId, generation: (handle.draft ?? 'final') as Generation };
}

/** What the read model says; where it says nothing, it may be behind, and the session is asked. */
function stateOf(
  { switches }: WalletDependencies,
  { issuer, view }: SessionRecord,
  { requestId }: Transaction,
): 'pending' | 'ask' {
  const deliverable = view.deliverables.find((one) =>
    one.issuances.some((issuance) => issuance.requestId === requestId),
  );
  const state = deliverable?.issuances.find((one) => one.requestId === requestId)?.state;
  // A session that ran out ends its transactions too; nobody decided anything then.
  if (state === 'denied') throw refuse(view.status === 'expired' ? 'transaction_expired' : 'transaction_denied');
  if (!view.isOpen) throw refuse(state === 'deferred' ? 'transaction_expired' : 'transaction_spent');
  if (state !== 'deferred') return 'ask';
  // Switched off, it waits as if its claims were still to come.
  const isHeld = !isIssuing(switches.of(issuer), deliverable?.configurationId ?? '');
  return isHeld || deliverable?.claims !== 'released' ? 'pending' : 'ask';
}

async function collect(
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
