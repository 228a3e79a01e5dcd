/** Notifications from wallets (OID4VCI section 11.3). */
import { defineRefusals } from './define-refusals.js';

export const notificationRefusals = defineRefusals(
  { family: 'notification', status: 400 },
  {
    notification_malformed: {
      code: 'invalid_notification_request',
      sentence: 'The notification request is malformed.',
      help: 'The body is a JSON object, sent as application/json, with the strings notification_id and event and optionally event_description.',
      specRef: 'OID4VCI Section 11.1',
    },
    notification_too_large: {
      status: 413,
      code: 'invalid_notification_request',
      sentence: 'The notification request is too large.',
      help: 'Send notification_id, event and at most a short event_description.',
      specRef: 'RFC 9110 Section 15.5.14',
    },
    notification_id_missing: {
      code: 'invalid_notification_request',
      sentence: 'The notification_id parameter is missing.',
      help: 'Send notification_id of the credential response the event is about.',
      specRef: 'OID4VCI Section 11.1',
    },
    notification_event_unknown: {
      code: 'invalid_notification_request',
      sentence: 'The event parameter must be credential_accepted, credential_failure or credential_deleted.',
      help: 'The three event names are case-sensitive.',
      specRef: 'OID4VCI Section 11.1',
    },
    notification_unknown: {
      code: 'invalid_notification_id',
      sentence: 'The notification_id is not known.',
      help: 'Send notification_id exactly as received with the credentials. It is not known if it was never issued or its retention time is over.',
      specRef: 'OID4VCI Section 11.3',
    },
    notification_foreign: {
      code: 'invalid_notification_id',
      sentence: 'The notification_id belongs to another grant.',
      help: 'Notify with the access token the credential was obtained with, or one refreshed from the same grant.',
      specRef: 'OID4VCI Section 11.3',
    },
  },
);
