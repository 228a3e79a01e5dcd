/** What the session decided, as the wallet reads it: credentials, or a transaction to come back with. */
import type { Response } from 'express';
import type { IssuedCredentials } from '../../../protocol/credential-request/accepted-request.js';
import {
  buildCredentialResponseFor,
  buildDeferredResponseFor,
} from '../../../protocol/draft13/build-draft13-responses.js';
import type { Generation } from '../../../protocol/draft13/detect-generation.js';
import type { ResponseEncryption } from '../../../protocol/encryption/verify-response-key.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';
import { sealingContext } from '../../../protocol/sealing-contexts.js';
import type { CredentialOutcome } from '../../../workflows/contract/messages.js';
import { nonceFor } from '../../draft13/speak-draft13.js';
import { sendAnswer } from '../../encryption/send-answer.js';
import type { WalletContext } from '../../http/wallet-context.js';
import type { WalletDependencies } from '../../http/wallet-dependencies.js';

export type Outcome = {
  readonly session: string;
  readonly outcome: CredentialOutcome;
  readonly spent: 'nonce_used' | 'transaction_spent';
  /** Absent: plain. */
  readonly encryption: ResponseEncryption | undefined;
  readonly generation: Generation;
};

export async function answerOutcome(
  deps: WalletDependencies,
  context: WalletContext,
  response: Response,
  { session, outcome, spent, encryption, generation }: Outcome,
): Promise<void> {
  const nonce = spent === 'nonce_used' ? nonceFor(deps, context, generation) : {};
  const belongsTo = { issuer: context.issuer.id, session, requestId: outcome.requestId };
  if (outcome.kind === 'deferred') {
    context.log('info', 'Credential deferred: the claims are not there yet', { interval: outcome.interval });
    // The same request gives the same transaction, however often it is answered.
    const transactionId = deps.handles.mintAlike('transaction', {
      ...belongsTo,
      ...(generation === 'final' ? {} : { draft: generation }),
    });
    const pending = { transactionId, interval: outcome.interval };
    return sendAnswer(response, 202, buildDeferredResponseFor(generation, pending, nonce), encryption);
  }
  const once = context.issuer.configuration.lifetimes.redelivery_window === 0;
  const sealed = await deps.loadResponse(session, outcome.requestId, context.now().getTime(), { once });
  if (sealed === undefined) throw refuse(spent);
  const opened = deps.seals.openResponse(sealed, sealingContext.response(session, outcome.requestId));
  const { credentials } = JSON.parse(Buffer.from(opened).toString('utf8')) as IssuedCredentials;
  context.log('info', 'Credentials issued', { credentials: credentials.length });
  const notificationId = deps.handles.mintAlike('notification', belongsTo);
  await sendAnswer(
    response,
    200,
    buildCredentialResponseFor(generation, { credentials, notificationId }, nonce),
    encryption,
  );
}
