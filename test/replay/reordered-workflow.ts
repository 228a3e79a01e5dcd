/** The negative control in small: the same steps, and one of them a moment later than it was. */
import { proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/types.js';
import type { SessionStart } from '../../workflows/contract/messages.js';
import type { FormerRun } from '../../workflows/issuance-session/hand-over.js';
import { issuanceSession as unchanged } from '../../workflows/issuance-session/workflow.js';

const { admitClaims } = proxyLocalActivities<Activities>({ startToCloseTimeout: '1s' });

export async function issuanceSession(start: SessionStart, former?: FormerRun): Promise<void> {
  try {
    await unchanged(start, former);
  } finally {
    const { sessionId, issuer, configurationVersion } = start;
    await admitClaims({ sessionId, issuer, configurationVersion, configurationId: 'any', reference: 'any' });
  }
}
