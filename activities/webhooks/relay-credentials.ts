/** From the registry's changes to the feed: a change of status happened when the registry has it. */
import type { DueCredential } from '../../ports/event-feed.js';
import type { FeedEvent } from '../../protocol/events/build-event.js';
import { buildEventData } from '../../protocol/events/event-catalogue.js';

const types = {
  revoked: 'credential_revoked',
  suspended: 'credential_suspended',
  valid: 'credential_reinstated',
} as const;

export function toCredentialEvents(credential: DueCredential): FeedEvent[] {
  const { credentialId, issuer, sessionId, configurationId, changes, reference, metadata } = credential;
  return changes.map(({ status, at, by }) => ({
    id: `evt_${by}`,
    type: types[status],
    issuer,
    sessionId,
    at,
    ...(reference === undefined ? {} : { reference }),
    ...(metadata === undefined ? {} : { metadata }),
    data: buildEventData(types[status], { configuration: configurationId, credential: credentialId }),
  }));
}
