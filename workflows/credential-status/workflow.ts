/**
 * One change of one credential's status, from the request until a status list that shows it is served. Short, and of its
 * own, because credentials outlive their sessions by years.
 */
import { getExternalWorkflowHandle, log, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../../activities/types.js';
import { issuanceSessionWorkflowId } from '../contract/messages.js';
import type { CredentialStatusResult, CredentialStatusStart } from '../contract/status-messages.js';
import { credentialStatusChangedSignal } from '../contract/status-messages.js';

/** Tried for as long as it takes: a revocation that was taken must happen, however long the database is away. */
const { changeCredentialStatus } = proxyActivities<Activities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '1m' },
});

export async function credentialStatus(start: CredentialStatusStart): Promise<CredentialStatusResult> {
  const { credential_id: credentialId, status } = start;
  const changeId = workflowInfo().runId;
  const { outcome, sessionId, configurationId } = await changeCredentialStatus({ credentialId, status, changeId });
  if (outcome === 'changed') {
    try {
      const session = getExternalWorkflowHandle(issuanceSessionWorkflowId(sessionId));
      await session.signal(credentialStatusChangedSignal, { credentialId, configurationId, status });
    } catch {
      log.info('The session of the credential is closed, so its events stay as they are');
    }
  }
  return { outcome };
}
