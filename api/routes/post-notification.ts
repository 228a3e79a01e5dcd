/** POST /notification (OID4VCI section 11). Idempotent, and answered 204 whatever has become of the session meanwhile. */
import type { Request, Response } from 'express';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { parseNotificationRequest } from '../../protocol/notification/z-notification-request.js';
import { notificationReceivedSignal } from '../../workflows/contract/messages.js';
import { authenticate, consumeDpop } from '../http/authenticate.js';
import { jsonBody } from '../http/read-body.js';
import { contextOf } from '../http/wallet-context.js';
import type { WalletDependencies } from '../http/wallet-dependencies.js';

export function postNotification(deps: WalletDependencies) {
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
    await consumeDpop(deps, access.dpopUse, 'access');
    const wasOpen = await deps.gateway.signal(handle.session, notificationReceivedSignal, [
      { requestId: handle.requestId, event },
    ]);
    // The description is the wallet's free text and may name the person: its presence is noted, not its words.
    context.log('info', `Wallet reports ${event}`, {
      event,
      has_description: description !== undefined,
      session_open: wasOpen,
    });
    response.set('Cache-Control', 'no-store').status(204).end();
  };
}
