/** When a delivery that failed is tried again, and when it is given up. */

/** All in seconds. The last of `pauses` repeats. */
export type RetryPlan = { readonly pauses: readonly number[]; readonly giveUpAfter: number };

export type FailedDelivery = {
  /** Attempts made since `since`, at least 1. */
  readonly attempts: number;
  /** When this delivery, or its replay, began; ms since 1970, like `now`. */
  readonly since: number;
  readonly now: number;
  /** Seconds, as the receiver asked for. */
  readonly retryAfter?: number;
};

/** A receiver may ask for patience, but not for ever. */
const LONGEST_ASKED = 86_400;
/** Receivers that went down together are not all called again at the same moment. */
const SPREAD = 0.2;
const SECOND = 1000;

/** ms since 1970, or undefined when it is given up. `random` is in [0, 1). */
export function planAttempt(plan: RetryPlan, failed: FailedDelivery, random: number): number | undefined {
  const { attempts, since, now, retryAfter = 0 } = failed;
  const pause = plan.pauses[Math.min(attempts, plan.pauses.length) - 1] ?? 0;
  const spread = pause * (1 - SPREAD + 2 * SPREAD * random);
  const next = now + Math.max(spread, Math.min(retryAfter, LONGEST_ASKED)) * SECOND;
  return next > since + plan.giveUpAfter * SECOND ? undefined : Math.round(next);
}

/** Seconds to wait by a `Retry-After` header (RFC 9110 section 10.2.3): a number of seconds or a date. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header.trim());
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now) / SECOND);
}
