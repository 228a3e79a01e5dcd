/** API keys as those who may manage them do: made, listed, changed, rotated, revoked. */
import type { ApiKey, ApiKeyFilter, ApiKeyStore } from '../../ports/api-keys.js';
import type { Caller, Scope } from '../../ports/caller.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ApiKeyCache } from './api-key-cache.js';
import { mintApiKey, mintApiKeyId } from './api-key-format.js';

export type NewApiKey = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly issuer?: string;
  readonly expiresAt?: number;
};
export type ApiKeyChange = {
  readonly name?: string;
  readonly scopes?: readonly Scope[];
  /** Null: never. */
  readonly expiresAt?: number | null;
};
/** `text` is the key itself, shown once; absent where it was made by the same request before. */
export type ShownApiKey = { readonly key: ApiKey; readonly text?: string };

/** A caller bound to an issuer sees and makes keys of that issuer only. Every operation throws ProtocolError. */
export type ApiKeyAdministration = {
  /** @param reservation of the request; the key's id follows from it, so that a repeat makes no second one */
  readonly create: (caller: Caller, asked: NewApiKey, reservation: string | undefined) => Promise<ShownApiKey>;
  readonly list: (caller: Caller, page: Omit<ApiKeyFilter, 'issuer'>) => Promise<readonly ApiKey[]>;
  readonly load: (caller: Caller, id: string) => Promise<ApiKey>;
  readonly change: (caller: Caller, id: string, change: ApiKeyChange) => Promise<ApiKey>;
  readonly rotate: (caller: Caller, id: string, oldValidUntil?: number) => Promise<ShownApiKey>;
  /** Final. Again: nothing changes. */
  readonly revoke: (caller: Caller, id: string) => Promise<void>;
};

export type ApiKeyAdministrationDependencies = {
  readonly store: ApiKeyStore;
  readonly cache: Pick<ApiKeyCache, 'forget'>;
  readonly now: () => Date;
};

export function createApiKeyAdministration(deps: ApiKeyAdministrationDependencies): ApiKeyAdministration {
  const { store, cache, now } = deps;

  async function load(caller: Caller, id: string): Promise<ApiKey> {
    const key = await store.load(id);
    if (key === undefined || (caller.issuer !== undefined && key.issuer !== caller.issuer))
      throw refuse('api_key_unknown');
    return key;
  }

  async function replace(key: ApiKey): Promise<ApiKey> {
    const isReplaced = await store.replace(key);
    cache.forget(key.id);
    if (!isReplaced) throw refuse('api_key_changed');
    return { ...key, version: key.version + 1 };
  }

  async function loadAlive(caller: Caller, id: string): Promise<ApiKey> {
    const key = await load(caller, id);
    if (key.revokedAt !== undefined) throw refuse('api_key_changed');
    return key;
  }

  return {
    load,
    create: async (caller, asked, reservation) => {
      const id = mintApiKeyId(reservation);
      const { text, digest } = mintApiKey(id);
      const createdAt = now().getTime();
      const key = { id, ...asked, secrets: [{ digest }], version: 1, createdAt, createdBy: caller.id };
      return (await store.insert(key)) ? { key, text } : { key: await load(caller, id) };
    },
    list: ({ issuer }, page) => store.list({ ...page, ...(issuer === undefined ? {} : { issuer }) }),
    change: async (caller, id, { expiresAt, ...change }) => {
      const { expiresAt: before, ...rest } = await loadAlive(caller, id);
      const ends = expiresAt === undefined ? before : (expiresAt ?? undefined);
      return replace({ ...rest, ...change, ...(ends === undefined ? {} : { expiresAt: ends }) });
    },
    rotate: async (caller, id, oldValidUntil) => {
      const key = await loadAlive(caller, id);
      const at = now().getTime();
      const { text, digest } = mintApiKey(id);
      const old = key.secrets
        .map((one) => ({ ...one, validUntil: Math.min(one.validUntil ?? Infinity, oldValidUntil ?? at) }))
        .filter((one) => one.validUntil > at);
      return { key: await replace({ ...key, secrets: [{ digest }, ...old] }), text };
    },
    revoke: async (caller, id) => {
      const key = await load(caller, id);
      if (key.revokedAt === undefined) await replace({ ...key, revokedAt: now().getTime() });
    },
  };
}
