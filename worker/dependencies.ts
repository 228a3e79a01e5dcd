/** The worker's composition root. */
import type { ActivityDependencies } from '../activities/dependencies.js';
import type { IssuerKeys } from '../adapters/issuer-keys/issuer-keys.js';
import { loadConfiguredIssuerKeys } from '../adapters/issuer-keys/load-configured-issuer-keys.js';
import { loadOrCreateDevelopmentPki } from '../adapters/issuer-keys/load-development-pki.js';
import type { Database } from '../adapters/mongodb/database.js';
import { createIndexes, openDatabase } from '../adapters/mongodb/database.js';
import { storePublishedKeysInMongo } from '../adapters/mongodb/published-keys.js';
import { projectSessionInMongo } from '../adapters/mongodb/session-records.js';
import {
  forgetSessionInMongo,
  loadIssuanceMaterialFromMongo,
  storeDeliveryInMongo,
} from '../adapters/mongodb/vault.js';
import { createClaimsChecker } from '../credentials/check-claims.js';
import { checkIssuersFile } from '../credentials/check-issuers-file.js';
import type { Config } from '../platform/config.js';
import { ConfigurationError, readIssuersFile } from '../platform/config.js';
import { loadWorkerKeys } from '../platform/sealing/key-file.js';
import { sealTo } from '../platform/sealing/sealed-box.js';
import { openSessionKey } from '../platform/sealing/session-key.js';
import type { IssuersFile } from '../protocol/metadata/z-issuer-configuration.js';
import { createAttestationRechecks } from './attestation-rechecks.js';
import type { SigningTask } from './keep-signed.js';
import { createPrivacy } from './privacy.js';
import { checkPublishedTypes } from './published-types.js';
import { createMetadataSigning } from './signed-metadata.js';
import { createStatusDependencies, createStatusIndexes, statusListTask } from './status-dependencies.js';

export type WorkerDependencies = {
  readonly activities: ActivityDependencies;
  readonly database: Database;
  readonly prepareDatabase: () => Promise<void>;
  /** Once the database is there. @throws ConfigurationError */
  readonly checkPublishedTypes: () => Promise<void>;
  readonly signingTasks: readonly SigningTask[];
  readonly rechecks: ReturnType<typeof createAttestationRechecks>;
  readonly privacy: ReturnType<typeof createPrivacy>;
};

export async function createWorkerDependencies(config: Config): Promise<WorkerDependencies> {
  const checkClaims = createClaimsChecker();
  const checked = checkIssuersFile(readIssuersFile(config.VOUCHSAFE_CONFIG), checkClaims);
  if ('mistakes' in checked) {
    throw new ConfigurationError(`${config.VOUCHSAFE_CONFIG} is not usable:\n${checked.mistakes}`);
  }
  const { file } = checked;
  const keys = loadWorkerKeys(config.keysPath, !config.isProduction);
  const issuerKeys = await loadIssuerKeys(config, file);
  const database = openDatabase(config.MONGODB_URI, config.MONGODB_DATABASE);
  const publish = storePublishedKeysInMongo(database);
  const now = () => new Date();
  const present = file.issuers.map((issuer) => ({ issuer, identifier: config.publicUrl + issuer.path }));
  const findPresentIssuer = (issuerId: string) => present.find(({ issuer }) => issuer.id === issuerId);
  const metadata = createMetadataSigning(database, present, { signerFor: issuerKeys.signerFor, now });
  const rechecks = createAttestationRechecks(database, config, { findPresentIssuer, now });
  const privacy = createPrivacy(database, {
    retentions: () => present.map(({ issuer: { id, retention } }) => ({ issuer: id, rules: retention })),
    openSessionKey: (sealed, context) => openSessionKey(keys.own, sealed, context),
    sealTo,
    interval: config.VOUCHSAFE_SWEEP_INTERVAL,
    now,
  });
  const status = createStatusDependencies(database, { findPresentIssuer, signerFor: issuerKeys.signerFor, now });
  return {
    database,
    prepareDatabase: async () => {
      await createIndexes(database);
      await createStatusIndexes(database);
      await rechecks.prepare();
      await privacy.prepare();
      await metadata.prepare();
      for (const issuer of file.issuers) await publish(issuer.id, issuerKeys.jwks(issuer.id));
    },
    checkPublishedTypes: () => checkPublishedTypes(database, present),
    signingTasks: [statusListTask(database, status.publishStatusList, now), metadata.task],
    rechecks,
    privacy,
    activities: {
      ...status,
      projectSession: projectSessionInMongo(database),
      loadIssuanceMaterial: loadIssuanceMaterialFromMongo(database),
      storeDelivery: storeDeliveryInMongo(database),
      forgetSession: forgetSessionInMongo(database),
      openSessionKey: (sealed, context) => openSessionKey(keys.own, sealed, context),
      sealResponse: (plaintext, context) => sealTo(keys.responsePublic, plaintext, context),
      signerFor: issuerKeys.signerFor,
      findIssuer: findPresentIssuer,
      checkClaims: checkClaims,
      now,
    },
  };
}

async function loadIssuerKeys(config: Config, file: IssuersFile): Promise<IssuerKeys> {
  const { VOUCHSAFE_ISSUER_KEY: keyPemPath, VOUCHSAFE_ISSUER_CHAIN: chainPemPath } = config;
  if (keyPemPath !== undefined && chainPemPath !== undefined) {
    return loadConfiguredIssuerKeys({ keyPemPath, chainPemPath, now: new Date() });
  }
  const issuers = file.issuers.map((one) => ({ id: one.id, identifier: config.publicUrl + one.path }));
  return loadOrCreateDevelopmentPki({ directory: `${config.VOUCHSAFE_DATA_DIR}/pki`, issuers, now: new Date() });
}
