/** A session's view without whom it was about: what happened, when and in what order stays. */
import type { SessionEvent, SessionView } from '../session-view.js';

/** Details of events that only name things everybody may know; what is not listed goes. */
const harmless = new Set([
  'credential_configuration_ids',
  'configuration',
  'grant_type',
  'token_type',
  'keys',
  'credentials',
  'renewal',
  'reason',
  'endpoint',
  'attempts_left',
]);

export function anonymiseView({ clientId: _clientId, ...view }: SessionView): SessionView {
  return {
    ...view,
    deliverables: view.deliverables.map(({ configurationId, claims, issuances }) => ({
      configurationId,
      claims,
      issuances: issuances.map((one, index) => ({ ...one, requestId: `${configurationId} ${index + 1}` })),
    })),
    events: view.events.map(anonymiseEvent),
  };
}

function anonymiseEvent({ details, ...event }: SessionEvent): SessionEvent {
  const kept = Object.entries(details ?? {}).filter(([name]) => harmless.has(name));
  return kept.length === 0 ? event : { ...event, details: Object.fromEntries(kept) };
}
