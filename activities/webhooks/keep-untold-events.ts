/**
 * The mark of a session's untold events is on its record: before that is destroyed they move to the outbox, without whom
 * they were about.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { AskSettledEvents, LoadUntoldSession, StoreOutboxEvent } from '../../ports/event-feed.js';
import { withoutPerson } from '../../protocol/events/without-person.js';
import type { SessionEvent } from '../../protocol/session-view.js';
import { toFeedEvent } from './relay-sessions.js';

export type KeepUntoldDependencies = {
  readonly loadUntoldSession: LoadUntoldSession;
  readonly askSettledEvents: AskSettledEvents;
  readonly storeOutboxEvent: StoreOutboxEvent;
};

/** A signature in the making settles its event within moments, or takes it back. */
const TRIES = 10;
const BETWEEN = 200;

/** Durable when it returns. Idempotent: an event has the same id whoever tells it. */
export function createKeepUntoldEvents(deps: KeepUntoldDependencies): (sessionId: string) => Promise<void> {
  return async (sessionId) => {
    const session = await deps.loadUntoldSession(sessionId);
    if (session === undefined || !(session.isOpen || session.isMarked)) return;
    const events = (await findEvents(deps, sessionId)).slice(session.relayed);
    for (const event of events.flatMap((one) => toFeedEvent(session, one)))
      await deps.storeOutboxEvent(withoutPerson(event));
  };
}

/** The workflow knows of its own end before the record does. An erasure does not wait for one that cannot answer. */
async function findEvents(deps: KeepUntoldDependencies, sessionId: string): Promise<readonly SessionEvent[]> {
  let known: readonly SessionEvent[] = [];
  for (let left = TRIES; left > 0; left -= 1) {
    const session = await deps.loadUntoldSession(sessionId);
    const { version, events = [] } = session ?? {};
    const settled = await deps.askSettledEvents(sessionId).catch(() => 'silent' as const);
    if (settled === 'silent') return events;
    // Without a workflow the record is all there is; one that was never written to is of a session that never began.
    if (settled === 'unknown') return version === 0 ? [] : events;
    known = settled;
    if (known.length >= events.length) return known;
    await pause(BETWEEN);
  }
  return known;
}
