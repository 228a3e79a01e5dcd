/** What the webhook endpoints of the private API need. */
import type { Database } from '../../adapters/mongodb/database.js';
import { readFeedFromMongo } from '../../adapters/mongodb/events.js';
import {
  countDeliveriesInMongo,
  insertDeliveriesInMongo,
  listDeliveriesFromMongo,
  loadDeliveryFromMongo,
  measureDeliveriesInMongo,
  replayDeliveriesInMongo,
} from '../../adapters/mongodb/webhook-deliveries.js';
import {
  changeEndpointInMongo,
  insertEndpointInMongo,
  listEndpointsFromMongo,
  loadEndpointFromMongo,
  removeEndpointFromMongo,
  replaceSecretsInMongo,
} from '../../adapters/mongodb/webhook-endpoints.js';
import type { Config } from '../../platform/config.js';
import type { ApiKeys } from '../../platform/sealing/key-file.js';
import { sealTo } from '../../platform/sealing/sealed-box.js';
import type { WebhookDependencies } from '../webhooks/dependencies.js';

export function createWebhookDependencies(
  config: Config,
  database: Database,
  keys: ApiKeys,
  { issuers, now, checkAddress }: Pick<WebhookDependencies, 'issuers' | 'now' | 'checkAddress'>,
): WebhookDependencies {
  return {
    issuers,
    now,
    checkAddress,
    insertEndpoint: insertEndpointInMongo(database),
    loadEndpoint: loadEndpointFromMongo(database),
    listEndpoints: listEndpointsFromMongo(database),
    changeEndpoint: changeEndpointInMongo(database),
    replaceSecrets: replaceSecretsInMongo(database),
    removeEndpoint: removeEndpointFromMongo(database),
    insertDeliveries: insertDeliveriesInMongo(database, config.VOUCHSAFE_EVENT_RETENTION_DAYS),
    loadDelivery: loadDeliveryFromMongo(database),
    listDeliveries: listDeliveriesFromMongo(database),
    countDeliveries: countDeliveriesInMongo(database),
    measureDeliveries: measureDeliveriesInMongo(database),
    replayDeliveries: replayDeliveriesInMongo(database),
    readFeed: readFeedFromMongo(database),
    sealForWorker: (plaintext, context) => sealTo(keys.workerPublic, plaintext, context),
  };
}
