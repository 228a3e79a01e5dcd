/** Public signing keys: the worker has the keys, the API serves their public halves. */
import type { LoadKeyDiscovery, LoadPublishedKeys, PublishedKey, StorePublishedKeys } from '../../ports/issuing.js';
import type { Database } from './database.js';

/** By key id. A key that signs no more stays: verifiers of what it signed still look for it. */
type KeysDocument = {
  readonly _id: string;
  readonly byId?: Readonly<Record<string, PublishedKey>>;
  readonly isFoundByWeb?: true;
};

export function storePublishedKeysInMongo({ db }: Database): StorePublishedKeys {
  const collection = db.collection<KeysDocument>('published_keys');
  return async (issuerId, { keys, isFoundByWeb }) => {
    const entries = keys.map((one) => [`byId.${one.jwk.kid}`, one]);
    const $set = { ...Object.fromEntries(entries), ...(isFoundByWeb && { isFoundByWeb }) };
    await collection.updateOne({ _id: issuerId }, { $set }, { upsert: true });
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

export function loadKeyDiscoveryFromMongo({ db }: Database): LoadKeyDiscovery {
  const collection = db.collection<KeysDocument>('published_keys');
  return async (issuerId, now) => {
    const found = await collection.findOne({ _id: issuerId, isFoundByWeb: true });
    return Object.values(found?.byId ?? {}).some((one) => now < one.notAfter);
  };
}
