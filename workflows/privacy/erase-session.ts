/**
 * The erasure of one session, from the request until nothing is left. A workflow of its own, so that a kill in the middle
 * leaves nothing half erased.
 */
import { getExternalWorkflowHandle, log, proxyActivities } from '@temporalio/workflow';
import type { PrivacyActivities } from '../../activities/privacy/types.js';
import { cancelSessionSignal, issuanceSessionWorkflowId } from '../contract/messages.js';
import type { EraseSessionStart } from '../contract/privacy-messages.js';

/** Tried for as long as it takes: an erasure that was promised must happen. */
const retry = { initialInterval: '500ms', backoffCoefficient: 1.5, maximumInterval: '1m' } as const;
const { eraseSession, finishErasure } = proxyActivities<PrivacyActivities>({ startToCloseTimeout: '30s', retry });
/** Earlier runs of a long session are waited for, and the server takes its time. */
const { deleteSessionHistory } = proxyActivities<PrivacyActivities>({ startToCloseTimeout: '2m', retry });

export async function sessionErasure({ session_id: sessionId, issuer }: EraseSessionStart): Promise<void> {
  try {
    await getExternalWorkflowHandle(issuanceSessionWorkflowId(sessionId)).signal(cancelSessionSignal);
  } catch {
    log.info('The session is closed already');
  }
  await eraseSession({ sessionId, issuer });
  await deleteSessionHistory({ sessionId });
  await finishErasure({ sessionId, issuer });
}
