/** Logs and counters in MongoDB. */
import type { AnyBulkWriteOperation } from 'mongodb';
import type { AppendTrace, ListLogs, SessionCounters } from '../../ports/trace.js';
import type { Database, LogDocument, SessionDocument } from './database.js';
import { isDuplicate } from './database.js';

export function appendTraceInMongo({ logs, sessions }: Database, retentionDays: () => number): AppendTrace {
  return async ({ records, polls, counters }) => {
    const expiresAt = new Date(Date.now() + retentionDays() * 86_400_000);
    const inserts = records.map(({ id, ...rest }): LogDocument => ({ _id: id, ...rest, expiresAt }));
    const folded = polls.map(({ id, count, lastAt, tooEarly, ...rest }) => ({
      updateOne: {
        filter: { _id: id },
        update: { $setOnInsert: { ...rest, expiresAt }, $set: { count, lastAt, tooEarly } },
        upsert: true,
      },
    }));
    const bumps = counters.map(bump);
    await Promise.all([
      // A batch given again after a fault finds part of itself stored.
      inserts.length > 0 ? logs.insertMany(inserts, { ordered: false }).catch(ignoreDuplicates) : undefined,
      folded.length > 0
        ? logs.bulkWrite(folded as AnyBulkWriteOperation<LogDocument>[], { ordered: false })
        : undefined,
      bumps.length > 0 ? sessions.bulkWrite(bumps, { ordered: false }) : undefined,
    ]);
  };
}

function bump({
  sessionId,
  offerFetches,
  problems,
  lastProblem,
  walletSeenAt,
}: SessionCounters): AnyBulkWriteOperation<SessionDocument> {
  const trouble = lastProblem ?? {};
  return {
    updateOne: {
      filter: { _id: sessionId },
      update: {
        $set: {
          walletSeenAt,
          ...Object.fromEntries(Object.entries(trouble).map(([key, value]) => [`trouble.${key}`, value])),
        },
        $inc: { offerFetches, ...(problems > 0 ? { 'trouble.count': problems } : {}) },
      },
    },
  };
}

export function listLogsFromMongo({ logs }: Database): ListLogs {
  return async ({ sessionId, issuer, before, limit }) => {
    const unowned = issuer === undefined ? {} : { issuer, sessionId: { $exists: false } };
    const filter = {
      ...(sessionId === undefined ? unowned : { sessionId }),
      ...(before === undefined ? {} : { _id: { $lt: before } }),
    };
    const found = await logs.find(filter).sort({ _id: -1 }).limit(limit).toArray();
    return found.map(({ _id, expiresAt: _expiresAt, ...rest }) => ({ id: _id, ...rest }));
  };
}

function ignoreDuplicates(error: unknown): void {
  if (!isDuplicate(error)) throw error;
}
