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
  const datasets = claims.filter((one) => awaited.includes(one.configurationId));
  if (datasets.length === 0) return;
  try {
    await Promise.all(datasets.map(deps.storeClaims));
    const command = {
      datasets: datasets.map(({ configurationId, reference, digest }) => ({
        configurationId,
        claims: { reference, digest },
      })),
      ifAwaited: true as const,
    };
    const { outcomes } = await deps.gateway.update(record.id, supplyClaimsUpdate, [command], {
      updateId: `login-claims.${datasets[0]?.reference}`,
      whenGone: 'session_closed',
    });
    for (const { configurationId: id } of datasets)
      context.log('info', 'Claims taken from the login', {
        credential_configuration_id: id,
        outcome: outcomes[id] ?? 'unchanged',
      });
  } catch (error) {
    deps.report(error, { reason: 'login_claims_not_supplied', path: context.endpoint, requestId: context.requestId });
  }
}
