/** The API's composition root; it and `composition/` alone know which database, which keys and which Temporal. */
import { createHmac } from 'node:crypto';
import { Client } from '@temporalio/client';
import { openDatabase, pingDatabase } from '../adapters/mongodb/database.js';
import { loadSwitchesFromMongo } from '../adapters/mongodb/issuing-switches.js';
import { createSweepLease } from '../adapters/mongodb/privacy/sweep-lease.js';
import { loadSessionFromMongo } from '../adapters/mongodb/session-records.js';
import { appendTraceInMongo } from '../adapters/mongodb/trace.js';
import { createGuardedFetch } from '../adapters/outbound/create-guarded-fetch.js';
import { createClaimsChecker } from '../credentials/check-claims.js';
import { createTrustLists } from '../credentials/trust-list/create-trust-lists.js';
import type { Config } from '../platform/config.js';
import { outboundOptions } from '../platform/outbound-options.js';
import { loadApiKeys } from '../platform/sealing/key-file.js';
import { openSecret, sealSecret, sealSecretAlike } from '../platform/sealing/secret-box.js';
import { connectLazily, temporalOptions } from '../platform/temporal/connection.js';
import { checkParts } from './composition/check-parts.js';
import { createAccessDependencies } from './composition/create-access-dependencies.js';
import { createAdministrationDependencies } from './composition/create-administration-dependencies.js';
import { createBackOfficeDependencies } from './composition/create-back-office-dependencies.js';
import { createBulkDependencies } from './composition/create-bulk-dependencies.js';
import { createIssuers } from './composition/create-issuers.js';
import { createPrivacyDependencies } from './composition/create-privacy-dependencies.js';
import { createSeals } from './composition/create-seals.js';
import { createWalletDependencies } from './composition/create-wallet-dependencies.js';
import { createWebhookDependencies } from './composition/create-webhook-dependencies.js';
import { createHandleCodec } from './handles/handle-codec.js';
import type { ReportError } from './http/answer-errors.js';
import { followTrustLists } from './issuers/follow-trust-lists.js';
import { watchSwitches } from './known-switches.js';
import { createMetrics } from './metrics.js';
import { observeSweeps } from './privacy/observe-sweeps.js';
import { createPrivacyGateway } from './privacy/privacy-gateway.js';
import { createSessionGateway } from './session-gateway.js';
import { createTraceRecorder } from './trace/trace-recorder.js';

const DAY = 86_400;

export function createApiDependencies(config: Config, report: ReportError) {
  const keys = loadApiKeys(config.keysPath, !config.isProduction);
  const metrics = createMetrics();
  const database = openDatabase(config.MONGODB_URI, config.MONGODB_DATABASE, metrics.countCommand);
  const temporal = temporalOptions(process.env, {
    address: config.TEMPORAL_ADDRESS,
    namespace: config.TEMPORAL_NAMESPACE,
  });
  const connection = connectLazily(temporal.connection);
  const client = new Client({ connection, namespace: temporal.namespace });
  const gateway = createSessionGateway(client);
  const checkClaims = createClaimsChecker();
  const outbound = createGuardedFetch(outboundOptions(config));
  const trustLists = createTrustLists({
    send: outbound.send,
    now: () => new Date(),
    report: (url, fault) => report(new Error(`Trust list not taken: ${fault}`), { reason: 'trust_list', path: url }),
  });
  const { issuers, ...configuration } = createIssuers(config, keys, database, checkClaims, outbound.send, trustLists);
  followTrustLists(metrics.registry, configuration.describeTrustLists);
  const loadSwitches = loadSwitchesFromMongo(database);
  const switches = watchSwitches(loadSwitches, () => issuers.served().map((one) => one.id));
  metrics.followSwitches(switches.listOff);
  observeSweeps(metrics.registry, createSweepLease(database).lastComplete);
  // The longest of all; the sweep holds each issuer to its own.
  const logDays = () => Math.max(...issuers.list().map((one) => one.configuration.retention.logs)) / DAY;
  const trace = createTraceRecorder(appendTraceInMongo(database, logDays), (message, detail) =>
    report(new Error(message), { reason: 'trace', path: '', ...detail }),
  );
  const shared = {
    issuers,
    switches,
    handles: createHandleCodec({
      seal: (plaintext, context) => sealSecret(keys.sealing, plaintext, context),
      sealAlike: (plaintext, context, keyId) => sealSecretAlike(keys.sealing, plaintext, context, keyId),
      keyId: keys.sealing[0]?.id ?? 0,
      open: (sealed, context) => openSecret(keys.sealing, sealed, context),
      digestKey: keys.fingerprint,
    }),
    gateway,
    seals: createSeals(keys),
    trace,
    loadSession: loadSessionFromMongo(database),
    now: () => new Date(),
  };
  const wallet = createWalletDependencies(config, database, shared, {
    send: outbound.send,
    checkClaims,
    findLogo: configuration.findLogo,
    observe: metrics.observe,
    report,
  });
  const backOffice = createBackOfficeDependencies(config, database, { ...shared, checkClaims });
  return {
    wallet,
    backOffice,
    access: createAccessDependencies(config, database, shared, { trustedProxies: wallet.trustedProxies, report }),
    bulk: createBulkDependencies(config, database, shared, report),
    ...createAdministrationDependencies(database, shared),
    webhooks: createWebhookDependencies(config, database, keys, { ...shared, checkAddress: outbound.check }),
    switches,
    privacy: createPrivacyDependencies(database, backOffice, createPrivacyGateway(client)),
    metrics,
    configuration,
    /** Signs what operators' browsers hold; another admin key logs everybody out. */
    consoleSecret: (adminKey: string) =>
      createHmac('sha256', keys.fingerprint).update(`console sessions ${adminKey}`).digest(),
    temporalNamespace: temporal.namespace,
    checkReady: () => checkParts({ temporal: gateway.ping, database: () => pingDatabase(database) }),
    close: async () => {
      switches.stop();
      await trace.stop();
      await connection.close();
      await database.client.close();
      await outbound.close();
    },
  };
}
