/** From the registry's changes to the feed: a change of status happened when the registry has it. */
import type { DueCredential } from '../../ports/event-feed.js';
import type { FeedEvent } from '../../protocol/events/build-event.js';
import { buildEventData } from '../../protocol/events/event-catalogue.js';

const types = {
  revoked: 'credential_revoked',
  suspended: 'credential_suspended',
  valid: 'credential_reinstated',
} as const;

/** A session that cannot be told of holds up what its credentials went through so long, and no longer. */
const HELD_AT_MOST = 600_000;

/** Whether a back office would hear of the change before it hears of the credential. */
export function isHeld({ session, changes, configurationId }: DueCredential, now: number): boolean {
  if (session === undefined || changes.some(({ at }) => now > at + HELD_AT_MOST)) return false;
  const issued = session.events.filter(({ type }) => type === 'credential_issued');
  const untold = session.events.slice(session.relayed);
  if (untold.some(({ type }) => type === 'credential_issued')) return true;
  // The registry has it before the session says so.
  return session.isOpen && !issued.some(({ details }) => details?.['configuration'] === configurationId);
}

export function toCredentialEvents(credential: DueCredential): FeedEvent[] {
  const { credentialId, issuer, sessionId, configurationId, changes, reference, metadata } = credential;
  return changes.map(({ status, at, by }) => ({
    id: eventId(credentialId, by),
    type: types[status],
    issuer,
    sessionId,
    at,
    ...(reference === undefined ? {} : { reference }),
    ...(metadata === undefined ? {} : { metadata }),
    data: buildEventData(types[status], { configuration: configurationId, credential: credentialId }),
  }));
}

/**
 * Of credential and change: an act upon many gives all of them the same change. Both are public, in the event and in the
 * record of the act; a dot would part the members of what a webhook signs.
 */
function eventId(credentialId: string, by: string): string {
  return `evt_${credentialId}_${by.replaceAll('.', '-')}`;
}
