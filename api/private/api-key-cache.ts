/** Keys as they were a moment ago: no request reads the database for one, and a revoked key is dead within seconds. */
import type { ApiKey, ApiKeyStore } from '../../ports/api-keys.js';

/** How old a key may be, in ms; so long a key that was revoked at another replica still works here. */
export const API_KEY_AGE = 3000;
const MOST_KEYS = 10_000;
const TOUCH_EVERY = 60_000;

export type ApiKeyCache = {
  readonly load: (id: string) => Promise<ApiKey | undefined>;
  /** After a change made here. */
  readonly forget: (id: string) => void;
  /** Notes that the key was used: at most once a minute, and nobody waits for it. */
  readonly touch: (key: ApiKey) => void;
};

export function createApiKeyCache(
  store: Pick<ApiKeyStore, 'load' | 'touch'>,
  now: () => Date,
  onFailure: (error: unknown) => void,
): ApiKeyCache {
  const known = new Map<string, { readonly key: Promise<ApiKey | undefined>; readonly until: number }>();
  const touched = new Map<string, number>();
  return {
    load: (id) => {
      const at = now().getTime();
      const found = known.get(id);
      if (found !== undefined && at < found.until) return found.key;
      const key = store.load(id);
      known.delete(id);
      keepFew(known);
      const entry = { key, until: at + API_KEY_AGE };
      known.set(id, entry);
      // A failure is not remembered, nor is one that a later change has replaced already.
      key.catch(() => known.get(id) === entry && known.delete(id));
      return key;
    },
    forget: (id) => void known.delete(id),
    touch: ({ id, lastUsedAt = 0 }) => {
      const at = now().getTime();
      if (at - Math.max(lastUsedAt, touched.get(id) ?? 0) < TOUCH_EVERY) return;
      touched.delete(id);
      keepFew(touched);
      touched.set(id, at);
      store.touch(id, at).catch(onFailure);
    },
  };
}

/** Unknown ids are remembered too, and anybody can make them up. */
function keepFew(map: Map<string, unknown>): void {
  for (const oldest of map.keys()) {
    if (map.size < MOST_KEYS) return;
    map.delete(oldest);
  }
}
