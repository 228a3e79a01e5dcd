/** Requests under an idempotency key in MongoDB. */
import type { IdempotencyStore, ReservedRequest } from '../../ports/idempotency.js';
import { toBytes } from './bytes.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';
import { ensureIndex } from './ensure-index.js';

type RequestDocument = Omit<ReservedRequest, 'id' | 'expiresAt'> & { readonly _id: string; readonly expiresAt: Date };

const collectionIn = ({ db }: Database) => db.collection<RequestDocument>('idempotency');

export function createIdempotencyStoreInMongo(database: Database): IdempotencyStore {
  const requests = collectionIn(database);
  return {
    reserve: async (request) => {
      try {
        await requests.insertOne(toDocument(request));
        return undefined;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      const found = await requests.findOne({ _id: request.id });
      // Gone between the two calls: whoever asks again makes it.
      return found === null ? { ...request, holder: '' } : toRequest(found);
    },
    takeOver: async ({ id, ...rest }, from) => {
      const { requestDigest, holder, heldUntil, expiresAt } = rest;
      const { modifiedCount } = await requests.updateOne(
        { _id: id, holder: from },
        { $set: { requestDigest, holder, heldUntil, expiresAt: new Date(expiresAt) }, $unset: { answer: '' } },
      );
      return modifiedCount === 1;
    },
    keepAnswer: async (id, holder, answer) => {
      await requests.updateOne({ _id: id, holder }, { $set: { answer } });
    },
    letGo: async (id, holder) => {
      await requests.updateOne({ _id: id, holder }, { $set: { heldUntil: 0 } });
    },
    remove: async (id, holder) => {
      await requests.deleteOne({ _id: id, holder });
    },
  };
}

export async function createIdempotencyIndexes(database: Database): Promise<void> {
  await ensureIndex(collectionIn(database), { expiresAt: 1 }, { expireAfterSeconds: 0 });
}

function toDocument({ id, expiresAt, ...rest }: ReservedRequest): RequestDocument {
  return { _id: id, ...rest, expiresAt: new Date(expiresAt) };
}

function toRequest({ _id, expiresAt, answer, ...rest }: RequestDocument): ReservedRequest {
  const request = { id: _id, ...rest, expiresAt: expiresAt.getTime() };
  if (answer === undefined) return request;
  return { ...request, answer: { ...answer, sealed: toBytes(answer.sealed) } };
}
