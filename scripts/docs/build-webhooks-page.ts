/** docs/webhooks.md: how a back office is told what happens, and the catalogue of what it can be told. */
import { eventCatalogue } from '../../protocol/events/event-catalogue.js';
import { code, GENERATED, table } from './markdown.js';

const intro = `# Events and webhooks

${GENERATED}

Everything that happens in a session is an event. A back office learns of it in three ways, of which it may use any:

- **The feed**: \`GET /events?after=<cursor>\` answers events in one order that never changes, with \`next_cursor\` to go on from. What is committed later always stands later, so a reader that keeps its cursor misses nothing. \`issuer\`, \`types\` (comma-separated) and \`limit\` narrow it.
- **Webhooks**: an endpoint registered with \`POST /webhooks\` is sent each event, in the format of [Standard Webhooks](https://www.standardwebhooks.com).
- **The stream of a session**: \`GET /sessions/{id}/stream\`, server-sent events, for whoever looks at one session. It shows an event a moment before it is certain; the feed and webhooks do not. It ends with the session, when the key or token it was opened with is no longer good, and after half an hour; whoever comes back sends \`Last-Event-ID\`. Each API process holds 50 for a caller, and 100 for all callers bound to one issuer.

## An event

\`\`\`json
{
  "id": "evt_N81UQb6PFPxL8x2RzRLTjw_4",
  "type": "credential_issued",
  "timestamp": "2026-06-12T12:12:48.123Z",
  "issuer": "default",
  "session_id": "N81UQb6PFPxL8x2RzRLTjw",
  "seq": 4,
  "reference": "case-1",
  "metadata": {"desk": 7},
  "data": {"credential_configuration_id": "eu.europa.ec.av.1", "credentials": 1}
}
\`\`\`

\`id\` is the same in the feed, in every delivery and after every replay. \`seq\` counts within the session from 1; it is
null for what happened outside of it, as a revocation does; each credential of an act upon many has its own event. \`reference\` and \`metadata\` are the back office's own, as
\`POST /sessions\` was given them. An event names things and gives reasons; it never carries a claim, a credential, a code or a
token. An event is told when it cannot be taken back any more, mostly within a second or two.

## Endpoints

All of it needs the scope \`admin\`.

| Call | Does |
| --- | --- |
| \`POST /webhooks\` | Registers \`{url, issuer?, event_types?, description?, enabled?}\` and answers the \`secret\` (\`whsec_…\`), this once. It is kept sealed to the workers. |
| \`GET /webhooks\`, \`GET /webhooks/{id}\` | Shows them: \`state\` is \`active\`, \`failing\` (with \`failing_since\`, \`last_error\`) or \`disabled\`; one by one also how many deliveries are \`pending\` and \`dead\`. |
| \`PATCH /webhooks/{id}\`, \`DELETE /webhooks/{id}\` | Changes it, takes it away. |
| \`POST /webhooks/{id}/rotate-secret\` | Answers a new secret. For \`overlap_seconds\` (a day) calls carry two signatures, by the old one and the new one; see below. |
| \`POST /webhooks/{id}/test\` | Sends a \`webhook_test\`. |
| \`GET /webhooks/{id}/deliveries?state=\` | What was sent to it: every attempt with time, status, latency and error, and the SHA-256 of the body. \`GET /sessions/{id}/deliveries\` shows the same of a session, as does its page in the console. Newest event first, a trial with the newest of its endpoint; go on with \`next_before\` as \`before\`. |
| \`POST /deliveries/{id}/replay\` | Sends one again. |
| \`POST /webhooks/{id}/replay\` | Sends again what was given up; with \`{"after": "<cursor>"}\` every event since that cursor, a thousand a call. |

### Rotation of the secret

A call carries two signatures at most: by the newest secret, and by the oldest one whose time is not over. So a rotation
within the overlap of the one before, as after an answer that was lost, replaces the newest secret at once and leaves the
receiver the one it has until its time. Whoever has installed the newest one already rotates again when that overlap is
over. \`overlap_seconds\` of 0 ends all secrets before the new one. Of two rotations at the same time one stands, and the
other is answered 409.

\`POST /webhooks\` with an \`Idempotency-Key\` makes one endpoint, whatever died in between. A repeat says
\`secret_already_given\` in place of the secret; where the answer never came, rotate with \`overlap_seconds\` 0.

## Deliveries

- A 2xx within 15 seconds is a success; everything else is not, redirects included. It is sent again after 5 s, 30 s, 2 min, 10 min, 1 h and then every 6 h, each a little sooner or later (\`VOUCHSAFE_WEBHOOK_RETRIES\`), and given up after three days (\`VOUCHSAFE_WEBHOOK_GIVE_UP\`). \`Retry-After\` is honoured up to a day.
- **Order.** The events of a session go to an endpoint one after the other: one that fails holds back the later ones of that session to that endpoint, and nothing else. One that was given up holds back nothing more. What becomes of a credential is told after its \`credential_issued\`, unless its session cannot be told of for ten minutes.
- **At least once.** The same event may come twice; \`webhook-id\` is the event's \`id\`, so that it can be known.
- **410** disables the endpoint, and what it had pending is given up.
- **Addresses.** Endpoints on private networks, loopback or without TLS are refused when they are registered and again at every call, unless \`VOUCHSAFE_OUTBOUND_ALLOW\` lists the network. Outside production loopback is allowed.
- **Nothing is lost.** The write that records an event also marks it as untold, and durable dispatchers (the workflows \`webhook-dispatcher:0\` and \`webhook-dispatcher:1\`) go on where they were, whatever was killed. A session whose workflow does not answer is tried again ever more seldom, ten minutes apart in the end, and holds up no other. When a session is erased or deleted, what was not told of it yet is told without \`reference\`, \`metadata\` and \`client_id\`.
- Metrics: \`vouchsafe_webhook_deliveries{state}\`, \`vouchsafe_webhook_oldest_pending_seconds\`, \`vouchsafe_webhook_latency_seconds{quantile}\`.
- Events and deliveries are kept as long as \`retention.events\` of their issuer says, whatever became of them, and for \`VOUCHSAFE_EVENT_RETENTION_DAYS\` at most. A cursor behind which an event is gone is answered 410 rather than with a gap: with \`issuer\`, an event of that issuer; without, of any. The same goes for a replay since a cursor.

A receiver in Node is in [examples/webhook-receiver.mjs](examples/webhook-receiver.mjs): it verifies with the reference
library, over the bytes as they came, and does an event's work once.

## The catalogue`;

export function buildWebhooksPage(): string {
  const rows = Object.entries(eventCatalogue).map(([type, { says, data }]) => [
    code(type),
    says,
    Object.entries(data)
      .map(([name, { holds }]) => `${code(name)}: ${holds}`)
      .join('; ') || '–',
  ]);
  return `${intro}\n\n${table(['Type', 'When', 'What `data` holds'], rows)}\n`;
}
