/** What of an issuer's configuration the session decides by. */
import type { SessionRecord } from '../../ports/session-records.js';
import { refreshTokensOf } from '../../protocol/metadata/profiles.js';
import type { DeliverableStart, SessionPolicy } from '../../workflows/contract/messages.js';
import type { ServedIssuer } from '../http/wallet-context.js';

export function buildPolicy(
  { configuration }: ServedIssuer,
  record: Pick<SessionRecord, 'requirements' | 'deferralLimit'>,
): SessionPolicy {
  const { lifetimes, tx_code_attempts, max_issuances_per_configuration, deferral } = configuration;
  return {
    requireDpop: record.requirements.requireDpop,
    txCodeAttempts: tx_code_attempts,
    maxIssuances: max_issuances_per_configuration,
    deferralLimit: record.deferralLimit,
    deferredInterval: lifetimes.deferred_interval,
    redeliveryWindow: lifetimes.redelivery_window,
    ...(refreshTokensOf(configuration) === 'always' ? { refreshLifetime: lifetimes.refresh_token } : {}),
    ...(deferral ? {} : { isDeferralOff: true }),
    ...(configuration.revoke_on_notification ? { revokesReported: true } : {}),
  };
}

/** One thing the session is to deliver, its claims still to be supplied. */
export function startDeliverable({ configuration }: ServedIssuer, configurationId: string): DeliverableStart {
  const times = configuration.credential_configurations[configurationId]?.reissuance?.times;
  return { configurationId, ...(times === undefined ? {} : { reissues: times }) };
}
