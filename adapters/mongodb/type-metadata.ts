/** Published type metadata in MongoDB: a type once published stays, and one that credentials carry the digest of as it was. */
import type { LoadTypeMetadata, PublishTypeMetadata } from '../../ports/type-metadata.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';

type TypeDocument = { readonly _id: string; readonly text: string; readonly isChangeable?: true };

export function publishTypeMetadataInMongo({ db }: Database): PublishTypeMetadata {
  const types = db.collection<TypeDocument>('type_metadata');
  return async (_id, { text, isFixed }) => {
    const replaceable = { _id, isChangeable: true } as const;
    const isRemembered = await types.findOne(isFixed ? { _id, text, isChangeable: { $exists: false } } : { _id, text });
    if (isRemembered !== null) return true;
    try {
      const change = isFixed ? { $set: { text }, $unset: { isChangeable: true } as const } : { $set: { text } };
      await types.updateOne(replaceable, change, { upsert: true });
      return true;
    } catch (error) {
      // There is one, and it is fixed; perhaps only since a moment ago, by another worker.
      if (!isDuplicate(error)) throw error;
      return (await types.findOne({ _id }))?.text === text;
    }
  };
}

export function loadTypeMetadataFromMongo({ db }: Database): LoadTypeMetadata {
  const types = db.collection<TypeDocument>('type_metadata');
  return async (vct) => {
    const found = await types.findOne({ _id: vct });
    return found === null ? undefined : { text: found.text, isFixed: found.isChangeable !== true };
  };
}
