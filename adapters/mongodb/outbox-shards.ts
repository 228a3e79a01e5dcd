/** Which of the dispatchers something is for. */
import { createHash } from 'node:crypto';

/** How many dispatchers share the work; a session's events are always the same one's. */
export const OUTBOX_SHARDS = 2;

export function shardOf(name: string): number {
  return (createHash('sha256').update(name).digest()[0] ?? 0) % OUTBOX_SHARDS;
}
