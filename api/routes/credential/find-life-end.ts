/** Until when a credential may live by what the wallet's provider promises (TS3 section 2.4.3). */
import { earliestEnd } from '../../../protocol/attestation/read-status-end.js';
import type { VerifiedKeyAttestation } from '../../../protocol/attestation/verify-key-attestation.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';
import { profileOf } from '../../../protocol/metadata/profiles.js';
import type { CredentialConfiguration } from '../../../protocol/metadata/z-issuer-configuration.js';
import type { Handle } from '../../handles/handle-codec.js';
import type { WalletContext } from '../../http/wallet-context.js';

/** @throws ProtocolError `wallet_status_ended` where the promise is over already */
export function findLifeEnd(
  context: WalletContext,
  access: Pick<Handle, 'walletStatusEndsAt'>,
  configuration: CredentialConfiguration,
  attestations: readonly VerifiedKeyAttestation[],
): { endsBefore?: number } {
  if (!profileOf(context.issuer.configuration).endsWithWalletStatus(configuration)) return {};
  const endsBefore = earliestEnd(access.walletStatusEndsAt, ...attestations.map((one) => one.statusEndsAt));
  if (endsBefore === undefined) return {};
  if (endsBefore * 1000 <= context.now().getTime())
    throw refuse('wallet_status_ended', { provided: new Date(endsBefore * 1000).toISOString() });
  return { endsBefore };
}
