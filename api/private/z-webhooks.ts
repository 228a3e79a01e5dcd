/** Shapes of the private API's events and webhooks part. Names are the wire's. */
import { z } from 'zod';
import { eventTypes } from '../../protocol/events/event-catalogue.js';
import { zWhole } from './z-whole.js';

const zEventTypes = z.array(z.enum(eventTypes as readonly [string, ...string[]])).min(1);
const zCursor = z.string().regex(/^\d{1,15}$/, 'must be a cursor as it was answered');
const zNumberCursor = zCursor.transform(Number);
const url = z.string().min(1).max(2000);
const description = z.string().max(300);

export const zNewWebhook = z
  .strictObject({
    url: url.meta({ description: 'Where events are sent: https, and no private network' }),
    issuer: z.string().optional().meta({ description: 'Only events of this issuer; left out, of all' }),
    event_types: zEventTypes.optional().meta({ description: 'Only these; left out, all' }),
    description: description.optional(),
    enabled: z.boolean().default(true),
  })
  .meta({ id: 'NewWebhook', examples: [{ url: 'https://office.example/hooks', event_types: ['credential_issued'] }] });

export const zWebhookChange = z
  .strictObject({
    url: url.optional(),
    event_types: zEventTypes.nullish(),
    description: description.nullish(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'WebhookChange' });

export const zRotation = z
  .strictObject({
    overlap_seconds: z
      .number()
      .int()
      .min(0)
      .max(7 * 86_400)
      .default(86_400)
      .meta({ description: 'How long the secret before stays good beside the new one' }),
  })
  .meta({ id: 'SecretRotation' });

export const zReplay = z
  .strictObject({
    after: zNumberCursor
      .optional()
      .meta({ description: 'Everything behind this cursor of the feed; left out, what was given up' }),
  })
  .meta({ id: 'Replay' });

export const zFeedQuery = z.object({
  after: zNumberCursor.default(0).meta({ description: 'As `next_cursor` said; left out, from the first event kept' }),
  issuer: z.string().optional(),
  types: z
    .string()
    .transform((text) => text.split(','))
    .pipe(zEventTypes)
    .optional()
    .meta({ description: 'Comma-separated' }),
  limit: zWhole(1, 1000, 100),
});

const zDeliveryCursor = z.string().regex(/^\d{1,15}(\.[!-~]{1,300})?$/, 'must be a cursor as it was answered');

export const zDeliveryQuery = z.object({
  state: z.enum(['pending', 'delivered', 'dead']).optional(),
  before: zDeliveryCursor.optional().meta({ description: '`next_before` of the page before' }),
  limit: zWhole(1, 500, 100),
});

const at = z.iso.datetime();

export const zWebhook = z
  .object({
    id: z.string(),
    url: z.string(),
    issuer: z.string().nullable(),
    event_types: z.array(z.string()).nullable().meta({ description: 'Null: all' }),
    description: z.string().nullable(),
    enabled: z.boolean(),
    state: z.enum(['active', 'failing', 'disabled']),
    disabled_reason: z.string().nullable(),
    failing_since: at.nullable(),
    last_error: z.string().nullable(),
    pending: z.number().optional(),
    dead: z.number().optional(),
    secrets: z.array(z.object({ created_at: at, expires_at: at.nullable() })),
    secret: z.string().optional().meta({ description: 'Shown once, when it is made' }),
    secret_already_given: z.boolean().optional(),
    created_at: at,
    updated_at: at,
  })
  .meta({ id: 'Webhook' });

export const zDelivery = z
  .object({
    id: z.string(),
    webhook_id: z.string(),
    event_id: z.string(),
    event_type: z.string(),
    session_id: z.string().nullable(),
    seq: z.number().nullable(),
    state: z.enum(['pending', 'delivered', 'dead']),
    next_attempt_at: at.nullable(),
    delivered_at: at.nullable(),
    body_sha256: z.string().nullable(),
    attempts: z.array(
      z.object({ at, status: z.number().nullable(), latency_ms: z.number(), error: z.string().nullable() }),
    ),
    created_at: at,
  })
  .meta({ id: 'Delivery' });

export const zFeedEvent = z
  .object({
    cursor: zCursor,
    id: z.string(),
    type: z.string(),
    timestamp: at,
    issuer: z.string(),
    session_id: z.string().nullable(),
    seq: z.number().nullable(),
    reference: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()).nullable(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });

export const zWebhookList = z.object({ webhooks: z.array(zWebhook) }).meta({ id: 'WebhookList' });
export const zDeliveryPage = z
  .object({ deliveries: z.array(zDelivery), next_before: zDeliveryCursor.nullable() })
  .meta({ id: 'DeliveryPage' });
export const zFeed = z.object({ events: z.array(zFeedEvent), next_cursor: zCursor }).meta({ id: 'Feed' });
export const zReplayed = z
  .object({
    replayed: z.number().int(),
    next_after: zCursor.nullable().meta({ description: 'There is more: go on with this as `after`' }),
  })
  .meta({ id: 'Replayed' });
export type WebhookAnswer = z.input<typeof zWebhook>;
export type DeliveryAnswer = z.input<typeof zDelivery>;
export type FeedAnswer = z.input<typeof zFeedEvent>;
