/** The worker's composition root. */
import { hkdfSync } from 'node:crypto';
import type { ActivityDependencies } from '../activities/dependencies.js';
import { createAuditIndexes } from '../adapters/mongodb/audit.js';
import { createBulkIndexes } from '../adapters/mongodb/bulk.js';
import {
  createConfigurationIndexes,
  keepConfigurationVersionInMongo,
  listLatestConfigurationsInMongo,
  loadConfigurationVersionFromMongo,
} from '../adapters/mongodb/configuration-versions.js';
import type { Database } from '../adapters/mongodb/database.js';
import { createIndexes, openDatabase } from '../adapters/mongodb/database.js';
import { createIdempotencyIndexes } from '../adapters/mongodb/idempotency.js';
import { createInboxIndexes } from '../adapters/mongodb/inbox.js';
import { storeOutboxEventInMongo } from '../adapters/mongodb/outbox.js';
import { storePublishedKeysInMongo } from '../adapters/mongodb/published-keys.js';
import { projectSessionInMongo } from '../adapters/mongodb/session-records.js';
import {
  forgetSessionInMongo,
  loadIssuanceMaterialFromMongo,
  storeDeliveryInMongo,
} from '../adapters/mongodb/vault.js';
import { createClaimsChecker } from '../credentials/check-claims.js';
import type { Config } from '../platform/config.js';
import { createWatchedFiles, type WatchedFiles } from '../platform/configuration/watched-files.js';
import { loadWorkerKeys } from '../platform/sealing/key-file.js';
import { sealTo } from '../platform/sealing/sealed-box.js';
import { openSessionKey } from '../platform/sealing/session-key.js';
import type { SignerFor } from '../ports/issuing.js';
import { hasKeysByWeb } from '../protocol/metadata/build-jwt-vc-issuer.js';
import { createAttestationRechecks } from './attestation-rechecks.js';
import { createBulkStatus } from './bulk-status.js';
import { createConfigurationInUse } from './configuration-in-use.js';
import { createIssuerSource } from './issuer-source.js';
import type { SigningTask } from './keep-signed.js';
import { createPrivacy } from './privacy.js';
import { checkPublishedTypes } from './published-types.js';
import { createPullDependencies } from './pull-dependencies.js';
import { createMetadataSigning } from './signed-metadata.js';
import { createStatusDependencies, createStatusIndexes, statusListTask } from './status-dependencies.js';
import { signingIssuer, takeWorkerConfiguration } from './take-configuration.js';
import { createWebhookIndexes, webhookSecrets } from './webhook-dependencies.js';

const DAY = 86_400;

export type WorkerDependencies = {
  /** All but what needs Temporal, which is connected later. */
  readonly activities: Omit<ActivityDependencies, 'tellSession'>;
  readonly database: Database;
  readonly prepareDatabase: () => Promise<void>;
  /** Once the database is there. @throws ConfigurationError */
  readonly checkPublishedTypes: () => Promise<void>;
  /** Reads file and keys again, and uses them if there is nothing wrong with them. @throws ConfigurationError */
  readonly takeConfiguration: () => Promise<void>;
  /** What was read last. */
  readonly configurationFiles: WatchedFiles;
  readonly signingTasks: readonly SigningTask[];
  readonly rechecks: ReturnType<typeof createAttestationRechecks>;
  /** Opens the secret of a webhook endpoint. @throws when it was sealed to nobody here */
  readonly openWebhookSecret: (endpointId: string, sealed: Uint8Array) => string;
  readonly privacy: ReturnType<typeof createPrivacy>;
  readonly closePulls: () => Promise<void>;
};

