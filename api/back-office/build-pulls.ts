/** Which of its claims a session asks for itself, and how patiently; kept with it, whatever the configuration says later. */
import type { PullPlan, SessionStart } from '../../workflows/contract/messages.js';
import type { ServedIssuer } from '../http/wallet-context.js';

export function buildPulls(
  { configuration }: ServedIssuer,
  configurationIds: readonly string[],
): Pick<SessionStart, 'pulls'> {
  const pulls = configurationIds.flatMap((configurationId): PullPlan[] => {
    const source = configuration.credential_configurations[configurationId]?.claims_source;
    if (source?.kind !== 'pull') return [];
    return [
      {
        configurationId,
        when: source.when,
        timeout: source.timeout,
        giveUpAfter: source.give_up_after,
        retryInterval: source.retry_interval,
        maxRetryInterval: source.max_retry_interval,
      },
    ];
  });
  return pulls.length === 0 ? {} : { pulls };
}
