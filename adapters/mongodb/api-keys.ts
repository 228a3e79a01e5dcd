/** Keys of the private API in MongoDB. */
import type { ApiKey, ApiKeyFilter, ApiKeyStore } from '../../ports/api-keys.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';

type ApiKeyDocument = Omit<ApiKey, 'id'> & { readonly _id: string };

export function createApiKeyStoreInMongo({ db }: Database): ApiKeyStore {
  const keys = db.collection<ApiKeyDocument>('api_keys');
  return {
    insert: async ({ id, ...rest }) => {
      try {
        await keys.insertOne({ _id: id, ...rest });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    load: async (id) => {
      const found = await keys.findOne({ _id: id });
      return found === null ? undefined : toKey(found);
    },
    list: async ({ issuer, after, limit }) => {
      const filter = {
        ...(issuer === undefined ? {} : { issuer }),
        ...(after === undefined ? {} : behind(after)),
      };
      const found = await keys.find(filter).sort({ createdAt: -1, _id: -1 }).limit(limit).toArray();
      return found.map(toKey);
    },
    replace: async ({ id, version, lastUsedAt: _kept, ...rest }) => {
      const absent = (['expiresAt', 'revokedAt'] as const).filter((name) => rest[name] === undefined);
      const { modifiedCount } = await keys.updateOne(
        { _id: id, version },
        {
          $set: { ...rest, version: version + 1 },
          ...(absent.length === 0 ? {} : { $unset: Object.fromEntries(absent.map((name) => [name, '' as const])) }),
        },
      );
      return modifiedCount === 1;
    },
    touch: async (id, at) => {
      await keys.updateOne({ _id: id }, { $set: { lastUsedAt: at } });
    },
  };
}

/** Keys of one moment come in the order of their ids. */
function behind({ createdAt, id }: NonNullable<ApiKeyFilter['after']>) {
  return { $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: id } }] };
}

function toKey({ _id, ...rest }: ApiKeyDocument): ApiKey {
  return { id: _id, ...rest };
}
