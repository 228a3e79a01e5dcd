/** Type metadata that credentials carry the digest of, in MongoDB: what was published once stays. */
import type { LoadTypeMetadata, PinTypeMetadata } from '../../ports/type-metadata.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';

type TypeDocument = { readonly _id: string; readonly text: string };

export function pinTypeMetadataInMongo({ db }: Database): PinTypeMetadata {
  const types = db.collection<TypeDocument>('type_metadata');
  return async (vct, text) => {
    try {
      await types.insertOne({ _id: vct, text });
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return (await types.findOne({ _id: vct }))?.text === text;
    }
  };
}

export function loadTypeMetadataFromMongo({ db }: Database): LoadTypeMetadata {
  const types = db.collection<TypeDocument>('type_metadata');
  return async (vct) => (await types.findOne({ _id: vct }))?.text;
}
