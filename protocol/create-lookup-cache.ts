/** A bounded memory of what was looked up elsewhere: each thing once at a time, and again when it has had its time. */
export type Lookup<V> = {
  readonly value: V;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** In the unit of `mostSize`. */
  readonly size?: number;
};

/** @param load is given what was known before, its time over; what it throws is remembered for nobody */
export type LookupCache<V> = (name: string, load: (former: V | undefined) => Promise<Lookup<V>>) => Promise<V>;

export function createLookupCache<V>({
  now,
  mostEntries,
  mostSize = Number.POSITIVE_INFINITY,
}: {
  readonly now: () => Date;
  readonly mostEntries: number;
  readonly mostSize?: number;
}): LookupCache<V> {
  const kept = new Map<string, Lookup<V>>();
  const underWay = new Map<string, Promise<V>>();

  const look = async (name: string, load: Parameters<LookupCache<V>>[1]): Promise<V> => {
    const found = await load(kept.get(name)?.value);
    // A Map keeps insertion order: what was looked up last stands last.
    kept.delete(name);
    kept.set(name, found);
    dropOldest(kept, mostEntries, mostSize);
    return found.value;
  };

  return (name, load) => {
    const known = kept.get(name);
    if (known !== undefined && now().getTime() < known.until) return Promise.resolve(known.value);
    const running = underWay.get(name) ?? look(name, load).finally(() => underWay.delete(name));
    underWay.set(name, running);
    return running;
  };
}

function dropOldest(kept: Map<string, Lookup<unknown>>, mostEntries: number, mostSize: number): void {
  let size = [...kept.values()].reduce((sum, one) => sum + (one.size ?? 0), 0);
  for (const [name, one] of kept) {
    if (kept.size <= mostEntries && size <= mostSize) return;
    kept.delete(name);
    size -= one.size ?? 0;
  }
}
