/** The credential registry in MongoDB. */
import type { Collection } from 'mongodb';
import type {
  FindCredentials,
  IsListNeeded,
  ListChangedEntries,
  LoadCredential,
  RegisterCredentials,
  RegisteredCredential,
  StoreCredentialStatus,
  UnregisterCredentials,
} from '../../ports/credential-registry.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';
import { ensureIndex } from './ensure-index.js';
import { type StatusChangeMarked, statusChangeMark } from './outbox-credentials.js';

export type CredentialDocument = Omit<RegisteredCredential, 'id'> & StatusChangeMarked & { readonly _id: string };

export const credentialsOf = ({ db }: Database): Collection<CredentialDocument> => db.collection('credentials');

export async function createRegistryIndexes(database: Database): Promise<void> {
  const credentials = credentialsOf(database);
  const withEntry = { partialFilterExpression: { 'entry.index': { $exists: true } } };
  // The last line of defence: even a fault in the leasing cannot give one entry to two credentials (ST-09).
  await ensureIndex(credentials, { 'entry.list': 1, 'entry.index': 1 }, { unique: true, ...withEntry });
  await ensureIndex(credentials, { 'entry.list': 1, status: 1 });
  await ensureIndex(credentials, { 'entry.list': 1, validUntil: -1 });
  await ensureIndex(credentials, { sessionId: 1 });
  await ensureIndex(credentials, { subjectDigest: 1 });
}

export function registerCredentialsInMongo(database: Database): RegisterCredentials {
  const credentials = credentialsOf(database);
  return async (rows) => {
    try {
      await credentials.insertMany(
        rows.map(({ id, ...rest }) => ({ _id: id, ...rest })),
        { ordered: false },
      );
      return rows;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const ids = rows.map((one) => one.id);
      const found = await credentials.find({ _id: { $in: ids } }).toArray();
      const standing = ids.flatMap((id) => found.find((one) => one._id === id) ?? []).map(toCredential);
      // Not all there: what was refused is an entry, not a row, and the caller has to take another one.
      if (standing.length < rows.length) throw error;
      return standing;
    }
  };
}

export function unregisterCredentialsInMongo(database: Database): UnregisterCredentials {
  const credentials = credentialsOf(database);
  return async (ids) => {
    await credentials.deleteMany({ _id: { $in: [...ids] } });
  };
}

export function loadCredentialFromMongo(database: Database): LoadCredential {
  const credentials = credentialsOf(database);
  return async (id) => {
    const found = await credentials.findOne({ _id: id });
    return found === null ? undefined : toCredential(found);
  };
}

export function findCredentialsInMongo(database: Database): FindCredentials {
  const credentials = credentialsOf(database);
  return async ({ limit, skip = 0, ...filter }) => {
    const found = await credentials.find(filter).sort({ issuedAt: 1, _id: 1 }).skip(skip).limit(limit).toArray();
    return found.map(toCredential);
  };
}

export function storeCredentialStatusInMongo(database: Database): StoreCredentialStatus {
  const credentials = credentialsOf(database);
  return async ({ id, sessionId, from, to, at, by }) => {
    const mark = statusChangeMark(sessionId, { status: to, at, by });
    const set = { status: to, changedAt: at, changedBy: by, ...mark.set };
    const stored = await credentials.updateOne({ _id: id, status: from }, { $set: set, $push: mark.push });
    return stored.modifiedCount === 1;
  };
}

export function listChangedEntriesInMongo(database: Database): ListChangedEntries {
  const credentials = credentialsOf(database);
  return async (list) => {
    const changed = { 'entry.list': list, status: { $in: ['revoked' as const, 'suspended' as const] } };
    const found = await credentials.find(changed, { projection: { 'entry.index': 1, status: 1 } }).toArray();
    return found.flatMap(({ entry, status }) => (entry === undefined ? [] : [{ index: entry.index, status }]));
  };
}

export function isListNeededInMongo(database: Database): IsListNeeded {
  const credentials = credentialsOf(database);
  return async (list, now) => {
    const needed = { 'entry.list': list, validUntil: { $gt: now } };
    return (await credentials.findOne(needed, { projection: { _id: 1 } })) !== null;
  };
}

export function toCredential({
  _id,
  outboxShard: _shard,
  outboxAt: _outboxAt,
  unsent: _unsent,
  ...rest
}: CredentialDocument): RegisteredCredential {
  return { id: _id, ...rest };
}
