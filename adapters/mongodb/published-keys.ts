/** Public signing keys: the worker has the keys, the API serves their public halves. */
import type { LoadPublishedKeys, PublishedKey, StorePublishedKeys } from '../../ports/issuing.js';
import type { Database } from './database.js';

/** By key id. A key that signs no more stays: verifiers of what it signed still look for it. */
type KeysDocument = { readonly _id: string; readonly byId?: Readonly<Record<string, PublishedKey>> };

export function storePublishedKeysInMongo({ db }: Database): StorePublishedKeys {
  const collection = db.collection<KeysDocument>('published_keys');
  return async (issuerId, keys) => {
    const entries = keys.map((one) => [`byId.${one.jwk.kid}`, one]);
    await collection.updateOne({ _id: issuerId }, { $set: Object.fromEntries(entries) }, { upsert: true });
  };
}

export function loadPublishedKeysFromMongo({ db }: Database): LoadPublishedKeys {
  const collection = db.collection<KeysDocument>('published_keys');
  return async (issuerId, now) => {
    const found = await collection.findOne({ _id: issuerId });
    if (found === null) return undefined;
    return {
      keys: Object.values(found.byId ?? {})
        .filter((one) => now < one.notAfter)
        .map((one) => one.jwk),
    };
  };
}
