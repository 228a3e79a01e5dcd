/** The status of wallet and keys that a credential has to follow, where this issuer wants it to (EU-13, TS3 section 2.4.3). */
import type { AcceptedRequest } from '../../../protocol/credential-request/accepted-request.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';
import { mergeNamedStatus } from '../../../protocol/status/merge-named-status.js';
import type { NamedStatus } from '../../../protocol/status/parse-named-status.js';
import { followsStatus } from '../../http/check-attestation-status.js';
import type { WalletContext } from '../../http/wallet-context.js';

/**
 * @param named what the wallet attestation said when the token was given, and what the key attestations say now
 * @throws ProtocolError `attestation_status_ended` where one of them is over, before anything is used up
 */
export function statusToFollow(
  context: WalletContext,
  named: readonly (NamedStatus | undefined)[],
): Pick<AcceptedRequest, 'attestation'> {
  const attestation = followsStatus(context) ? mergeNamedStatus(named) : undefined;
  if (attestation === undefined) return {};
  const checkedAt = context.now().getTime();
  const { keptUntil } = attestation;
  if (keptUntil !== undefined && keptUntil * 1000 <= checkedAt)
    throw refuse('attestation_status_ended', { provided: new Date(keptUntil * 1000).toISOString() });
  return { attestation: { ...attestation, checkedAt } };
}
