/** A reader of the feed is told where something is missing, and never left to find out. */
import type { FeedPage } from '../../ports/event-feed.js';
import { refuse } from '../../protocol/errors/protocol-error.js';

/** @throws ProtocolError `events_cursor_gone`; a reader without a cursor takes what there is */
export function refuseGap(after: number, { trimmedUpTo }: FeedPage): void {
  if (after > 0 && after < trimmedUpTo) throw refuse('events_cursor_gone', { expected: String(trimmedUpTo) });
}
