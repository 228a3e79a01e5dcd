/** Keys in memory, for tests of who gets in. */

import { createApiKeyAdministration } from '../../../api/private/api-key-administration.js';
import { createApiKeyCache } from '../../../api/private/api-key-cache.js';
import type { CallerDependencies } from '../../../api/private/authenticate-caller.js';
import { createCallerAuthentication } from '../../../api/private/authenticate-caller.js';
import { createFailedLogins } from '../../../api/private/failed-logins.js';
import type { ApiKey, ApiKeyStore } from '../../../ports/api-keys.js';
import type { Caller } from '../../../ports/caller.js';

export const START = Date.parse('2026-06-12T12:00:00Z');
export const ADMIN: Caller = { id: 'admin-key', scopes: ['admin'] };
export const ADMIN_KEY = 'an-admin-key-for-tests';

type Made = Pick<ApiKey, 'createdAt' | 'id'>;
const newestFirst = (a: Made, b: Made): number =>
  b.createdAt - a.createdAt || (a.id === b.id ? 0 : a.id < b.id ? 1 : -1);

export function createKeysInMemory() {
  const keys = new Map<string, ApiKey>();
  const calls = { load: 0, touch: 0 };
  const store: ApiKeyStore = {
    insert: async (key) => {
      if (keys.has(key.id)) return false;
      keys.set(key.id, key);
      return true;
    },
    load: async (id) => {
      calls.load++;
      return keys.get(id);
    },
    list: async ({ issuer, after, limit }) =>
      [...keys.values()]
        .filter((one) => issuer === undefined || one.issuer === issuer)
        .sort(newestFirst)
        .filter((one) => after === undefined || newestFirst(after, one) < 0)
        .slice(0, limit),
    replace: async (key) => {
      if (keys.get(key.id)?.version !== key.version) return false;
      keys.set(key.id, { ...key, version: key.version + 1 });
      return true;
    },
    touch: async (id, at) => {
      calls.touch++;
      const found = keys.get(id);
      if (found !== undefined) keys.set(id, { ...found, lastUsedAt: at });
    },
  };
  return { keys, calls, store };
}

/** One replica of the API over a store. */
export function createReplica(
  store: ApiKeyStore,
  clock: { now: number },
  more: Partial<CallerDependencies> & { readonly mostFailures?: number } = {},
) {
  const now = () => new Date(clock.now);
  const cache = createApiKeyCache(store, now, () => undefined);
  const { mostFailures = 3, ...others } = more;
  const failedLogins = createFailedLogins(mostFailures);
  return {
    administration: createApiKeyAdministration({ store, cache, now }),
    ...createCallerAuthentication({ adminKey: ADMIN_KEY, keys: cache, failedLogins, now, ...others }),
  };
}
