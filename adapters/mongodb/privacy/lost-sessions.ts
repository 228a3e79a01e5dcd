/** Open records, to be held against their workflows. */
import type { Filter } from 'mongodb';
import type {
  CloseRecord,
  FindOverdueSessions,
  FindUntouchedSessions,
  OpenRecord,
} from '../../../ports/lost-sessions.js';
import type { Database, SessionDocument } from '../database.js';
import { outboxMark } from '../outbox.js';

const projection = { version: 1, createdAt: 1, view: 1, start: 1 } as const;

export function findUntouchedSessionsInMongo(database: Database): FindUntouchedSessions {
  return ({ after, madeBefore, limit }) =>
    // The embedded database looks for an index in the order of the members, and for none beside an operator.
    findBehind(database, after, limit, (from) => ({
      createdAt: { $gte: from, $lte: new Date(madeBefore) },
      'view.isOpen': true,
      version: 0,
    }));
}

export function findOverdueSessionsInMongo(database: Database): FindOverdueSessions {
  return ({ after, endedBefore, limit }) =>
    findBehind(database, after, limit, (from) => ({
      createdAt: { $gte: from },
      'view.isOpen': true,
      'view.offer.expiresAt': { $lt: endedBefore },
      $nor: [
        { 'view.grantEndsAt': { $gte: endedBefore } },
        { 'view.deliverables.issuances.deferredUntil': { $gte: endedBefore } },
      ],
    }));
}

/** In the order of making. Those of the cursor's own millisecond are read again, and are taken to be fewer than a page. */
async function findBehind(
  { sessions }: Database,
  after: string,
  limit: number,
  filterFrom: (from: Date) => Filter<SessionDocument>,
): Promise<OpenRecord[]> {
  const [at = '0', id = ''] = after.split(' ');
  const from = new Date(Number(at));
  const read = sessions.find(filterFrom(from), { projection }).sort({ createdAt: 1, _id: 1 });
  const found = await read.limit(2 * limit).toArray();
  const behind = found.filter((one) => one.createdAt > from || one._id > id);
  return behind.slice(0, limit).map(({ _id, version, createdAt, view, start }) => ({
    sessionId: _id,
    version,
    view,
    ...(start === undefined ? {} : { start }),
    place: `${createdAt.getTime()} ${_id}`,
  }));
}

/** Without what a repeat of its making would start it with: it is over. Lists and pages show the view's last problem. */
export function closeRecordInMongo({ sessions }: Database): CloseRecord {
  return async (sessionId, version, view) => {
    const problem = view.problems.at(-1);
    const trouble = problem === undefined ? {} : { trouble: { ...problem, retryable: false, count: 1 } };
    await sessions.updateOne(
      { _id: sessionId, version, 'view.isOpen': true },
      {
        $set: { view, version: version + 1, ...trouble, ...outboxMark(sessionId, view.events.length) },
        $unset: { start: '', responses: '' },
      },
    );
  };
}
