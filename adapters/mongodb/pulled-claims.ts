/** What asking a back office for claims needs, in MongoDB. */
import { monotonicFactory } from 'ulid';
import type { LoadPullSubject, StoreClaimsOnce, StorePullReport } from '../../ports/pulled-claims.js';
import { toBytes } from './bytes.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';
import { claimsDocument } from './vault.js';

const ENDPOINT = 'claims_source';

export function loadPullSubjectFromMongo({ sessions }: Database): LoadPullSubject {
  return async (sessionId) => {
    const found = await sessions.findOne(
      { _id: sessionId },
      { projection: { reference: 1, metadata: 1, assurance: 1, publicKey: 1 } },
    );
    if (found === null) return undefined;
    const { reference, metadata, assurance } = found;
    const publicKey = toBytes(found.publicKey);
    return {
      publicKey,
      ...(reference === undefined ? {} : { reference }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(assurance === undefined ? {} : { assurance }),
    };
  };
}

export function storeClaimsOnceInMongo({ vault }: Database): StoreClaimsOnce {
  return async (claims) => {
    try {
      await vault.insertOne(claimsDocument(claims));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  };
}

export function storePullReportInMongo({ logs, sessions }: Database, retentionDays: () => number): StorePullReport {
  const nextId = monotonicFactory();
  return async ({ sessionId, issuer, at, level, message, data, problem }) => {
    const expiresAt = new Date(at + retentionDays() * 86_400_000);
    await logs.insertOne({
      _id: nextId(at),
      issuer,
      sessionId,
      at,
      level,
      endpoint: ENDPOINT,
      message,
      data,
      expiresAt,
    });
    if (problem === undefined) return;
    const { reason, retryable } = problem;
    const trouble = { reason, endpoint: ENDPOINT, at, retryable };
    const set = Object.fromEntries(Object.entries(trouble).map(([name, value]) => [`trouble.${name}`, value]));
    await sessions.updateOne({ _id: sessionId }, { $set: set, $inc: { 'trouble.count': 1 } });
  };
}
