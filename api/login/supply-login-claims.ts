/** Claims of the login for a session that was offered, once its person has allowed it. */
import type { SessionRecord } from '../../ports/session-records.js';
import { supplyClaimsUpdate } from '../../workflows/contract/messages.js';
import type { WalletContext } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import type { FinishedLogin } from './finished-login.js';

/**
 * What the back office supplied stands. Never fails: claims that could not be handed over stay awaited, and the back
 * office is asked for them.
 */
export async function supplyLoginClaims(
  deps: WalletDependencies,
  context: WalletContext,
  record: SessionRecord,
  { claims }: Pick<FinishedLogin, 'claims'>,
): Promise<void> {
  const awaited = record.view.deliverables.filter((one) => one.claims === 'awaiting').map((one) => one.configurationId);
  for (const stored of claims.filter((one) => awaited.includes(one.configurationId))) {
    const { configurationId, reference, digest } = stored;
    try {
      await deps.storeClaims(stored);
      const command = { configurationId, claims: { reference, digest }, ifAwaited: true as const };
      const { outcome } = await deps.gateway.update(record.id, supplyClaimsUpdate, [command], {
        updateId: `login-claims.${reference}`,
        whenGone: 'session_closed',
      });
      context.log('info', 'Claims taken from the login', { credential_configuration_id: configurationId, outcome });
    } catch (error) {
      deps.report(error, { reason: 'login_claims_not_supplied', path: context.endpoint, requestId: context.requestId });
    }
  }
}
