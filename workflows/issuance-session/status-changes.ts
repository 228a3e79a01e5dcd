/** What happens to credentials after they were issued, as far as the session is still there to note it. */
import { setHandler } from '@temporalio/workflow';
import { credentialStatusChangedSignal } from '../contract/status-messages.js';
import { heard } from './handlers.js';
import type { Projector } from './projector.js';
import type { Session } from './session.js';

export function handleStatusChanges(session: Session, projector: Projector): void {
  setHandler(
    credentialStatusChangedSignal,
    heard(async (change) => {
      if (session.noteCredentialStatus(change, Date.now())) await projector.project();
    }),
  );
}
