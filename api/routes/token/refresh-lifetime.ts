/** How long a refresh token lives: as long as the wallet may have to wait, or may come for its credentials anew (TK-15). */
import { refreshTokensOf } from '../../../protocol/metadata/profiles.js';
import type { Handle } from '../../handles/handle-codec.js';
import type { WalletContext } from '../../http/wallet-context.js';

const SECOND = 1000;
const DAY = 86_400;

/**
 * Ms since 1970. The session stays open until `refreshExpiresAt`, and puts that off for a wallet that begins to wait
 * later: to `refreshLatest` at most, when one that began at the very end has waited its whole time and collected. The
 * token itself lives until then, for it cannot be changed any more; the session judges.
 */
export function refreshLifetime(
  context: WalletContext,
  { deferralLimit = 0 }: Pick<Handle, 'deferralLimit'>,
  configurationIds: readonly string[],
): { readonly refreshExpiresAt: number; readonly refreshLatest: number } {
  const { redelivery_window, deferred_interval, refresh_token } = context.issuer.configuration.lifetimes;
  const now = context.now().getTime();
  const periods = configurationIds.map((id) => (context.configurationOf(id)?.reissuance?.days ?? 0) * DAY);
  const refreshExpiresAt = now + Math.max(deferralLimit, ...periods) * SECOND;
  const wait = deferralLimit + Math.max(redelivery_window, 2 * deferred_interval);
  // Where it is given to everybody, the session may keep it for so long.
  const given = refreshTokensOf(context.issuer.configuration) === 'always' ? now + refresh_token * SECOND : 0;
  return {
    refreshExpiresAt,
    refreshLatest: Math.max(given, refreshExpiresAt + (deferralLimit === 0 ? 0 : wait * SECOND)),
  };
}
