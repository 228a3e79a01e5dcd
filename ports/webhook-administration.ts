/** What back offices and operators may do with events and webhooks. */
import type { FeedPage, ReadFeed } from './event-feed.js';
import type { CountDeliveries, Delivery, ListDeliveries, WebhookEndpoint } from './webhooks.js';

export type WebhookSettings = {
  readonly url: string;
  readonly issuer?: string;
  readonly eventTypes?: readonly string[];
  readonly description?: string;
  readonly isEnabled: boolean;
};
/** `null` takes a filter or the description away. */
export type WebhookChange = {
  readonly url?: string;
  readonly eventTypes?: readonly string[] | null;
  readonly description?: string | null;
  readonly isEnabled?: boolean;
};
export type MintedWebhook = { readonly endpoint: WebhookEndpoint; readonly secret: string };

/** Every operation throws ProtocolError with a `back_office` refusal when it cannot be done. */
export type WebhookAdministration = {
  readonly create: (settings: WebhookSettings) => Promise<MintedWebhook>;
  readonly list: () => Promise<readonly WebhookEndpoint[]>;
  readonly load: (id: string) => Promise<WebhookEndpoint>;
  readonly change: (id: string, change: WebhookChange) => Promise<WebhookEndpoint>;
  readonly remove: (id: string) => Promise<void>;
  /** The secret before stays good for `overlap` seconds. */
  readonly rotateSecret: (id: string, overlap: number) => Promise<MintedWebhook>;
  readonly sendTest: (id: string) => Promise<Delivery>;
  readonly listDeliveries: ListDeliveries;
  readonly countDeliveries: CountDeliveries;
  readonly replayDelivery: (id: string) => Promise<Delivery>;
  /** All that are dead; with `after` every event behind that cursor instead. `next` when there are more of them. */
  readonly replay: (id: string, after?: number) => Promise<{ readonly replayed: number; readonly next?: number }>;
  /** @throws ProtocolError `events_cursor_gone` */
  readonly readFeed: (query: Parameters<ReadFeed>[0]) => Promise<FeedPage>;
};
