/** Endpoints, deliveries and events as the private API answers them. */
import type { PositionedEvent } from '../../ports/event-feed.js';
import type { MintedWebhook } from '../../ports/webhook-administration.js';
import type { Delivery, WebhookEndpoint } from '../../ports/webhooks.js';
import { buildEvent } from '../../protocol/events/build-event.js';
import { iso, isoIf } from './iso-time.js';
import type { DeliveryAnswer, FeedAnswer, WebhookAnswer } from './z-webhooks.js';

export function buildWebhookAnswer(endpoint: WebhookEndpoint): WebhookAnswer {
  const { isEnabled, failing } = endpoint;
  return {
    id: endpoint.id,
    url: endpoint.url,
    issuer: endpoint.issuer ?? null,
    event_types: endpoint.eventTypes === undefined ? null : [...endpoint.eventTypes],
    description: endpoint.description ?? null,
    enabled: isEnabled,
    state: isEnabled ? (failing === undefined ? 'active' : 'failing') : 'disabled',
    disabled_reason: endpoint.disabledReason ?? null,
    failing_since: isoIf(failing?.since),
    last_error: failing?.error ?? null,
    secrets: endpoint.secrets.map((one) => ({ created_at: iso(one.createdAt), expires_at: isoIf(one.expiresAt) })),
    created_at: iso(endpoint.createdAt),
    updated_at: iso(endpoint.updatedAt),
  };
}

export function buildMintedWebhook({ endpoint, secret }: MintedWebhook): WebhookAnswer {
  return { ...buildWebhookAnswer(endpoint), ...(secret === undefined ? { secret_already_given: true } : { secret }) };
}

export function buildDeliveryAnswer(delivery: Delivery): DeliveryAnswer {
  const { event, state } = delivery;
  return {
    id: delivery.id,
    webhook_id: delivery.endpointId,
    event_id: event.id,
    event_type: event.type,
    session_id: event.sessionId ?? null,
    seq: event.seq ?? null,
    state,
    next_attempt_at: state === 'pending' ? iso(delivery.dueAt) : null,
    delivered_at: isoIf(delivery.deliveredAt),
    body_sha256: delivery.bodyHash ?? null,
    attempts: delivery.attempts.map(({ at, status, latencyMs, error }) => ({
      at: iso(at),
      status: status ?? null,
      latency_ms: latencyMs,
      error: error ?? null,
    })),
    created_at: iso(delivery.createdAt),
  };
}

export function buildFeedAnswer({ position, ...event }: PositionedEvent): FeedAnswer {
  return { cursor: String(position), ...buildEvent(event) };
}
