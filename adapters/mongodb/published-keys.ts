/** Public signing keys: the worker has the keys, the API serves their public halves. */
import type { LoadPublishedKeys, PublishedKeys, StorePublishedKeys } from '../../ports/issuing.js';
import type { Database } from './database.js';

type KeysDocument = PublishedKeys & { readonly _id: string };

export function storePublishedKeysInMongo({ db }: Database): StorePublishedKeys {
  const collection = db.collection<KeysDocument>('published_keys');
  return async (issuerId, { keys }) => {
    await collection.updateOne({ _id: issuerId }, { $set: { keys } }, { upsert: true });
  };
}

export function loadPublishedKeysFromMongo({ db }: Database): LoadPublishedKeys {
  const collection = db.collection<KeysDocument>('published_keys');
  return async (issuerId) => {
    const found = await collection.findOne({ _id: issuerId });
    return found === null ? undefined : { keys: found.keys };
  };
}
