/** The audit record in MongoDB: inserted and read, never updated. */
import type { AppendAudit, AuditRow, ListAudit } from '../../ports/audit.js';
import type { Database } from './database.js';
import { ensureIndex } from './ensure-index.js';

type AuditDocument = Omit<AuditRow, 'id'> & { readonly _id: string };

const collectionIn = ({ db }: Database) => db.collection<AuditDocument>('audit');

export function appendAuditInMongo(database: Database): AppendAudit {
  const rows = collectionIn(database);
  return async ({ id, ...rest }) => {
    await rows.insertOne({ _id: id, ...rest });
  };
}

export function listAuditFromMongo(database: Database): ListAudit {
  const rows = collectionIn(database);
  return async ({ after, limit, issuer, session, caller, acts, order }) => {
    // The narrowest first: the embedded database looks for an index in the order of the members.
    const filter = {
      ...(session === undefined ? {} : { session }),
      ...(caller === undefined ? {} : { caller }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(after === undefined ? {} : { _id: { $gt: after } }),
      ...(acts === undefined ? {} : { act: { $in: [...acts] } }),
    };
    const direction = order === 'newest' ? -1 : 1;
    const found = await rows.find(filter).sort({ _id: direction }).limit(limit).toArray();
    return found.map(({ _id, ...rest }) => ({ id: _id, ...rest }));
  };
}

export async function createAuditIndexes(database: Database): Promise<void> {
  const rows = collectionIn(database);
  await ensureIndex(rows, { session: 1, _id: 1 });
  await ensureIndex(rows, { caller: 1, _id: 1 });
  await ensureIndex(rows, { issuer: 1, _id: 1 });
}
