/** The credential registry: what a change of status needs stays, whose credential it is does not. */
import type { ForgetSubject, PrivacyStep } from '../../../ports/privacy.js';
import type { Database } from '../database.js';

type Row = {
  readonly _id: string;
  readonly issuer: string;
  readonly sessionId: string;
  readonly subjectDigest?: string;
  readonly validUntil: number;
};

const collectionIn = ({ db }: Database) => db.collection<Row>('credentials');
const withoutSubject = { $unset: { subjectDigest: '' as const } };

export function createCredentialsStep(database: Database): PrivacyStep {
  const credentials = collectionIn(database);
  return {
    name: 'credentials',
    prepare: async () => {
      const partialFilterExpression = { subjectDigest: { $exists: true } };
      await credentials.createIndex({ validUntil: 1 }, { partialFilterExpression });
    },
    erase: async (sessionId) => {
      await credentials.updateMany({ sessionId }, withoutSubject);
    },
    // Nobody has to find a credential by its subject that has run out.
    sweep: async ({ now, limit }) => {
      const over = { subjectDigest: { $exists: true }, validUntil: { $lte: now } };
      const found = await credentials
        .find(over, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      const ids = found.map((one) => one._id);
      if (ids.length > 0) await credentials.updateMany({ _id: { $in: ids } }, withoutSubject);
      return found.length === limit;
    },
    collect: async (sessionIds) => {
      const found = await credentials.find({ sessionId: { $in: [...sessionIds] } }).toArray();
      return found.map(({ _id, subjectDigest: _subject, ...rest }) => ({ id: _id, ...rest }));
    },
  };
}

export function forgetSubjectInMongo(database: Database): ForgetSubject {
  const credentials = collectionIn(database);
  return async (subject) => (await credentials.updateMany(subject, withoutSubject)).modifiedCount;
}
