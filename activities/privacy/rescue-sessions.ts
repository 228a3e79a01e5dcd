/**
 * Sessions that were stored and never started, and sessions whose workflow somebody ended: nothing would move them any
 * more, and no rule of retention takes what is open. The first are started where it is known with what, and the others
 * are closed.
 */
import type {
  CloseRecord,
  FindOverdueSessions,
  FindUntouchedSessions,
  FindWorkflow,
  OpenRecord,
  StartWorkflow,
} from '../../ports/lost-sessions.js';
import type { LoadErasure, SweepRound } from '../../ports/privacy.js';
import type { ForgetSession } from '../../ports/vault.js';
import { closeLostView } from '../../protocol/privacy/close-lost-view.js';
import { attempt } from './sweep-retention.js';

export type RescueDependencies = {
  readonly findUntouched: FindUntouchedSessions;
  readonly findOverdue: FindOverdueSessions;
  readonly findWorkflow: FindWorkflow;
  readonly startWorkflow: StartWorkflow;
  readonly closeRecord: CloseRecord;
  readonly forgetSession: ForgetSession;
  readonly loadErasure: LoadErasure;
  readonly now: () => Date;
};

const MINUTE = 60_000;
const DAY = 86_400_000;
/** By then whoever stored a session has started it, or is dead. */
const STARTED_BY = MINUTE;
/** Workflows end by their own clock; one that is a day late does not. */
const LATE = DAY;
/** The open sessions are gone through so often. */
const PAUSE = 10 * MINUTE;

/** Answers whether there may be more to do at once. */
export function createRescueSessions(deps: RescueDependencies) {
  return async (round: SweepRound): Promise<boolean> => {
    const rest = [
      await attempt(round, 'sessions that were not started', () => startUntouched(deps, round)),
      await attempt(round, 'sessions that are overdue', () => closeOverdue(deps, round)),
    ];
    return rest.includes(true);
  };
}

/** Each is looked at once; a fault leaves it, and those behind it, to the next round. */
async function startUntouched(deps: RescueDependencies, { cursors, now, limit, until }: SweepRound): Promise<boolean> {
  const after = cursors['untouched'] ?? '';
  const found = await deps.findUntouched({ after, madeBefore: now - STARTED_BY, limit });
  for (const record of found) {
    if (deps.now().getTime() > until) return true;
    if ((await deps.findWorkflow(record.sessionId)) === 'unknown') await startOrClose(deps, record);
    cursors['untouched'] = record.place;
  }
  return found.length === limit;
}

async function startOrClose(deps: RescueDependencies, record: OpenRecord): Promise<void> {
  if ((await deps.loadErasure(record.sessionId)) !== undefined) return;
  if (record.start === undefined) await close(deps, record);
  else await deps.startWorkflow(record.start);
}

async function closeOverdue(deps: RescueDependencies, round: SweepRound): Promise<boolean> {
  const { cursors, now, limit, until } = round;
  if (now < Number(cursors['overdue'] ?? 0)) return false;
  const found = await deps.findOverdue({ after: cursors['overdueBehind'] ?? '', endedBefore: now - LATE, limit });
  for (const record of found) {
    if (deps.now().getTime() > until) return true;
    await attempt(round, record.sessionId, async () => {
      if ((await deps.findWorkflow(record.sessionId)) !== 'running') await close(deps, record);
    });
    cursors['overdueBehind'] = record.place;
  }
  // A page full of sessions whose workflows still run, delayed with them, must not hide those behind it.
  if (found.length === limit) return true;
  cursors['overdueBehind'] = '';
  cursors['overdue'] = String(now + PAUSE);
  return false;
}

async function close(deps: RescueDependencies, { sessionId, version, view }: OpenRecord): Promise<void> {
  await deps.forgetSession(sessionId);
  await deps.closeRecord(sessionId, version, closeLostView(view, deps.now().getTime()));
}
