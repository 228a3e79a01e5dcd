/**
 * One issuance session, from its offer until nobody can act in it any more. Handlers decide through `Session` and then
 * have the decision written down; the main body only keeps time.
 */
import { allHandlersFinished, condition, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../../activities/types.js';
import { settledEventsQuery } from '../contract/event-messages.js';
import type { SessionStart } from '../contract/messages.js';
import { atTheEnd } from './activity-options.js';
import { type FormerRun, handOver, isRunLong } from './hand-over.js';
import { handleBackOffice } from './handle-back-office.js';
import { handleWallet } from './handle-wallet.js';
import { keepTime } from './keep-time.js';
import { Projector } from './projector.js';
import { ClaimsPulls } from './pull-claims.js';
import { Session } from './session.js';
import { handleStatusChanges } from './status-changes.js';

const { forgetSession } = proxyActivities<Activities>(atTheEnd);

/** Durable entity; see docs/session-lifecycle.md. */
export async function issuanceSession(start: SessionStart, former?: FormerRun): Promise<void> {
  const session = new Session(start, former?.session);
  const projector = new Projector(session, former?.projector);
  const pulls = new ClaimsPulls(session, projector, former?.pulls);
  handleWallet(session, projector, pulls);
  handleBackOffice(session, projector);
  handleStatusChanges(session, projector);
  setHandler(settledEventsQuery, () => [...session.settledEvents]);
  if (former === undefined) pulls.begin('session_created', session.configurationIds);
  else pulls.resume();
  // A signature in the making still needs the data key; a message that came meanwhile is still to be answered.
  await settle(session, projector, pulls);
  await condition(() => pulls.areOver);
  await forgetSession({ sessionId: start.sessionId });
  await settle(session, projector, pulls);
}

/** Returns when the session is over, every message answered and the read model at its last state. */
async function settle(session: Session, projector: Projector, pulls: ClaimsPulls): Promise<void> {
  do {
    await keepTime(session, projector, () => isRunLong(session));
    await condition(() => allHandlersFinished() && !projector.isWriting);
    const isOver = !session.isOpen && !projector.isBehind;
    if (isRunLong(session) && !isOver) await handOver(session, projector, pulls);
  } while (projector.isBehind);
}
