/**
 * From the sessions' records to the feed, and only what happened for good. The record is written before the workflow task
 * that decided it is over: what the record calls confirmed goes at once; for the rest the workflow is asked, after a
 * moment in which mostly the next message has confirmed it.
 */
import type { DueSession } from '../../ports/event-feed.js';
import type { FeedEvent } from '../../protocol/events/build-event.js';
import { buildEventData } from '../../protocol/events/event-catalogue.js';
import type { SessionEvent } from '../../protocol/session-view.js';
import type { RelayDependencies } from './dependencies.js';

/** How long the next message may take to confirm what the last one decided. */
const HOLD = 1000;
const LONGEST_HOLD = 600_000;
/** A session that was stored and never started is looked for no longer; should it start after all, its first write marks it again. */
const NEVER_STARTED = 86_400_000;
/** Of credentials after issuance the registry tells, whether the session is still there to note it or not. */
const TOLD_BY_REGISTRY = new Set(['credential_revoked', 'credential_suspended', 'credential_reinstated']);

export type Relayed = { readonly events: readonly FeedEvent[]; readonly settle: () => Promise<void> };

/** Whether its workflow has to be asked, which may take a while or fail. */
export function hasToBeAsked({ confirmed, events, since }: DueSession, now: number): boolean {
  return confirmed < events.length && now >= since + HOLD;
}

/** Of a session that could not be relayed: nothing is told, and it is tried again ever more seldom. */
export function putOff(deps: RelayDependencies, { sessionId, version, relayed, since }: DueSession): Relayed {
  const now = deps.now().getTime();
  const next = now + Math.min(Math.max(now - since, HOLD), LONGEST_HOLD);
  return { events: [], settle: () => deps.settleSession({ sessionId, version, relayed, next }) };
}

/** What can be told of a session now, and how to note that it was. */
export async function relaySession(deps: RelayDependencies, session: DueSession): Promise<Relayed> {
  const { sessionId, version, events, relayed, confirmed, since } = session;
  const now = deps.now().getTime();
  const settle = (upTo: number, next?: number) => () =>
    deps.settleSession({ sessionId, version, relayed: upTo, ...(next === undefined ? {} : { next }) });
  const tell = (all: readonly SessionEvent[], next?: number): Relayed => ({
    events: all.slice(relayed).flatMap((one) => toFeedEvent(session, one)),
    settle: settle(Math.max(relayed, all.length), next),
  });
  if (confirmed >= events.length) return tell(events);
  if (!hasToBeAsked(session, now)) return tell(events.slice(0, confirmed), since + HOLD);
  const known = await ask(deps, session);
  // Asked again ever more seldom: twice as late as it is now.
  const later = now + Math.min(now - since, LONGEST_HOLD);
  if (known === 'unstarted') {
    return now > since + NEVER_STARTED ? tell(events.slice(0, relayed)) : tell(events.slice(0, relayed), later);
  }
  // As many as the record has, or more: it was written by what is over. Fewer: something is under way, or never came to be.
  return known.length >= events.length ? tell(known) : tell(known, later);
}

/** A start is in history when it is there at all; of everything else the workflow knows, or is over and gone. */
async function ask(deps: RelayDependencies, session: DueSession): Promise<readonly SessionEvent[] | 'unstarted'> {
  const { sessionId, version, events } = session;
  if (version === 0) return (await deps.isSessionStarted(sessionId)) ? events : 'unstarted';
  const settled = await deps.askSettledEvents(sessionId);
  return settled === 'unknown' ? events : settled;
}

/** None for what the registry tells. */
export function toFeedEvent(
  session: Pick<DueSession, 'sessionId' | 'issuer' | 'reference' | 'metadata'>,
  event: SessionEvent,
): FeedEvent[] {
  if (TOLD_BY_REGISTRY.has(event.type)) return [];
  const { sessionId, issuer, reference, metadata } = session;
  const { seq, type, at, details } = event;
  return [
    {
      id: `evt_${sessionId}_${seq}`,
      type,
      issuer,
      sessionId,
      seq,
      at,
      ...(reference === undefined ? {} : { reference }),
      ...(metadata === undefined ? {} : { metadata }),
      data: buildEventData(type, details),
    },
  ];
}
