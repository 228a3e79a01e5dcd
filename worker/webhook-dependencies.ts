/** The dispatchers' part of the worker's composition root. */
import type { DispatcherDependencies } from '../activities/webhooks/dependencies.js';
import type { Database } from '../adapters/mongodb/database.js';
import { appendEventsInMongo, createEventIndexes, trimFeedInMongo } from '../adapters/mongodb/events.js';
import {
  createOutboxIndexes,
  loadDueSessionsFromMongo,
  loadOutboxEventsFromMongo,
  removeOutboxEventsFromMongo,
  settleSessionInMongo,
} from '../adapters/mongodb/outbox.js';
import {
  deferCredentialInMongo,
  loadDueCredentialsFromMongo,
  settleCredentialInMongo,
} from '../adapters/mongodb/outbox-credentials.js';
import { findErasedInMongo } from '../adapters/mongodb/privacy/erasures.js';
import {
  abandonDeliveriesInMongo,
  createDeliveryIndexes,
  insertDeliveriesInMongo,
} from '../adapters/mongodb/webhook-deliveries.js';
import {
  changeEndpointInMongo,
  listEndpointsFromMongo,
  loadEndpointFromMongo,
} from '../adapters/mongodb/webhook-endpoints.js';
import {
  claimDeliveryInMongo,
  deferLaneInMongo,
  findDueLanesInMongo,
  loadLaneHeadFromMongo,
  recordAttemptInMongo,
} from '../adapters/mongodb/webhook-lanes.js';
import { createGuardedFetch } from '../adapters/outbound/create-guarded-fetch.js';
import type { Config } from '../platform/config.js';
import { outboundOptions } from '../platform/outbound-options.js';
import type { BoxKeyPair } from '../platform/sealing/sealed-box.js';
import { openBox } from '../platform/sealing/sealed-box.js';
import { sealingContext } from '../protocol/sealing-contexts.js';
import type { WorkflowView } from './workflow-view.js';

export async function createWebhookIndexes(database: Database): Promise<void> {
  await createOutboxIndexes(database);
  await createEventIndexes(database);
  await createDeliveryIndexes(database);
}

export function webhookSecrets(own: BoxKeyPair) {
  return (endpointId: string, sealed: Uint8Array): string =>
    openBox(own, sealed, sealingContext.webhookSecret(endpointId)).toString('utf8');
}

export function createDispatcherDependencies(
  config: Config,
  {
    database,
    openWebhookSecret,
  }: { readonly database: Database; readonly openWebhookSecret: DispatcherDependencies['openSecret'] },
  workflows: WorkflowView,
  process: Pick<DispatcherDependencies, 'isStopping' | 'report'>,
): { readonly dependencies: DispatcherDependencies; readonly close: () => Promise<void> } {
  const outbound = createGuardedFetch(outboundOptions(config));
  const retentionDays = config.VOUCHSAFE_EVENT_RETENTION_DAYS;
  return {
    close: outbound.close,
    dependencies: {
      ...workflows,
      ...process,
      loadDueSessions: loadDueSessionsFromMongo(database),
      settleSession: settleSessionInMongo(database),
      loadDueCredentials: loadDueCredentialsFromMongo(database),
      settleCredential: settleCredentialInMongo(database),
      deferCredential: deferCredentialInMongo(database),
      findErased: findErasedInMongo(database),
      loadOutboxEvents: loadOutboxEventsFromMongo(database),
      removeOutboxEvents: removeOutboxEventsFromMongo(database),
      appendEvents: appendEventsInMongo(database),
      trimFeed: trimFeedInMongo(database),
      listEndpoints: listEndpointsFromMongo(database),
      insertDeliveries: insertDeliveriesInMongo(database, retentionDays),
      findDueLanes: findDueLanesInMongo(database),
      loadLaneHead: loadLaneHeadFromMongo(database),
      claimDelivery: claimDeliveryInMongo(database),
      recordAttempt: recordAttemptInMongo(database),
      deferLane: deferLaneInMongo(database),
      abandonDeliveries: abandonDeliveriesInMongo(database),
      loadEndpoint: loadEndpointFromMongo(database),
      changeEndpoint: changeEndpointInMongo(database),
      openSecret: openWebhookSecret,
      send: outbound.send,
      retries: { pauses: config.VOUCHSAFE_WEBHOOK_RETRIES, giveUpAfter: config.VOUCHSAFE_WEBHOOK_GIVE_UP },
      retentionDays,
      now: () => new Date(),
    },
  };
}
