/** POST /notification (OID4VCI section 11). Idempotent, and answered 204 whatever has become of the session meanwhile. */
import type { Request, Response } from 'express';
import type { SessionRecord } from '../../ports/session-records.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { isMarkOfCode, isRevoked } from '../../protocol/grant-mark.js';
import { parseNotificationRequest } from '../../protocol/notification/z-notification-request.js';
import { notificationReceivedSignal } from '../../workflows/contract/messages.js';
import type { Handle } from '../handles/handle-codec.js';
import { authenticate, consumeDpop } from '../http/authenticate.js';
import { jsonBody } from '../http/read-body.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';
import { auditRevocation, revokedBy } from '../notification/reported-revocation.js';
import { createToldNotifications } from '../notification/told-notifications.js';

export function postNotification(deps: WalletDependencies) {
  const told = createToldNotifications();
  return async (request: Request, response: Response): Promise<void> => {
    const context = contextOf(request);
    const access = await authenticate(deps, request, context);
    const body = jsonBody(request, {
      contentType: 'notification_malformed',
      malformed: 'notification_malformed',
      duplicate: 'notification_malformed',
    });
    const { notificationId, event, description } = parseNotificationRequest(body);
    const handle = deps.handles.open('notification', notificationId);
    if (handle?.requestId === undefined) throw refuse('notification_unknown');
    if (handle.session !== access.handle.session) throw refuse('notification_foreign');
    const { session, requestId } = handle;
    await deps.limits.perTransaction(`notification ${requestId}`);
    const record = await checkNotRevoked(deps, access.handle, event);
    await consumeDpop(deps, access.dpopUse, 'access');
    const isNews = await told.isNews({ requestId, event }, () => deps.loadSession(session));
    const heard = { requestId, event, accessDigest: access.accessDigest };
    const wasOpen = isNews && (await deps.gateway.signal(session, notificationReceivedSignal, [heard]));
    const revoked = wasOpen ? revokedBy(context, record, { requestId, event }) : undefined;
    if (revoked !== undefined) await auditRevocation(deps, request, context, { session, configuration: revoked });
    told.note(requestId);
    // The description is the wallet's free text and may name the person: its presence is noted, not its words.
    context.log('info', `Wallet reports ${event}`, {
      event,
      has_description: description !== undefined,
      ...(isNews ? { session_open: wasOpen } : { repeated: true }),
    });
    response.set('Cache-Control', 'no-store').status(204).end();
  };
}

/**
 * AZ-23: what a revoked token reports is passed over by the session; here the wallet is told. A report that all is well,
 * by a token of a pre-authorized code, is no harm and not worth a read.
 */
async function checkNotRevoked(
  deps: WalletDependencies,
  token: Handle,
  event: string,
): Promise<SessionRecord | undefined> {
  if (event === 'credential_accepted' && !isMarkOfCode(token.grant ?? '')) return undefined;
  const record = await deps.loadSession(token.session);
  // A credential was delivered under this grant, so the read model knows the grant.
  if (record !== undefined && isRevoked(token, record.view)) throw refuse('access_token_revoked');
  return record;
}
