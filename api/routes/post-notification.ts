/** POST /notification (OID4VCI section 11). Idempotent, and answered 204 whatever has become of the session meanwhile. */
import type { Request, Response } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { parseNotificationRequest } from '../../protocol/notification/z-notification-request.js';
import { notificationReceivedSignal } from '../../workflows/contract/messages.js';
import { createToldNotifications } from '../notification/told-notifications.js';
import { authenticate, consumeDpop } from '../http/authenticate.js';
import { jsonBody } from '../http/read-body.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

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
    await consumeDpop(deps, access.dpopUse, 'access');
    const isNews = await told.isNews({ requestId, event }, () => deps.loadSession(session));
    const wasOpen = isNews && (await deps.gateway.signal(session, notificationReceivedSignal, [{ requestId, event }]));
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
