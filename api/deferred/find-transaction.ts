/** A transaction as it was presented, and what the read model says of it. */
import type { KnownSwitches } from '../../ports/issuing-switch.js';
import type { SessionRecord } from '../../ports/session-records.js';
import type { Generation } from '../../protocol/draft13/detect-generation.js';
import type { Reason } from '../../protocol/errors/catalogue.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { isRevoked } from '../../protocol/grant-mark.js';
import { isIssuing } from '../../protocol/issuing-switch.js';
import type { IssuanceEnd } from '../../protocol/session-view.js';
import type { Handle } from '../handles/handle-codec.js';
import type { AuthenticatedAccess } from '../http/authenticate.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

export type Transaction = Handle & {
  readonly requestId: string;
  readonly generation: Generation;
  /** Of the token it was presented with. */
  readonly presentedBy: Handle;
};

/** @throws ProtocolError `transaction_unknown`, `transaction_foreign` */
export function openTransaction(
  deps: Pick<WalletDependencies, 'handles'>,
  access: AuthenticatedAccess,
  transactionId: string,
): Transaction {
  const handle = deps.handles.open('transaction', transactionId);
  if (handle?.requestId === undefined) throw refuse('transaction_unknown');
  if (handle.session !== access.handle.session) throw refuse('transaction_foreign');
  const { requestId } = handle;
  return { ...handle, requestId, presentedBy: access.handle, generation: (handle.draft ?? 'final') as Generation };
}

/** DE-06: once nothing can come of it any more, every further poll is told the same. */
const ends: Readonly<Record<Exclude<IssuanceEnd, 'replaced'>, Reason>> = {
  denial: 'transaction_denied',
  deferral_limit: 'transaction_expired',
  session_end: 'transaction_denied',
};

/**
 * Whether the wallet has to wait, as the read model knows it; where that may be behind, the session is to be asked.
 *
 * @throws ProtocolError when nothing can come of the transaction any more
 */
export function stateOf(
  switches: KnownSwitches,
  { issuer, view }: SessionRecord,
  { requestId, presentedBy }: Pick<Transaction, 'requestId' | 'presentedBy'>,
): { readonly kind: 'pending'; readonly requestedAt: number } | { readonly kind: 'ask' } {
  if (isRevoked(presentedBy, view)) {
    if (!view.isOpen) throw refuse('access_token_revoked');
    // The read model may be behind its grant; the session refuses, and leaves no trace of it.
    return { kind: 'ask' };
  }
  const deliverable = view.deliverables.find((one) =>
    one.issuances.some((issuance) => issuance.requestId === requestId),
  );
  const issuance = deliverable?.issuances.find((one) => one.requestId === requestId);
  // Whose token is presented, that of the grant before or the present one, only the session knows.
  if (issuance?.endedBy === 'replaced' && view.isOpen) return { kind: 'ask' };
  if (issuance?.state === 'denied') {
    const by = issuance.endedBy === 'replaced' ? 'session_end' : (issuance.endedBy ?? 'denial');
    // A session that ran out ends its transactions too; nobody decided anything then.
    const hasRunOut = by === 'session_end' && view.events.some(({ type }) => type === 'session_expired');
    throw refuse(hasRunOut ? 'transaction_expired' : ends[by]);
  }
  if (!view.isOpen) throw refuse(issuance?.state === 'deferred' ? 'transaction_expired' : 'transaction_spent');
  if (issuance?.state !== 'deferred') return { kind: 'ask' };
  // Switched off, it waits as if its claims were still to come.
  const isHeld = !isIssuing(switches.of(issuer), deliverable?.configurationId ?? '');
  if (deliverable?.claims === 'released' && !isHeld) return { kind: 'ask' };
  return { kind: 'pending', requestedAt: issuance.requestedAt };
}
