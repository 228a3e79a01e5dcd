import type { NamedStatus } from './parse-named-status.js';

/** What several attestations name together: each entry once, and kept no longer than the first of them is. */
export function mergeNamedStatus(all: readonly (NamedStatus | undefined)[]): NamedStatus | undefined {
  const named = all.filter((one) => one !== undefined);
  const references = new Map(named.flatMap((one) => one.references.map((each) => [`${each.index} ${each.uri}`, each])));
  const ends = named.flatMap(({ keptUntil }) => keptUntil ?? []);
  if (references.size === 0 && ends.length === 0) return undefined;
  return { references: [...references.values()], ...(ends.length > 0 && { keptUntil: Math.min(...ends) }) };
}
