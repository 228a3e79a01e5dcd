/** When a line is tried again about which nothing could be said, and when it is given up. */
import type { BulkRetry, BulkRow } from '../../ports/bulk.js';
import type { Reason } from '../../protocol/errors/catalogue.js';

/** Tries of a line whose failure nobody foresaw. */
const MOST_FAULTS = 5;
/**
 * How long a line is tried where a service is away or the session is busy. Longer than a restart or a failover takes, and
 * short enough that whoever waits for the job hears on the same day what could not be done. Milliseconds.
 */
export const TRIED_FOR = 3_600_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;

/** Undefined: the line fails for this reason. */
export function planRetry(row: BulkRow, reason: Reason, now: number): BulkRetry | undefined {
  const tries = (row.tries ?? 0) + 1;
  const faults = (row.faults ?? 0) + (reason === 'server_error' ? 1 : 0);
  const troubledSince = row.troubledSince ?? now;
  if (faults >= MOST_FAULTS || now - troubledSince >= TRIED_FOR) return undefined;
  return { tries, faults, troubledSince, dueAt: now + Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE) };
}
