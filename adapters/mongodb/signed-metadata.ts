/** Signed issuer metadata in MongoDB. */
import type { Collection } from 'mongodb';
import type {
  ClaimDueMetadata,
  LoadSignedMetadata,
  NoteMetadata,
  StoreSignedMetadata,
} from '../../ports/signed-metadata.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';

type MetadataDocument = {
  readonly _id: string;
  readonly digest: string;
  readonly resignAt: number;
  readonly jwt?: string;
};

const collectionOf = ({ db }: Database): Collection<MetadataDocument> => db.collection('signed_metadata');

export function noteMetadataInMongo(database: Database): NoteMetadata {
  const documents = collectionOf(database);
  return async (issuerId, digest) => {
    try {
      await documents.insertOne({ _id: issuerId, digest, resignAt: 0 });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      await documents.updateOne({ _id: issuerId, digest: { $ne: digest } }, { $set: { digest, resignAt: 0 } });
    }
  };
}

export function claimDueMetadataInMongo(database: Database): ClaimDueMetadata {
  const documents = collectionOf(database);
  return async (digests, now, again) => {
    const due = { _id: { $in: [...digests.keys()] }, resignAt: { $lte: now } };
    const found = await documents.find(due, { projection: { resignAt: 1, digest: 1 } }).toArray();
    const own = found.filter(({ _id, digest }) => digests.get(_id) === digest);
    const claims = own.map(async ({ _id, resignAt }) => {
      const claimed = await documents.updateOne({ _id, resignAt }, { $set: { resignAt: again } });
      return claimed.modifiedCount === 1 ? [_id] : [];
    });
    return (await Promise.all(claims)).flat();
  };
}

export function storeSignedMetadataInMongo(database: Database): StoreSignedMetadata {
  const documents = collectionOf(database);
  return async (issuerId, signed) => {
    await documents.updateOne({ _id: issuerId }, { $set: signed });
  };
}

export function loadSignedMetadataFromMongo(database: Database): LoadSignedMetadata {
  const documents = collectionOf(database);
  return async (issuerId) => (await documents.findOne({ _id: issuerId }))?.jwt;
}
