/** The record of how sure a session's claims are: kept with the session, shown to operators, known to nobody else. */
import type { Assurance } from '../../protocol/assurance/check-assurance.js';
import { checkAssurance } from '../../protocol/assurance/check-assurance.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { BackOfficeDependencies } from './dependencies.js';

/** Replaces an earlier record: the person may have been verified again. */
export async function recordAssurance(
  deps: BackOfficeDependencies,
  sessionId: string,
  asked: Assurance,
): Promise<void> {
  const record = await deps.loadSession(sessionId);
  if (record === undefined) throw refuse('session_unknown');
  if (!record.view.isOpen) throw refuse('session_closed');
  const now = deps.now().getTime();
  const assurance = checkAssurance(asked, now);
  await deps.storeAssurance(sessionId, assurance);
  deps.trace.record({ issuer: record.issuer, sessionId }, [
    {
      at: now,
      level: 'info',
      endpoint: 'back office',
      message: 'Verification recorded',
      data: { level: assurance.level, method: assurance.method },
    },
  ]);
}
