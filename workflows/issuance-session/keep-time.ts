/** The session's clock: deadlines, writes that were put off, and writes that failed. */
import { condition } from '@temporalio/workflow';
import type { Projector } from './projector.js';
import type { Session } from './session.js';

const CATCH_UP_PAUSE = 10_000;
const LONGEST_PAUSE = 60_000;

/** Returns when nothing is left to wait for, or when it is cut. Sleeps to the next deadline; a deadline that moved closer wakes it, one that moved away is seen when it wakes. */
export async function keepTime(session: Session, projector: Projector, isCut: () => boolean): Promise<void> {
  for (let pause = CATCH_UP_PAUSE; !isCut(); ) {
    if (projector.isBehind) {
      await projector.catchUp();
      if (projector.isBehind) await condition(() => false, pause);
      // Each try stands in history, and a database may be away for long.
      pause = projector.isBehind ? Math.min(2 * pause, LONGEST_PAUSE) : CATCH_UP_PAUSE;
    }
    const deadline = nextDeadline(session, projector);
    if (deadline === undefined) {
      if (!projector.isBehind) return;
      continue;
    }
    const isEarlier = (): boolean =>
      isCut() || projector.isBehind || (nextDeadline(session, projector) ?? 0) < deadline;
    const wait = deadline - Date.now();
    if (wait > 0) await condition(isEarlier, wait);
    const isDue = projector.dueAt !== undefined && Date.now() >= projector.dueAt;
    if (session.passDeadlines(Date.now()) || isDue) await projector.project();
  }
}

/** Of the session itself, or of a write that was put off; undefined when both are done. */
function nextDeadline(session: Session, projector: Projector): number | undefined {
  const deadlines = [session.nextDeadline(), projector.dueAt].filter((one) => one !== undefined);
  return deadlines.length === 0 ? undefined : Math.min(...deadlines);
}
