/** What happens to credentials after they were issued, as far as the session is still there to note it. */
import { setHandler } from '@temporalio/workflow';
import { credentialStatusChangedSignal } from '../contract/status-messages.js';
import { heard } from './handlers.js';
import type { Projector } from './projector.js';
import type { Session } from './session.js';

/** A batch may be revoked credential by credential, and suspended again and again: history must not grow without end. */
const MOST_NOTED = 100;

export function handleStatusChanges(session: Session, projector: Projector): void {
  let noted = 0;
  setHandler(
    credentialStatusChangedSignal,
    heard(async (change) => {
      if (noted >= MOST_NOTED || !session.noteCredentialStatus(change, Date.now())) return;
      noted += 1;
      await projector.project();
    }),
  );
}
