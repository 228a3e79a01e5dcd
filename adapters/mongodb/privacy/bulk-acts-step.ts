/** Records of changes of many credentials: an act by subject says whose, until it is done. */
import type { PrivacyStep, SubjectKey } from '../../../ports/privacy.js';
import type { Database } from '../database.js';

type ActDocument = {
  readonly _id: string;
  readonly issuer: string;
  readonly startedAt: number;
  readonly selection: { readonly subjectDigest?: string };
  readonly progress: { readonly state: string };
};

const DAY = 86_400_000;
/** An act that did not come to its end by then has it in its workflow. */
const LONGEST = 30 * DAY;
/** Not unset: a selection that names no subject means everybody's. No digest is empty, so this one means nobody's. */
const NOBODY = { $set: { 'selection.subjectDigest': '' } } as const;

const collectionIn = ({ db }: Database) => db.collection<ActDocument>('bulk_acts');

export function createBulkActsStep(database: Database): PrivacyStep {
  const acts = collectionIn(database);
  return {
    name: 'bulk_acts',
    sweep: async ({ now }) => {
      const over = [{ 'progress.state': 'done' }, { startedAt: { $lt: now - LONGEST } }];
      await acts.updateMany({ 'selection.subjectDigest': { $gt: '' }, $or: over }, NOBODY);
      return false;
    },
  };
}

export function forgetSubjectOfActs(database: Database): (subject: SubjectKey) => Promise<void> {
  const acts = collectionIn(database);
  return async ({ subjectDigest }) => {
    await acts.updateMany({ 'selection.subjectDigest': subjectDigest }, NOBODY);
  };
}
