/**
 * Lines of bulk jobs. An erased line keeps its place, so that the count of its job is right, and loses what it asked for,
 * what came of it and whom it was about; one that was still to be worked is not worked any more.
 */
import type { BulkAbout, EraseBulkLines, FindBulkLines } from '../../../ports/bulk.js';
import type { PrivacyStep } from '../../../ports/privacy.js';
import { type BulkRowDocument, toBulkRow } from '../bulk.js';
import type { Database } from '../database.js';

const collectionIn = ({ db }: Database) => db.collection<BulkRowDocument>('bulk_rows');
const told = { content: '', result: '', sessionId: '', subjectDigest: '', referenceDigest: '' } as const;

export function createBulkRowsStep(database: Database): PrivacyStep {
  const eraseLines = eraseBulkLinesInMongo(database);
  const erase = (sessionId: string) => eraseLines({ sessionIds: [sessionId] });
  // The key of a line is the back office's own word, as a reference is. Rows expire by themselves.
  return { name: 'bulk_rows', erase, anonymise: erase };
}

export function eraseBulkLinesInMongo(database: Database): EraseBulkLines {
  const rows = collectionIn(database);
  return async (about) => {
    for (const filter of filtersOf(about)) {
      const pending = { ...filter, state: 'pending' as const };
      await rows.updateMany(pending, { $set: { isErased: true, state: 'cancelled' }, $unset: told });
      // A line that was under way may have been settled in between.
      await rows.updateMany(filter, { $set: { isErased: true }, $unset: told });
    }
  };
}

export function findBulkLinesInMongo(database: Database): FindBulkLines {
  const rows = collectionIn(database);
  return async (about) => {
    const found = new Map<string, BulkRowDocument>();
    for (const filter of filtersOf(about)) for (const row of await rows.find(filter).toArray()) found.set(row._id, row);
    return [...found.values()].map(toBulkRow);
  };
}

/** What a settled line called its session says less than the session it found. */
function filtersOf({ sessionIds = [], subjectDigests = [], referenceDigests = [] }: BulkAbout) {
  return [
    ...(sessionIds.length === 0 ? [] : [{ sessionId: { $in: [...sessionIds] } }]),
    ...(subjectDigests.length === 0 ? [] : [{ subjectDigest: { $in: [...subjectDigests] } }]),
    ...(referenceDigests.length === 0
      ? []
      : [{ referenceDigest: { $in: [...referenceDigests] }, state: 'pending' as const }]),
  ];
}
