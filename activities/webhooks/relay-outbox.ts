/**
 * One round of moving what is due from the outbox to the feed, and a delivery for each endpoint that wants it. The marks
 * go last, and every step before is idempotent: wherever a process dies, the round is simply made again.
 */
import type { DueSession } from '../../ports/event-feed.js';
import type { WebhookEndpoint } from '../../ports/webhooks.js';
import { buildDelivery } from '../../protocol/events/build-delivery.js';
import type { FeedEvent } from '../../protocol/events/build-event.js';
import { withoutPerson } from '../../protocol/events/without-person.js';
import type { RelayDependencies } from './dependencies.js';
import { isHeld, toCredentialEvents } from './relay-credentials.js';
import type { Relayed } from './relay-sessions.js';
import { hasToBeAsked, putOff, relaySession } from './relay-sessions.js';

type Report = (error: unknown, what: string) => void;

const AT_ONCE = 50;
/** Workflows asked at the same time. */
const ASKED_AT_ONCE = 4;
/** What is known is not kept back longer than this by workflows that do not answer. */
const GATHERED = 500;
/** Until a credential that is held is looked at again. */
const HELD = 1000;

/** Answers how much there was to do. */
export async function relayOutbox(deps: RelayDependencies, shard: number, report: Report): Promise<number> {
  const now = deps.now().getTime();
  const sessions = await deps.loadDueSessions(shard, now, AT_ONCE);
  const slow = sessions.filter((one) => hasToBeAsked(one, now));
  const quick = sessions.filter((one) => !slow.includes(one));
  let moved = await settleTold(deps, await relayEach(deps, quick, report));
  moved += await relayOutside(deps, shard);
  return moved + (await relaySlowly(deps, slow, report));
}

async function relaySlowly(deps: RelayDependencies, sessions: readonly DueSession[], report: Report): Promise<number> {
  let moved = 0;
  let gathered: Relayed[] = [];
  let since = deps.now().getTime();
  for (let next = 0; next < sessions.length; next += ASKED_AT_ONCE) {
    gathered.push(...(await relayEach(deps, sessions.slice(next, next + ASKED_AT_ONCE), report)));
    const isLast = next + ASKED_AT_ONCE >= sessions.length;
    if (!isLast && deps.now().getTime() < since + GATHERED) continue;
    moved += await settleTold(deps, gathered);
    gathered = [];
    since = deps.now().getTime();
  }
  return moved;
}

/** A session that cannot be relayed goes behind the others: the oldest ones are looked at first. */
function relayEach(deps: RelayDependencies, sessions: readonly DueSession[], report: Report): Promise<Relayed[]> {
  return Promise.all(
    sessions.map((one) =>
      relaySession(deps, one).catch((error: unknown) => {
        report(error, `events of session ${one.sessionId}`);
        return putOff(deps, one);
      }),
    ),
  );
}

async function settleTold(deps: RelayDependencies, relayed: readonly Relayed[]): Promise<number> {
  const events = relayed.flatMap((one) => one.events);
  await tell(deps, events);
  for (const { settle } of relayed) await settle();
  return events.length;
}

/** What happens outside of sessions goes first: what an erased session left untold is there. */
async function relayOutside(deps: RelayDependencies, shard: number): Promise<number> {
  const now = deps.now().getTime();
  const outside = await deps.loadOutboxEvents(shard, AT_ONCE);
  const credentials = await deps.loadDueCredentials(shard, now, AT_ONCE);
  const held = credentials.filter((one) => isHeld(one, now));
  const free = credentials.filter((one) => !held.includes(one));
  const events = [...outside, ...free.flatMap(toCredentialEvents)];
  await tell(deps, events);
  for (const { credentialId } of held) await deps.deferCredential(credentialId, now + HELD);
  for (const { credentialId, changedBy } of free) await deps.settleCredential(credentialId, changedBy);
  if (outside.length > 0) await deps.removeOutboxEvents(outside.map((one) => one.id));
  return events.length;
}

async function tell(deps: RelayDependencies, found: readonly FeedEvent[]): Promise<void> {
  if (found.length === 0) return;
  const positioned = await deps.appendEvents(await redactErased(deps, found));
  const endpoints = (await deps.listEndpoints()).filter((one) => one.isEnabled);
  const now = deps.now().getTime();
  const deliveries = positioned.flatMap(({ position, ...event }) =>
    endpoints.filter((one) => isWanted(one, event)).map(({ id }) => buildDelivery(id, event, position, now)),
  );
  if (deliveries.length > 0) await deps.insertDeliveries(deliveries);
}

/** A session may have been erased since its record was read. */
async function redactErased(deps: RelayDependencies, events: readonly FeedEvent[]): Promise<readonly FeedEvent[]> {
  const erased = await deps.findErased([...new Set(events.flatMap((one) => one.sessionId ?? []))]);
  return events.map((one) => (erased.has(one.sessionId ?? '') ? withoutPerson(one) : one));
}

function isWanted({ issuer, eventTypes }: WebhookEndpoint, event: FeedEvent): boolean {
  return (issuer === undefined || issuer === event.issuer) && (eventTypes?.includes(event.type) ?? true);
}
