/**
 * How long a waiting wallet is told to wait: what is left of the interval it was told before, or a whole one. Kept in
 * memory, so that a poll costs no write; another replica, or one that has forgotten, tells a whole interval.
 */
const MOST_REMEMBERED = 20_000;
/** A wallet that obeys is not called early for the time its request takes. */
const TOLERANCE = 500;
const SECOND = 1000;

export type Told = { readonly interval: number; readonly isEarly: boolean };

export type PollIntervals = {
  /** `requestedAt` in ms since 1970, `interval` in seconds: the one a first answer tells, and the longest. */
  readonly tell: (
    poll: { readonly requestId: string; readonly requestedAt: number; readonly interval: number },
    now: number,
  ) => Told;
  /** For a wallet that was held until now: it may come back after `seconds`. */
  readonly expect: (requestId: string, seconds: number, now: number) => void;
};

export function createPollIntervals(): PollIntervals {
  const due = new Map<string, number>();
  const remember = (requestId: string, at: number): void => {
    due.delete(requestId);
    due.set(requestId, at);
    if (due.size > MOST_REMEMBERED) due.delete(due.keys().next().value as string);
  };
  return {
    tell: ({ requestId, requestedAt, interval }, now) => {
      const left = (due.get(requestId) ?? requestedAt + interval * SECOND) - now;
      // Clocks differ between replicas; nobody is told more than a whole interval.
      if (left > TOLERANCE) return { interval: Math.min(interval, Math.ceil(left / SECOND)), isEarly: true };
      remember(requestId, now + interval * SECOND);
      return { interval, isEarly: false };
    },
    expect: (requestId, seconds, now) => remember(requestId, now + seconds * SECOND),
  };
}
