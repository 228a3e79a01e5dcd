/** The credential registry: what a change of status needs stays, whose credential it is does not. */
import type { ForgetSubject, PrivacyStep } from '../../../ports/privacy.js';
import type { Database } from '../database.js';
import { ensureIndex } from '../ensure-index.js';
import { forgetSubjectOfActs } from './bulk-acts-step.js';

type Row = {
  readonly _id: string;
  readonly issuer: string;
  readonly sessionId: string;
  readonly subjectDigest?: string;
  readonly validUntil: number;
  readonly isOver?: boolean;
  readonly attestation?: object;
};

const collectionIn = ({ db }: Database) => db.collection<Row>('credentials');
const withoutSubject = { $unset: { subjectDigest: '' as const } };

export function createCredentialsStep(database: Database): PrivacyStep {
  const credentials = collectionIn(database);
  return {
    name: 'credentials',
    prepare: async () => {
      await ensureIndex(credentials, { isOver: 1, validUntil: 1 });
    },
    erase: async (sessionId) => {
      await credentials.updateMany({ sessionId }, withoutSubject);
    },
    // What has run out is neither looked for by its subject nor followed to its wallet any more; its entry stays taken.
    sweep: async ({ now, limit }) => {
      const over = { isOver: { $exists: false }, validUntil: { $lte: now } };
      const found = await credentials
        .find(over, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      const ids = found.map((one) => one._id);
      const change = { $set: { isOver: true }, $unset: { subjectDigest: '' as const, attestation: '' as const } };
      if (ids.length > 0) await credentials.updateMany({ _id: { $in: ids } }, change);
      return found.length === limit;
    },
    collect: async (sessionIds) => {
      const found = await credentials.find({ sessionId: { $in: [...sessionIds] } }).toArray();
      return found.map(({ _id, subjectDigest: _subject, isOver: _isOver, ...rest }) => ({ id: _id, ...rest }));
    },
  };
}

export function forgetSubjectInMongo(database: Database): ForgetSubject {
  const credentials = collectionIn(database);
  const forgetInActs = forgetSubjectOfActs(database);
  return async (subject) => {
    await forgetInActs(subject);
    return (await credentials.updateMany(subject, withoutSubject)).modifiedCount;
  };
}
