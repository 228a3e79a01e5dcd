/** POST /deferred_credential (OID4VCI section 9). A pending poll costs one read and no message. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { SessionRecord } from '../../ports/session-records.js';
import { buildDeferredResponse } from '../../protocol/credential-request/build-credential-response.js';
import { parseDeferredRequest } from '../../protocol/deferred/z-deferred-request.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { collectDeferredUpdate } from '../../workflows/contract/messages.js';
import type { Handle } from '../handles/handle-codec.js';
import type { AuthenticatedAccess } from '../http/authenticate.js';
import { authenticate, consumeDpop } from '../http/authenticate.js';
import { jsonBody } from '../http/read-body.js';
import type { WalletContext } from '../http/wallet-context.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { answerOutcome } from './credential/answer-outcome.js';

type Transaction = Handle & { readonly requestId: string };

export function postDeferredCredential(deps: WalletDependencies) {
  return async (request: Request, response: Response): Promise<void> => {
    const context = contextOf(request);
    const access = await authenticate(deps, request, context);
    const body = jsonBody(request, {
      contentType: 'request_content_type',
      malformed: 'request_not_json',
      duplicate: 'request_duplicate_member',
    });
    const { transactionId, responseEncryption } = parseDeferredRequest(body);
    const transaction = openTransaction(deps, access, transactionId);
    if (responseEncryption !== undefined) throw refuse('encryption_unsupported');
    await deps.limits.perTransaction(transaction.requestId);
    await consumeDpop(deps, access.dpopUse, 'access');
    const record = await deps.loadSession(transaction.session);
    if (record === undefined) throw refuse('transaction_unknown');
    const interval = context.issuer.configuration.lifetimes.deferred_interval;
    if (stateOf(record, transaction) === 'pending') return answerPending(context, response, transactionId, interval);
    context.log('info', 'Wallet collects deferred credentials');
    await collect(deps, context, response, access, transaction);
  };
}

function openTransaction(deps: WalletDependencies, access: AuthenticatedAccess, transactionId: string): Transaction {
  const handle = deps.handles.open('transaction', transactionId);
  if (handle?.requestId === undefined) throw refuse('transaction_unknown');
  if (handle.session !== access.handle.session) throw refuse('transaction_foreign');
  return { ...handle, requestId: handle.requestId };
}

/** What the read model says; where it says nothing, it may be behind, and the session is asked. */
function stateOf({ view }: SessionRecord, { requestId }: Transaction): 'pending' | 'ask' {
  const deliverable = view.deliverables.find((one) =>
    one.issuances.some((issuance) => issuance.requestId === requestId),
  );
  const state = deliverable?.issuances.find((one) => one.requestId === requestId)?.state;
  // A session that ran out ends its transactions too; nobody decided anything then.
  if (state === 'denied') throw refuse(view.status === 'expired' ? 'transaction_expired' : 'transaction_denied');
  if (!view.isOpen) throw refuse(state === 'deferred' ? 'transaction_expired' : 'transaction_spent');
  return state === 'deferred' && deliverable?.claims !== 'released' ? 'pending' : 'ask';
}

function answerPending(context: WalletContext, response: Response, transactionId: string, interval: number): void {
  context.pendingPoll = { interval };
  response.set('Cache-Control', 'no-store').status(202).json(buildDeferredResponse({ transactionId, interval }));
}

async function collect(
  deps: WalletDependencies,
  context: WalletContext,
  response: Response,
  access: AuthenticatedAccess,
  transaction: Transaction,
): Promise<void> {
  const { session, requestId } = transaction;
  const outcome = await deps.gateway.update(
    session,
    collectDeferredUpdate,
    [{ requestId, accessDigest: access.accessDigest }],
    {
      updateId: `collect.${requestId}.${randomUUID()}`,
      whenGone: 'transaction_expired',
    },
  );
  await answerOutcome(deps, context, response, { session, outcome, spent: 'transaction_spent' });
}
