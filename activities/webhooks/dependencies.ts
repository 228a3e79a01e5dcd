/** What a dispatcher needs from the world. */
import type {
  AppendEvents,
  AskSettledEvents,
  DeferCredential,
  IsSessionStarted,
  LoadDueCredentials,
  LoadDueSessions,
  LoadOutboxEvents,
  RemoveOutboxEvents,
  SettleCredential,
  SettleSession,
  TrimFeed,
} from '../../ports/event-feed.js';
import type { SendOutbound } from '../../ports/outbound.js';
import type { FindErased } from '../../ports/privacy.js';
import type {
  AbandonDeliveries,
  ChangeEndpoint,
  ClaimDelivery,
  DeferLane,
  FindDueLanes,
  InsertDeliveries,
  ListEndpoints,
  LoadEndpoint,
  LoadLaneHead,
  RecordAttempt,
} from '../../ports/webhooks.js';
import type { RetryPlan } from '../../protocol/events/plan-attempt.js';

export type RelayDependencies = {
  readonly loadDueSessions: LoadDueSessions;
  readonly settleSession: SettleSession;
  readonly loadDueCredentials: LoadDueCredentials;
  readonly settleCredential: SettleCredential;
  readonly deferCredential: DeferCredential;
  readonly loadOutboxEvents: LoadOutboxEvents;
  readonly removeOutboxEvents: RemoveOutboxEvents;
  readonly askSettledEvents: AskSettledEvents;
  readonly isSessionStarted: IsSessionStarted;
  readonly findErased: FindErased;
  readonly appendEvents: AppendEvents;
  readonly listEndpoints: ListEndpoints;
  readonly insertDeliveries: InsertDeliveries;
  readonly now: () => Date;
};

export type DeliveringDependencies = {
  readonly findDueLanes: FindDueLanes;
  readonly loadLaneHead: LoadLaneHead;
  readonly claimDelivery: ClaimDelivery;
  readonly recordAttempt: RecordAttempt;
  readonly deferLane: DeferLane;
  readonly abandonDeliveries: AbandonDeliveries;
  readonly loadEndpoint: LoadEndpoint;
  readonly changeEndpoint: ChangeEndpoint;
  /** @throws when it was sealed to nobody here, or for another endpoint */
  readonly openSecret: (endpointId: string, sealed: Uint8Array) => string;
  readonly send: SendOutbound;
  readonly retries: RetryPlan;
  readonly now: () => Date;
};

export type DispatcherDependencies = RelayDependencies &
  DeliveringDependencies & {
    readonly trimFeed: TrimFeed;
    readonly retentionDays: number;
    /** Whether this process is about to end. */
    readonly isStopping: () => boolean;
    readonly report: (error: unknown, what: string) => void;
  };
