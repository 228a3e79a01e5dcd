/** Many credentials of the registry at once, and the records of such acts, in MongoDB. */
import type { Collection, Filter } from 'mongodb';
import type {
  BulkAct,
  CountCredentials,
  CredentialSelection,
  FindChangeable,
  InsertBulkAct,
  LoadBulkAct,
  RemoveBulkAct,
  SelectChangeable,
  StoreBulkProgress,
  StoreStatuses,
} from '../../ports/bulk-status.js';
import { type CredentialDocument, credentialsOf, toCredential } from './credential-registry.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';
import { ensureIndex } from './ensure-index.js';
import { statusChangeMark } from './outbox-credentials.js';

type BulkDocument = Omit<BulkAct, 'id'> & { readonly _id: string };

const actsOf = ({ db }: Database): Collection<BulkDocument> => db.collection('bulk_acts');

export async function createBulkStatusIndexes(database: Database): Promise<void> {
  const credentials = credentialsOf(database);
  // Pages go by id; the certificate is what a broken key is known by.
  await ensureIndex(credentials, { issuer: 1, _id: 1 });
  await ensureIndex(credentials, { 'signedBy.certificate': 1, _id: 1 });
  await ensureIndex(credentials, { 'signedBy.key': 1, _id: 1 });
}

export function countCredentialsInMongo(database: Database, select: SelectChangeable): CountCredentials {
  const credentials = credentialsOf(database);
  return async (selection, wanted) => {
    const filter = filterOf(selection);
    const [matched, changeable, unchanged] = await Promise.all([
      credentials.countDocuments(filter),
      credentials.countDocuments({ ...filter, ...changeableOf(select(wanted)) }),
      credentials.countDocuments({ ...filter, status: wanted }),
    ]);
    return { matched, changeable, unchanged };
  };
}

export function findChangeableInMongo(database: Database, select: SelectChangeable): FindChangeable {
  const credentials = credentialsOf(database);
  return async ({ selection, wanted, changeId, after, limit }) => {
    const filter: Filter<CredentialDocument> = {
      ...filterOf(selection),
      ...(after === undefined ? {} : { _id: { $gt: after } }),
      $or: [changeableOf(select(wanted)), { changedBy: changeId }],
    };
    const found = await credentials.find(filter).sort({ _id: 1 }).limit(limit).toArray();
    return found.map(toCredential);
  };
}

export function storeStatusesInMongo(database: Database, select: SelectChangeable): StoreStatuses {
  const credentials = credentialsOf(database);
  return async (ids, { wanted, at, changeId }) => {
    if (ids.length === 0) return [];
    const set = { status: wanted, changedAt: at, changedBy: changeId };
    const still = changeableOf(select(wanted));
    const found = await credentials.find({ _id: { $in: [...ids] } }, { projection: { sessionId: 1 } }).toArray();
    await credentials.bulkWrite(
      found.map(({ _id, sessionId }) => {
        // Told by the outbox, with the change itself, as for a single credential.
        const mark = statusChangeMark(sessionId, { status: wanted, at, by: changeId });
        const update = { $set: { ...set, ...mark.set }, $push: mark.push };
        return { updateOne: { filter: { ...still, _id } as Filter<CredentialDocument>, update } };
      }),
      { ordered: false },
    );
    const changed = { _id: { $in: [...ids] }, changedBy: changeId };
    return (await credentials.find(changed, { projection: { _id: 1 } }).toArray()).map((one) => one._id);
  };
}

export function insertBulkActInMongo(database: Database): InsertBulkAct {
  const acts = actsOf(database);
  return async ({ id, ...rest }) => {
    try {
      await acts.insertOne({ _id: id, ...rest });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  };
}

export function loadBulkActFromMongo(database: Database): LoadBulkAct {
  const acts = actsOf(database);
  return async (id) => {
    const found = await acts.findOne({ _id: id });
    if (found === null) return undefined;
    const { _id, ...rest } = found;
    return { id: _id, ...rest };
  };
}

export function removeBulkActFromMongo(database: Database): RemoveBulkAct {
  const acts = actsOf(database);
  return async (id) => {
    await acts.deleteOne({ _id: id });
  };
}

export function storeBulkProgressInMongo(database: Database): StoreBulkProgress {
  const acts = actsOf(database);
  return async (id, progress, at) => {
    // A page that ran twice cannot set the record back.
    const isBehind = { _id: id, 'progress.pages': { $lte: progress.pages }, 'progress.state': 'running' as const };
    await acts.updateOne(isBehind, { $set: { progress, progressedAt: at } });
  };
}

function changeableOf({ from, leastBits }: ReturnType<SelectChangeable>): Filter<CredentialDocument> {
  return { status: { $in: [...from] }, 'entry.bits': { $gte: leastBits } };
}

function filterOf(selection: CredentialSelection): Filter<CredentialDocument> {
  const { issuer, subjectDigest, certificate, key, configurationId, issuedAfter, issuedBefore } = selection;
  const issuedAt = {
    ...(issuedAfter === undefined ? {} : { $gte: issuedAfter }),
    ...(issuedBefore === undefined ? {} : { $lt: issuedBefore }),
  };
  return {
    issuer,
    ...(subjectDigest === undefined ? {} : { subjectDigest }),
    ...(certificate === undefined ? {} : { 'signedBy.certificate': certificate }),
    ...(key === undefined ? {} : { 'signedBy.key': key }),
    ...(configurationId === undefined ? {} : { configurationId }),
    ...(Object.keys(issuedAt).length === 0 ? {} : { issuedAt }),
  };
}