/** @param warn of what is used although something is not right with it */
export async function createWorkerDependencies(
  config: Config,
  warn: (message: string) => void = () => undefined,
): Promise<WorkerDependencies> {
  const checkClaims = createClaimsChecker();
  const now = () => new Date();
  const watched = createWatchedFiles();
  const take = async () => {
    const found = await takeWorkerConfiguration(config, checkClaims, now, watched.note);
    for (const warning of found.warnings) warn(warning);
    return found;
  };
  const first = await take();
  const keys = loadWorkerKeys(config.keysPath, !config.isProduction);
  const database = openDatabase(config.MONGODB_URI, config.MONGODB_DATABASE);
  const issuers = createIssuerSource({
    publicUrl: config.publicUrl,
    store: {
      keep: keepConfigurationVersionInMongo(database),
      load: loadConfigurationVersionFromMongo(database),
      listLatest: listLatestConfigurationsInMongo(database),
    },
    vouchingKey: Buffer.from(hkdfSync('sha256', keys.own.privateKey, '', 'vouchsafe configuration versions 1', 32)),
    admit: (found) => configuration.present().keys.admit(signingIssuer(found)),
    now,
  });
  const storeKeys = storePublishedKeysInMongo(database);
  const configuration = createConfigurationInUse(first, {
    take,
    check: ({ versions }) => checkPublishedTypes(database, issuers.identify(versions)),
    publish: async ({ versions, keys }) => {
      await issuers.keep(versions);
      for (const { configuration: issuer } of versions)
        await storeKeys(issuer.id, { keys: keys.published(issuer.id), isFoundByWeb: hasKeysByWeb(issuer) });
    },
    onUse: ({ versions }) => issuers.replace(versions),
  });
  const signerFor: SignerFor = (...which) => configuration.present().keys.signerFor(...which);
  const rechecks = createAttestationRechecks(database, config, { findPresentIssuer: issuers.findPresent, now });
  const bulk = createBulkStatus(database);
  const privacy = createPrivacy(database, {
    retentions: () => issuers.present().map(({ issuer: { id, retention } }) => ({ issuer: id, rules: retention })),
    openSessionKey: (sealed, context) => openSessionKey(keys.own, sealed, context),
    sealTo,
    interval: config.VOUCHSAFE_SWEEP_INTERVAL,
    announceErasure: ({ sessionId, issuer, at }) =>
      storeOutboxEventInMongo(database)({
        id: `erased-${sessionId}`,
        type: 'session_erased',
        issuer,
        sessionId,
        at,
        data: {},
      }),
    now,
  });
  // As the API keeps its own: what an issuer keeps less long is swept by its rule.
  const logDays = () => Math.max(...issuers.present().map(({ issuer }) => issuer.retention.logs)) / DAY;
  const pulls = createPullDependencies(database, config, logDays);
  const status = createStatusDependencies(database, { findPresentIssuer: issuers.findPresent, signerFor, now });
  return {
    database,
    prepareDatabase: async () => {
      await createIndexes(database);
      await createAuditIndexes(database);
      await createIdempotencyIndexes(database);
      await createInboxIndexes(database);
      await createBulkIndexes(database);
      await createStatusIndexes(database);
      await createConfigurationIndexes(database);
      await rechecks.prepare();
      await bulk.prepare();
      await privacy.prepare();
      await createWebhookIndexes(database);
      await configuration.publish();
    },
    checkPublishedTypes: () => checkPublishedTypes(database, issuers.present()),
    openWebhookSecret: webhookSecrets(keys.own),
    takeConfiguration: configuration.takeAnew,
    configurationFiles: watched,
    signingTasks: [
      statusListTask(database, status.publishStatusList, now),
      createMetadataSigning(database, issuers.present, {
        signerFor: (id) => configuration.present().metadataSignerFor(id),
        now,
      }),
    ],
    rechecks,
    closePulls: pulls.close,
    privacy,
    activities: {
      ...status,
      ...bulk.dependencies,
      ...pulls.activities,
      projectSession: projectSessionInMongo(database),
      loadIssuanceMaterial: loadIssuanceMaterialFromMongo(database),
      storeDelivery: storeDeliveryInMongo(database),
      forgetSession: forgetSessionInMongo(database),
      openSessionKey: (sealed, context) => openSessionKey(keys.own, sealed, context),
      sealResponse: (plaintext, context) => sealTo(keys.responsePublic, plaintext, context),
      signerFor,
      findIssuer: issuers.find,
      checkClaims: checkClaims,
      now,
    },
  };
}
