/**
 * The server that skips time now and then tells a worker that plays a history again of other times than it told the first,
 * by some ms (58 were seen): a view has one time and the session another. The real server is compared to the ms.
 */
const MOST_APART = 500;
/** Moments are ms since 1970; nothing else in a view is that large. */
const FIRST_MOMENT = 1e12;

/** `value` with those moments of `other` that are its own but for some ms, so that only other differences are left. */
export function withMomentsOf<T>(other: unknown, value: T): T {
  return replaced(other, value) as T;
}

function replaced(other: unknown, value: unknown): unknown {
  if (typeof value === 'number') return isSameMoment(other, value) ? other : value;
  if (typeof value !== 'object' || value === null || typeof other !== 'object' || other === null) return value;
  if (Array.isArray(value)) return value.map((one, index) => replaced((other as unknown[])[index], one));
  const members = other as Record<string, unknown>;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(members[name], one)]));
}

function isSameMoment(other: unknown, value: number): boolean {
  return typeof other === 'number' && value > FIRST_MOMENT && Math.abs(other - value) <= MOST_APART;
}
