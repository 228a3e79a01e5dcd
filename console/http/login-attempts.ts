/** Slows down guessing: so many wrong keys from one address, then a pause. In memory, so per process. */
const WINDOW = 5 * 60_000;
const MOST_ADDRESSES = 10_000;

export type LoginAttempts = {
  /** Seconds to wait, or 0 when another attempt is allowed. */
  readonly waitFor: (address: string) => number;
  readonly fail: (address: string) => void;
  readonly succeed: (address: string) => void;
};

export function createLoginAttempts(now: () => Date, mostFailures: number): LoginAttempts {
  const failures = new Map<string, { count: number; since: number }>();
  const current = (address: string) => {
    const known = failures.get(address);
    return known !== undefined && now().getTime() - known.since < WINDOW ? known : undefined;
  };
  return {
    waitFor: (address) => {
      const known = current(address);
      if (known === undefined || known.count < mostFailures) return 0;
      return Math.ceil((known.since + WINDOW - now().getTime()) / 1000);
    },
    fail: (address) => {
      const { count, since } = current(address) ?? { count: 0, since: now().getTime() };
      failures.delete(address);
      failures.set(address, { count: count + 1, since });
      if (failures.size > MOST_ADDRESSES) failures.delete(failures.keys().next().value as string);
    },
    succeed: (address) => void failures.delete(address),
  };
}
