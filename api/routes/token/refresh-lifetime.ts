/** How long a refresh token lives: as long as the wallet may have to wait, or may come for its credentials anew (TK-15). */
import type { Handle } from '../../handles/handle-codec.js';
import type { WalletContext } from '../../http/wallet-context.js';

const DAY = 86_400;

/** Seconds. The session stays open for as long. */
export function refreshLifetime(
  context: WalletContext,
  presented: Pick<Handle, 'deferralLimit'>,
  configurationIds: readonly string[],
): number {
  const periods = configurationIds.map((id) => (context.configurationOf(id)?.reissuance?.days ?? 0) * DAY);
  return Math.max(presented.deferralLimit ?? 0, ...periods);
}
