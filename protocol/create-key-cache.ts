/** A bounded memory of imported keys, least recently used first out. Holds public keys only, under their thumbprints. */
import type { CryptoKey } from 'jose';

export type KeyCache = (name: string, load: () => Promise<CryptoKey | undefined>) => Promise<CryptoKey | undefined>;

/** Keys that fail to import are not remembered: they would push out good ones. */
export function createKeyCache(capacity: number): KeyCache {
  const keys = new Map<string, CryptoKey>();
  return async (name, load) => {
    const key = keys.get(name) ?? (await load());
    if (!key) return undefined;
    // A Map keeps insertion order: putting a key back makes it the youngest.
    keys.delete(name);
    keys.set(name, key);
    const oldest = keys.keys().next();
    if (keys.size > capacity && !oldest.done) keys.delete(oldest.value);
    return key;
  };
}
