/** Notification request (OID4VCI section 11.1). */
import { z } from 'zod';
import { isJsonObject, shownName, shownNames, typeName } from '../errors/describe-shape.js';
import { refuse } from '../errors/protocol-error.js';
import type { NotificationEvent } from '../spec-constants.js';
import { NOTIFICATION_EVENTS } from '../spec-constants.js';

/** Members that are null count as absent; unknown ones are ignored. */
export const zNotificationRequest = z.looseObject({
  notification_id: z.string().nullish(),
  event: z.string().nullish(),
  event_description: z.string().nullish(),
});

export type NotificationRequest = {
  readonly notificationId: string;
  readonly event: NotificationEvent;
  readonly description?: string;
};

const MAX_DESCRIPTION = 1000;

/** A well-formed notification; whose it is, is not known yet. */
export function parseNotificationRequest(body: unknown): NotificationRequest {
  if (!isJsonObject(body)) throw malformed('The body is not a JSON object.', typeName(body));
  const parsed = zNotificationRequest.safeParse(body);
  if (!parsed.success) {
    const member = String(parsed.error.issues[0]?.path[0]);
    throw malformed(`The member \`${member}\` is not a string.`, typeName(body[member]));
  }
  const { notification_id, event, event_description } = parsed.data;
  if (!notification_id) {
    throw refuse('notification_id_missing', {
      expected: ['notification_id', 'event'],
      provided: shownNames(Object.keys(body)),
    });
  }
  return {
    notificationId: notification_id,
    event: parseEvent(event),
    ...(event_description && { description: cleanDescription(event_description) }),
  };
}

function parseEvent(event: string | null | undefined): NotificationEvent {
  const known = NOTIFICATION_EVENTS.find((name) => name === event);
  if (known) return known;
  throw refuse('notification_event_unknown', {
    reason: event ? 'The event is not one of the three the specification names.' : 'The member `event` is missing.',
    expected: NOTIFICATION_EVENTS,
    provided: event == null ? null : shownName(event),
  });
}

/**
 * Section 11.1 limits the characters a wallet may send. A description outside the limit is no reason to lose the event,
 * so it is made to fit: what leaves here is safe in a log line and on a page.
 */
function cleanDescription(description: string): string {
  return description.slice(0, MAX_DESCRIPTION).replace(/[^\x20-\x21\x23-\x5B\x5D-\x7E]/g, '?');
}

function malformed(reason: string, provided: string) {
  return refuse('notification_malformed', {
    reason,
    expected: 'an object with the strings notification_id and event',
    provided,
  });
}
