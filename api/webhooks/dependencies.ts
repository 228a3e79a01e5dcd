/** What the administration of webhooks is made of. */

import type { ReadFeed } from '../../ports/event-feed.js';
import type { CheckOutbound } from '../../ports/outbound.js';
import type {
  ChangeEndpoint,
  CountDeliveries,
  InsertDeliveries,
  InsertEndpoint,
  ListDeliveries,
  ListEndpoints,
  LoadDelivery,
  LoadEndpoint,
  MeasureDeliveries,
  RemoveEndpoint,
  ReplaceSecrets,
  ReplayDeliveries,
} from '../../ports/webhooks.js';
import type { IssuerDirectory } from '../issuers/issuer-directory.js';
import type { SealForWorker } from './mint-webhook-secret.js';

export type WebhookDependencies = {
  readonly issuers: Pick<IssuerDirectory, 'list' | 'find'>;
  readonly insertEndpoint: InsertEndpoint;
  readonly loadEndpoint: LoadEndpoint;
  readonly listEndpoints: ListEndpoints;
  readonly changeEndpoint: ChangeEndpoint;
  readonly replaceSecrets: ReplaceSecrets;
  readonly removeEndpoint: RemoveEndpoint;
  readonly insertDeliveries: InsertDeliveries;
  readonly loadDelivery: LoadDelivery;
  readonly listDeliveries: ListDeliveries;
  readonly countDeliveries: CountDeliveries;
  readonly measureDeliveries: MeasureDeliveries;
  readonly replayDeliveries: ReplayDeliveries;
  readonly readFeed: ReadFeed;
  readonly checkAddress: CheckOutbound;
  readonly sealForWorker: SealForWorker;
  readonly now: () => Date;
};
