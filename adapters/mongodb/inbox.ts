/**
 * The inbox in MongoDB. What waits stands on the session itself, written with its view, so that it costs the wallet's
 * path nothing; who works on it stands beside, because that is nobody's business but the back office's.
 */
import type { Collection, Filter } from 'mongodb';
import type {
  GiveUpLease,
  InboxCursor,
  InboxFilter,
  InboxItem,
  InboxLease,
  ListInbox,
  TakeLease,
} from '../../ports/inbox.js';
import type { Database, SessionDocument } from './database.js';
import { isDuplicate } from './database.js';
import { ensureIndex } from './ensure-index.js';

type LeaseDocument = {
  readonly _id: string;
  readonly sessionId: string;
  readonly holder: string;
  readonly until: Date;
};

const leasesOf = ({ db }: Database): Collection<LeaseDocument> => db.collection('inbox_leases');
const leaseId = (sessionId: string, configurationId: string): string => `${sessionId} ${configurationId}`;

export async function createInboxIndexes(database: Database): Promise<void> {
  // Not partial: see createOutboxIndexes.
  await ensureIndex(database.sessions, { 'view.waiting.dueAt': 1, _id: 1 });
  await ensureIndex(leasesOf(database), { until: 1 }, { expireAfterSeconds: 0 });
  await ensureIndex(leasesOf(database), { holder: 1 });
}

export function listInboxFromMongo(database: Database): ListInbox {
  return async (filter, now) => {
    const found: InboxItem[] = [];
    const holders = typeof filter.holder === 'string' ? await sessionsHeldBy(database, filter.holder, now) : undefined;
    // Some of what is read may be filtered out, so it goes on until the page is full or nothing is left.
    for (let after = filter.after; ; ) {
      const sessions = await readSessions(database, filter, after, holders);
      const items = sessions.flatMap((one) => itemsOf(one, filter)).filter((one) => isAfter(one, filter.after));
      const leases = await readLeases(database, items, now);
      for (const item of items) {
        const lease = leases.get(leaseId(item.sessionId, item.configurationId));
        if (filter.holder !== undefined && filter.holder !== (lease?.holder ?? null)) continue;
        found.push(lease === undefined ? item : { ...item, lease });
        if (found.length === filter.limit) return found;
      }
      const last = sessions.at(-1);
      if (last === undefined || sessions.length < filter.limit + 1) return found;
      after = { dueAt: last.view.waiting?.dueAt ?? 0, sessionId: last._id, configurationId: LAST };
    }
  };
}

/** Sorts behind every configuration id. */
const LAST = '\u{10FFFF}';

/** From the cursor's own session on, which may not have been shown to its end. */
function readSessions(
  { sessions }: Database,
  { issuer, configurationId, waitsFor, limit }: InboxFilter,
  after: InboxCursor | undefined,
  held: readonly string[] | undefined,
): Promise<SessionDocument[]> {
  const from = after?.configurationId === LAST ? '$gt' : '$gte';
  const item = {
    ...(configurationId === undefined ? {} : { configurationId }),
    ...(waitsFor === undefined ? {} : { waitsFor }),
  };
  const filter: Filter<SessionDocument> = {
    'view.waiting.dueAt': { $exists: true },
    ...(issuer === undefined ? {} : { issuer }),
    ...(Object.keys(item).length === 0 ? {} : { 'view.waiting.items': { $elemMatch: item } }),
    ...(held === undefined ? {} : { _id: { $in: [...held] } }),
    ...(after === undefined
      ? {}
      : {
          $or: [
            { 'view.waiting.dueAt': { $gt: after.dueAt } },
            { 'view.waiting.dueAt': after.dueAt, _id: { [from]: after.sessionId } },
          ],
        }),
  };
  const projection = { issuer: 1, reference: 1, 'view.waiting': 1 };
  return sessions
    .find(filter, { projection })
    .sort({ 'view.waiting.dueAt': 1, _id: 1 })
    .limit(limit + 1)
    .toArray();
}

function itemsOf({ _id, issuer, reference, view: { waiting } }: SessionDocument, filter: InboxFilter): InboxItem[] {
  return (waiting?.items ?? [])
    .filter((one) => filter.configurationId === undefined || one.configurationId === filter.configurationId)
    .filter((one) => filter.waitsFor === undefined || one.waitsFor === filter.waitsFor)
    .map((one) => ({
      ...one,
      sessionId: _id,
      issuer,
      ...(reference === undefined ? {} : { reference }),
      sortsAt: waiting?.dueAt ?? 0,
    }))
    .sort((a, b) => (a.configurationId < b.configurationId ? -1 : 1));
}

/** Of the cursor's own session only what comes behind it; all others were left out by the query. */
function isAfter({ sessionId, configurationId }: InboxItem, after: InboxCursor | undefined): boolean {
  return after === undefined || sessionId !== after.sessionId || configurationId > after.configurationId;
}

async function readLeases(
  database: Database,
  items: readonly InboxItem[],
  now: number,
): Promise<Map<string, InboxLease>> {
  if (items.length === 0) return new Map();
  const ids = items.map((one) => leaseId(one.sessionId, one.configurationId));
  const found = await leasesOf(database)
    .find({ _id: { $in: ids } })
    .toArray();
  const standing = found.filter((one) => one.until.getTime() > now);
  return new Map(standing.map(({ _id, holder, until }) => [_id, { holder, until: until.getTime() }]));
}

async function sessionsHeldBy(database: Database, holder: string, now: number): Promise<string[]> {
  const found = await leasesOf(database)
    .find({ holder, until: { $gt: new Date(now) } })
    .toArray();
  return [...new Set(found.map((one) => one.sessionId))];
}

export function takeLeaseInMongo(database: Database): TakeLease {
  const leases = leasesOf(database);
  return async ({ sessionId, configurationId }, { holder, until }, now) => {
    const _id = leaseId(sessionId, configurationId);
    const mine = { holder, until };
    // A lease may run out or be given up between two steps; who loses both races is told of the winner.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const free = { _id, $or: [{ until: { $lte: new Date(now) } }, { holder }] };
      const taken = await leases.updateOne(free, { $set: { holder, until: new Date(until) } });
      if (taken.matchedCount === 1) return mine;
      try {
        await leases.insertOne({ _id, sessionId, holder, until: new Date(until) });
        return mine;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      const other = await leases.findOne({ _id });
      if (other !== null && other.holder !== holder && other.until.getTime() > now)
        return { holder: other.holder, until: other.until.getTime() };
    }
    throw new Error('The lease changes hands too quickly');
  };
}

export function giveUpLeaseInMongo(database: Database): GiveUpLease {
  const leases = leasesOf(database);
  return async ({ sessionId, configurationId }, holder, now) => {
    const _id = leaseId(sessionId, configurationId);
    const gone = await leases.deleteOne({ _id, holder });
    if (gone.deletedCount === 1) return undefined;
    const other = await leases.findOne({ _id });
    return other === null || other.until.getTime() <= now
      ? undefined
      : { holder: other.holder, until: other.until.getTime() };
  };
}
