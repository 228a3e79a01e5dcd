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
/** `secret` is absent where the endpoint was made by the same request before. */
export type MintedWebhook = { readonly endpoint: WebhookEndpoint; readonly secret?: string };

/** Every operation throws ProtocolError with a `back_office` refusal when it cannot be done. */
export type WebhookAdministration = {
  /** @param reservation of the request; the endpoint's id follows from it, so that a repeat makes no second one */
  readonly create: (settings: WebhookSettings, reservation?: string) => Promise<MintedWebhook>;
  readonly list: () => Promise<readonly WebhookEndpoint[]>;
  readonly load: (id: string) => Promise<WebhookEndpoint>;
  readonly change: (id: string, change: WebhookChange) => Promise<WebhookEndpoint>;
  readonly remove: (id: string) => Promise<void>;
  /** The oldest secret that is still good stays so for `overlap` seconds more, if its time is not over sooner. */
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
