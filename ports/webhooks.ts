/** Webhook endpoints and what was sent to them. Times in ms since 1970. */
import type { FeedEvent } from '../protocol/events/build-event.js';

/** Sealed to the worker: whoever minted it shows it once and cannot read it again. */
export type SealedSecret = {
  readonly sealed: Uint8Array;
  readonly createdAt: number;
  /** Absent: until it is replaced. */
  readonly expiresAt?: number;
};

export type WebhookEndpoint = {
  readonly id: string;
  readonly url: string;
  /** Absent: events of all issuers. */
  readonly issuer?: string;
  /** Absent: all types. */
  readonly eventTypes?: readonly string[];
  readonly description?: string;
  readonly isEnabled: boolean;
  /** Why we disabled it ourselves. */
  readonly disabledReason?: 'gone';
  /** Newest first, two at most. */
  readonly secrets: readonly SealedSecret[];
  /** How often they have been replaced. */
  readonly secretsVersion: number;
  /** Since when nothing arrives, and what went wrong then. */
  readonly failing?: { readonly since: number; readonly error: string };
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type DeliveryState = 'pending' | 'delivered' | 'dead';

/** One call. `status` where there was an answer, `error` where it was no success. */
export type DeliveryAttempt = {
  readonly at: number;
  readonly latencyMs: number;
  readonly status?: number;
  readonly error?: string;
};

/** One event for one endpoint. `lane` is a session's events to an endpoint: they go one after the other. */
export type Delivery = {
  readonly id: string;
  readonly endpointId: string;
  readonly event: FeedEvent;
  readonly position: number;
  readonly lane: string;
  readonly state: DeliveryState;
  /** When it is to be tried next, or who is at it has to be done by. */
  readonly dueAt: number;
  /** When it was made or last replayed. */
  readonly since: number;
  readonly createdAt: number;
  /** Since `since`. */
  readonly attemptCount: number;
  /** The latest ones, oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
  /** SHA-256 of the body, base64url. */
  readonly bodyHash?: string;
  readonly deliveredAt?: number;
};

/** False when an endpoint of this id is there. */
export type InsertEndpoint = (endpoint: WebhookEndpoint) => Promise<boolean>;
export type LoadEndpoint = (id: string) => Promise<WebhookEndpoint | undefined>;
export type ListEndpoints = () => Promise<readonly WebhookEndpoint[]>;
/** Changes the named members; `null` removes one. False when there is no such endpoint. */
export type ChangeEndpoint = (
  id: string,
  change: { readonly [K in keyof Omit<WebhookEndpoint, 'id' | Secrets>]?: WebhookEndpoint[K] | null },
) => Promise<boolean>;
type Secrets = 'secrets' | 'secretsVersion';
/** Compare and set: false when there is no such endpoint, or its secrets are not those of `version` any more. */
export type ReplaceSecrets = (
  id: string,
  change: { readonly version: number; readonly secrets: readonly SealedSecret[]; readonly updatedAt: number },
) => Promise<boolean>;
export type RemoveEndpoint = (id: string) => Promise<boolean>;

/** Those that are not there yet. */
export type InsertDeliveries = (deliveries: readonly Delivery[]) => Promise<void>;
export type LoadDelivery = (id: string) => Promise<Delivery | undefined>;
/** The position of an event alone means: before all deliveries of that event. */
export type DeliveryCursor = { readonly position: number; readonly id?: string };
/** Newest event first. An event has a delivery for each endpoint that wants it; their ids say which came before the cursor. */
export type ListDeliveries = (query: {
  readonly endpointId?: string;
  readonly sessionId?: string;
  readonly issuer?: string;
  readonly state?: DeliveryState;
  readonly before?: DeliveryCursor;
  readonly limit: number;
}) => Promise<readonly Delivery[]>;
export type CountDeliveries = (query: {
  readonly endpointId?: string;
  readonly state: DeliveryState;
}) => Promise<number>;
/** For metrics: how long the latest calls took, and since when the oldest delivery waits. */
export type MeasureDeliveries = () => Promise<{
  readonly latencies: readonly number[];
  readonly oldestPending?: number;
}>;

/** Lanes with something to be tried now, without those that are named. */
export type FindDueLanes = (query: {
  readonly shard: number;
  readonly now: number;
  readonly withoutLanes: readonly string[];
  readonly withoutEndpoints: readonly string[];
  readonly limit: number;
}) => Promise<readonly { readonly lane: string; readonly endpointId: string }[]>;
/** The first pending delivery of a lane. */
export type LoadLaneHead = (lane: string) => Promise<Delivery | undefined>;
/** Compare and set: false when somebody else has it. */
export type ClaimDelivery = (delivery: Delivery, until: number) => Promise<boolean>;
export type RecordAttempt = (
  delivery: Delivery,
  outcome: {
    readonly attempt: DeliveryAttempt;
    readonly state: DeliveryState;
    readonly dueAt: number;
    readonly bodyHash: string;
  },
) => Promise<void>;
/** Nothing of the lane is due before `until`: its first delivery waits till then. */
export type DeferLane = (lane: string, until: number) => Promise<void>;
/** Makes the named deliveries pending again, whatever came of them; answers how many. */
export type ReplayDeliveries = (
  which: { readonly id: string } | { readonly endpointId: string; readonly state: 'dead' },
  now: number,
) => Promise<number>;
/** Gives up what an endpoint still has pending. */
export type AbandonDeliveries = (endpointId: string) => Promise<void>;
