/** NO-09: where the issuer wants it, credentials that a wallet could not store, or has deleted, are revoked. */
import { log, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/types.js';
import type { NotificationReceived } from '../contract/messages.js';
import { atTheEnd } from './activity-options.js';
import type { Session } from './session.js';

const { revokeIssued } = proxyActivities<Activities>(atTheEnd);

/** A failure of one is that of its whole batch (OID4VCI section 11.1). Tried until it works: nobody reports it twice. */
export async function revokeReported(
  session: Session,
  { requestId, event }: Pick<NotificationReceived, 'requestId' | 'event'>,
): Promise<void> {
  if (event === 'credential_accepted' || session.start.policy.revokesReported !== true) return;
  const issuances = session.deliverables.flatMap((one) => one.issuances);
  const credentials = issuances.find((one) => one.requestId === requestId)?.keys ?? 0;
  try {
    await revokeIssued({ requestId, credentials });
  } catch (error) {
    // A signal's handler that fails would end the session.
    log.error('What a wallet reported could not be revoked', { error: String(error) });
  }
}
