/** Webhook endpoints, their deliveries and the feed, on the private API. */
import { defineRefusals } from './define-refusals.js';

const specRef = 'docs/webhooks.md';

export const webhookRefusals = defineRefusals(
  { family: 'back_office', status: 404 },
  {
    webhook_unknown: {
      code: 'unknown_webhook',
      sentence: 'There is no such webhook endpoint.',
      help: 'The id is wrong, belongs to another issuer, or the endpoint was deleted.',
      specRef,
    },
    delivery_unknown: {
      code: 'unknown_delivery',
      sentence: 'There is no such delivery.',
      help: 'The id is wrong, belongs to another issuer, or the delivery is older than the retention.',
      specRef,
    },
    webhook_url_refused: {
      status: 422,
      code: 'invalid_webhook_url',
      sentence: 'The address cannot be called.',
      help: 'Name an https address on the internet, without credentials in it. Private networks, loopback and http are called only where VOUCHSAFE_OUTBOUND_ALLOW lists the network. `reason` says which it was.',
      specRef,
    },
    webhook_disabled: {
      status: 409,
      code: 'webhook_disabled',
      sentence: 'The webhook endpoint is disabled.',
      help: 'Enable it first (PATCH with enabled true). An endpoint that answers 410 is disabled by itself.',
      specRef,
    },
    webhook_secret_changed: {
      status: 409,
      code: 'webhook_secret_changed',
      sentence: 'The secret was rotated by somebody else at the same time.',
      help: 'Read the endpoint again and decide anew. The other rotation stands, and its answer has the secret.',
      specRef,
    },
    events_cursor_gone: {
      status: 410,
      code: 'cursor_gone',
      sentence: 'Events after this cursor are no longer kept.',
      help: 'Events are kept as retention.events of their issuer says, and never longer than VOUCHSAFE_EVENT_RETENTION_DAYS. Read the sessions instead, and begin again at the cursor in `expected`.',
      specRef,
      retryable: false,
    },
    streams_exhausted: {
      status: 503,
      code: 'temporarily_unavailable',
      sentence: 'Too many streams are open.',
      help: 'Each API process holds a limited number of event streams. Close some, or poll GET /sessions/{id}/events.',
      specRef,
    },
    stream_share_exhausted: {
      status: 429,
      code: 'too_many_streams',
      sentence: 'Too many streams of this caller, or of its issuer, are open.',
      help: 'Each API process holds 50 event streams for a caller and 100 for all callers that are bound to one issuer. Close some, or read GET /events, which tells of all sessions at once.',
      specRef,
    },
  },
);
