/**
 * One round of moving what is due from the outbox to the feed, and a delivery for each endpoint that wants it. The marks
 * go last, and every step before is idempotent: wherever a process dies, the round is simply made again.
 */
import type { WebhookEndpoint } from '../../ports/webhooks.js';
import { buildDelivery } from '../../protocol/events/build-delivery.js';
import type { FeedEvent } from '../../protocol/events/build-event.js';
import type { RelayDependencies } from './dependencies.js';
import { toCredentialEvents } from './relay-credentials.js';
import type { Relayed } from './relay-sessions.js';
import { relaySession } from './relay-sessions.js';

const AT_ONCE = 50;
/** Workflows asked at the same time. */
const ASKED_AT_ONCE = 4;

/** Answers how much there was to do. */
export async function relayOutbox(
  deps: RelayDependencies,
  shard: number,
  report: (error: unknown, what: string) => void,
): Promise<number> {
  const now = deps.now().getTime();
  const sessions = await deps.loadDueSessions(shard, now, AT_ONCE);
  const credentials = await deps.loadDueCredentials(shard, AT_ONCE);
  const outside = await deps.loadOutboxEvents(shard, AT_ONCE);
  const relayed: Relayed[] = [];
  for (let next = 0; next < sessions.length; next += ASKED_AT_ONCE) {
    const some = sessions.slice(next, next + ASKED_AT_ONCE);
    // A workflow that does not answer holds nobody else back; its session stays due.
    const tried = await Promise.all(
      some.map((one) =>
        relaySession(deps, one).catch((error: unknown) => {
          report(error, `events of session ${one.sessionId}`);
          return undefined;
        }),
      ),
    );
    relayed.push(...tried.filter((one) => one !== undefined));
  }
  const events = [...relayed.flatMap((one) => one.events), ...credentials.flatMap(toCredentialEvents), ...outside];
  await tell(deps, events);
  for (const { settle } of relayed) await settle();
  for (const { credentialId, changedBy } of credentials) await deps.settleCredential(credentialId, changedBy);
  if (outside.length > 0) await deps.removeOutboxEvents(outside.map((one) => one.id));
  return events.length;
}

async function tell(deps: RelayDependencies, events: readonly FeedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const positioned = await deps.appendEvents(events);
  const endpoints = (await deps.listEndpoints()).filter((one) => one.isEnabled);
  const now = deps.now().getTime();
  const deliveries = positioned.flatMap(({ position, ...event }) =>
    endpoints.filter((one) => isWanted(one, event)).map(({ id }) => buildDelivery(id, event, position, now)),
  );
  if (deliveries.length > 0) await deps.insertDeliveries(deliveries);
}

function isWanted({ issuer, eventTypes }: WebhookEndpoint, event: FeedEvent): boolean {
  return (issuer === undefined || issuer === event.issuer) && (eventTypes?.includes(event.type) ?? true);
}
