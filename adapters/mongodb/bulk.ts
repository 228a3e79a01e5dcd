/** Bulk jobs and their lines in MongoDB. */
import type { BulkCounts, BulkJob, BulkLineState, BulkRow, BulkStore } from '../../ports/bulk.js';
import { toBytes } from './bytes.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';
import { ensureIndex } from './ensure-index.js';

type JobDocument = Omit<BulkJob, 'id' | 'expiresAt'> & {
  readonly _id: string;
  readonly expiresAt: Date;
  readonly holder?: string;
  readonly heldUntil: number;
  /** When somebody last worked on it: jobs take turns. */
  readonly turnAt: number;
  /** No line is due before. */
  readonly dueAt: number;
};
export type BulkRowDocument = Omit<BulkRow, 'dueAt'> & { readonly dueAt: number } & {
  readonly _id: string;
  readonly expiresAt: Date;
};

const collectionsOf = ({ db }: Database) => ({
  jobs: db.collection<JobDocument>('bulk_jobs'),
  rows: db.collection<BulkRowDocument>('bulk_rows'),
});
const LINE_STATES: readonly BulkLineState[] = ['pending', 'done', 'failed', 'cancelled'];
const FREE = { heldUntil: 0 };

export function createBulkStoreInMongo(database: Database): BulkStore {
  const { jobs, rows } = collectionsOf(database);
  const linesOf = ({ id, upload }: Pick<BulkJob, 'id' | 'upload'>) => ({ job: id, upload });
  const count = async (job: BulkJob): Promise<BulkCounts> => {
    const counted = LINE_STATES.map(async (state) => [state, await rows.countDocuments({ ...linesOf(job), state })]);
    return Object.fromEntries(await Promise.all(counted)) as BulkCounts;
  };
  const close = async (job: BulkJob, state: 'done' | 'cancelled', at: number, expiresAt: number): Promise<boolean> => {
    const filter = { _id: job.id, state: 'running' as const };
    const gone = new Date(expiresAt);
    const { modifiedCount } = await jobs.updateOne(filter, { $set: { state, endedAt: at, ...FREE } });
    if (state === 'cancelled')
      await rows.updateMany(
        { ...linesOf(job), state: 'pending' },
        { $set: { state: 'cancelled' }, $unset: { content: '' } },
      );
    await rows.updateMany(linesOf(job), { $set: { expiresAt: gone } });
    await jobs.updateOne({ _id: job.id }, { $set: { expiresAt: gone } });
    return modifiedCount === 1;
  };
  return {
    open: async ({ id, expiresAt, ...rest }) => {
      try {
        await jobs.insertOne({ _id: id, ...rest, ...FREE, turnAt: 0, dueAt: 0, expiresAt: new Date(expiresAt) });
        return undefined;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      const found = await jobs.findOne({ _id: id });
      if (found === null) throw new Error('The bulk job went while it was being opened');
      return toJob(found);
    },
    takeOver: async (id, from, to) => {
      const filter = { _id: id, state: 'receiving' as const, upload: from };
      return (await jobs.updateOne(filter, { $set: { upload: to } })).modifiedCount === 1;
    },
    addRows: async (added, expiresAt) => {
      const documents = added.map((row) => ({ _id: idOf(row), dueAt: 0, ...row, expiresAt: new Date(expiresAt) }));
      await rows.insertMany(documents, { ordered: false });
    },
    begin: async (id, upload, { uploadDigest, total, at }) => {
      const filter = { _id: id, state: 'receiving' as const, upload };
      const begun = { state: 'running' as const, uploadDigest, total, startedAt: at };
      const { modifiedCount } = await jobs.updateOne(filter, { $set: begun });
      if (modifiedCount === 1) await rows.deleteMany({ job: id, upload: { $ne: upload } });
      return modifiedCount === 1;
    },
    discard: async (id, upload) => {
      await rows.deleteMany({ job: id, upload });
      await jobs.deleteOne({ _id: id, upload, state: 'receiving' });
    },
    load: async (id) => {
      const found = await jobs.findOne({ _id: id });
      return found === null ? undefined : toJob(found);
    },
    list: async ({ issuer, limit }) => {
      const filter = issuer === undefined ? {} : { 'caller.issuer': issuer };
      return (await jobs.find(filter).sort({ createdAt: -1 }).limit(limit).toArray()).map(toJob);
    },
    count,
    readRows: async (job, { after, limit, state }) => {
      const filter = { ...linesOf(job), line: { $gt: after }, ...(state === undefined ? {} : { state }) };
      return (await rows.find(filter).sort({ line: 1 }).limit(limit).toArray()).map(toBulkRow);
    },
    readDue: async (job, now, limit) => {
      const filter = { ...linesOf(job), state: 'pending' as const, dueAt: { $lte: now } };
      return (await rows.find(filter).sort({ dueAt: 1, line: 1 }).limit(limit).toArray()).map(toBulkRow);
    },
    findNextDue: async (job) => {
      const [next] = await rows
        .find({ ...linesOf(job), state: 'pending' })
        .sort({ dueAt: 1 })
        .limit(1)
        .toArray();
      return next?.dueAt;
    },
    postpone: async (row, { tries, faults, troubledSince, dueAt }) => {
      const { job, upload, line, sessionId, referenceDigest } = row;
      const pending = { job, upload, state: 'pending' as const };
      // Those behind first: whatever is cut off here, none of them comes before the line.
      if (sessionId !== undefined || referenceDigest !== undefined)
        await rows.updateMany(
          { ...pending, ...(sessionId === undefined ? { referenceDigest } : { sessionId }), line: { $gt: line } },
          { $max: { dueAt }, $min: { troubledSince } },
        );
      await rows.updateOne({ _id: idOf(row), ...pending }, { $set: { tries, faults, troubledSince, dueAt } });
    },
    lease: async (holder, now, until) => {
      const found = await jobs.findOneAndUpdate(
        { state: 'running', heldUntil: { $lte: now }, dueAt: { $lte: now } },
        { $set: { holder, heldUntil: until, turnAt: now } },
        { sort: { turnAt: 1 }, returnDocument: 'after' },
      );
      return found === null ? undefined : toJob(found);
    },
    keep: async (id, holder, until) => {
      const filter = { _id: id, holder, state: 'running' as const };
      return (await jobs.updateOne(filter, { $set: { heldUntil: until } })).matchedCount === 1;
    },
    release: async (id, holder, dueAt) => {
      await jobs.updateOne({ _id: id, holder }, { $set: { ...FREE, dueAt } });
    },
    settle: async (row, state, result, sessionId) => {
      // A line that was under way when its job was cancelled is told as what it came to.
      const filter = { _id: idOf(row), result: { $exists: false }, isErased: { $exists: false } };
      const { matchedCount } = await rows.updateOne(filter, {
        $set: { state, result, ...(sessionId === undefined ? {} : { sessionId }) },
        $unset: { content: '' },
      });
      return matchedCount === 1 || (await rows.findOne({ _id: idOf(row) }))?.isErased !== true;
    },
    end: async (job, at, expiresAt) => {
      await close(job, 'done', at, expiresAt);
    },
    cancel: (job, at, expiresAt) => close(job, 'cancelled', at, expiresAt),
  };
}

export async function createBulkIndexes(database: Database): Promise<void> {
  const { jobs, rows } = collectionsOf(database);
  await ensureIndex(jobs, { state: 1, heldUntil: 1 });
  await ensureIndex(jobs, { createdAt: -1 });
  await ensureIndex(jobs, { expiresAt: 1 }, { expireAfterSeconds: 0 });
  await ensureIndex(rows, { job: 1, upload: 1, state: 1, line: 1 });
  await ensureIndex(rows, { job: 1, upload: 1, line: 1 });
  await ensureIndex(rows, { job: 1, upload: 1, state: 1, dueAt: 1, line: 1 });
  for (const name of ['sessionId', 'referenceDigest', 'subjectDigest'])
    await ensureIndex(rows, { [name]: 1 }, { sparse: true });
  await ensureIndex(rows, { expiresAt: 1 }, { expireAfterSeconds: 0 });
}

const idOf = ({ job, upload, line }: BulkRow): string => `${job}.${upload}.${line}`;

function toJob(document: JobDocument): BulkJob {
  const { _id, expiresAt, holder: _holder, heldUntil: _until, turnAt: _turn, dueAt: _due, ...rest } = document;
  return { id: _id, ...rest, expiresAt: expiresAt.getTime() };
}

export function toBulkRow({ _id, expiresAt: _expiresAt, content, result, ...rest }: BulkRowDocument): BulkRow {
  return {
    ...rest,
    ...(content === undefined ? {} : { content: toBytes(content) }),
    ...(result === undefined ? {} : { result: toBytes(result) }),
  };
}
