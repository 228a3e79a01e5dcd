/** How a session's workflow is started, by whoever starts it. */
import type { SessionStart } from './messages.js';
import { ISSUANCE_TASK_QUEUE, issuanceSessionWorkflowId } from './messages.js';
import { startAttributes } from './search-attributes.js';

export function sessionStartOptions(start: SessionStart) {
  const configurationIds = start.deliverables.map((one) => one.configurationId);
  return {
    workflowId: issuanceSessionWorkflowId(start.sessionId),
    taskQueue: ISSUANCE_TASK_QUEUE,
    args: [start] as [SessionStart],
    workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
    // A worker that dies within a task holds the session for this long; a task takes milliseconds.
    workflowTaskTimeout: '3s' as const,
    staticSummary: `${start.issuer}: ${configurationIds.join(', ')}`,
    typedSearchAttributes: startAttributes({
      issuer: start.issuer,
      grantType: start.grantType,
      configurationIds,
      status: hasOffer(start) ? 'offer_created' : 'authorization_requested',
    }),
  };
}

function hasOffer({ offer }: SessionStart): boolean {
  return offer.codeDigest !== undefined || offer.issuerStateDigest !== undefined;
}
