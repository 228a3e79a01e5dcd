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

export function findUntouchedSessionsInMongo({ sessions }: Database): FindUntouchedSessions {
  return async ({ after, madeBefore, limit }) => {
    const filter = { 'view.isOpen': true, version: 0, ...behind(after, new Date(madeBefore)) };
    return find({ sessions }, filter, limit);
  };
}

export function findOverdueSessionsInMongo({ sessions }: Database): FindOverdueSessions {
  return async ({ after, endedBefore, limit }) => {
    const filter = {
      'view.isOpen': true,
      ...behind(after),
      'view.offer.expiresAt': { $lt: endedBefore },
      $nor: [
        { 'view.grantEndsAt': { $gte: endedBefore } },
        { 'view.deliverables.issuances.deferredUntil': { $gte: endedBefore } },
      ],
    };
    return find({ sessions }, filter, limit);
  };
}

/** In the order of making. */
function behind(place: string, madeBefore?: Date): Filter<SessionDocument> {
  const [at = '0', id = ''] = place.split(' ');
  const from = new Date(Number(at));
  return {
    createdAt: { $gte: from, ...(madeBefore === undefined ? {} : { $lte: madeBefore }) },
    $or: [{ createdAt: { $gt: from } }, { _id: { $gt: id } }],
  };
}

async function find(
  { sessions }: Pick<Database, 'sessions'>,
  filter: Filter<SessionDocument>,
  limit: number,
): Promise<OpenRecord[]> {
  const found = await sessions.find(filter, { projection }).sort({ createdAt: 1, _id: 1 }).limit(limit).toArray();
  return found.map(({ _id, version, createdAt, view, start }) => ({
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
