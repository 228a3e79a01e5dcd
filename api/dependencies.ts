/** The API's composition root; it and `composition/` alone know which database, which keys and which Temporal. */
import { createHmac } from 'node:crypto';
import { Client } from '@temporalio/client';
import { createApiKeyStoreInMongo } from '../adapters/mongodb/api-keys.js';
import { appendAuditInMongo, listAuditFromMongo } from '../adapters/mongodb/audit.js';
import { createBulkStoreInMongo } from '../adapters/mongodb/bulk.js';
import { loadLogoFromMongo } from '../adapters/mongodb/configuration-versions.js';
import { openDatabase, pingDatabase } from '../adapters/mongodb/database.js';
import { createIdempotencyStoreInMongo } from '../adapters/mongodb/idempotency.js';
import { loadSwitchesFromMongo } from '../adapters/mongodb/issuing-switches.js';
import { loadErasureFromMongo } from '../adapters/mongodb/privacy/erasures.js';
import { createSweepLease } from '../adapters/mongodb/privacy/sweep-lease.js';
import { loadKeyDiscoveryFromMongo, loadPublishedKeysFromMongo } from '../adapters/mongodb/published-keys.js';
import {
  loadPushedRequestFromMongo,
  removePushedRequestFromMongo,
  storePushedRequestInMongo,
} from '../adapters/mongodb/pushed-requests.js';
import {
  listServedStatusListsInMongo,
  loadServedStatusListFromMongo,
} from '../adapters/mongodb/served-status-lists.js';
import {
  insertSessionInMongo,
  listSessionsFromMongo,
  loadSessionByOfferFromMongo,
  loadSessionFromMongo,
  loadSessionVersionsFromMongo,
  removeSessionFromMongo,
  storeAssuranceInMongo,
  storeRenewedOfferInMongo,
} from '../adapters/mongodb/session-records.js';
import { loadSignedMetadataFromMongo } from '../adapters/mongodb/signed-metadata.js';
import { appendTraceInMongo, listLogsFromMongo } from '../adapters/mongodb/trace.js';
import { loadTypeMetadataFromMongo } from '../adapters/mongodb/type-metadata.js';
import {
  loadResponseFromMongo,
  releaseRequestInMongo,
  removeClaimsFromMongo,
  storeClaimsInMongo,
  storeRequestInMongo,
} from '../adapters/mongodb/vault.js';
import { createGuardedFetch } from '../adapters/outbound/create-guarded-fetch.js';
import { createClaimsChecker } from '../credentials/check-claims.js';
import { createStatusListReader } from '../credentials/status-list/create-status-list-reader.js';
import { createTrustLists } from '../credentials/trust-list/create-trust-lists.js';
import type { Config } from '../platform/config.js';
import { outboundOptions } from '../platform/outbound-options.js';
import { loadApiKeys } from '../platform/sealing/key-file.js';
import { openSecret, sealSecret, sealSecretAlike } from '../platform/sealing/secret-box.js';
import { connectLazily, temporalOptions } from '../platform/temporal/connection.js';
import type { BackOfficeDependencies } from './back-office/dependencies.js';
import { checkParts } from './composition/check-parts.js';
import { createAdministrationDependencies } from './composition/create-administration-dependencies.js';
import { createIssuers } from './composition/create-issuers.js';
import { createPrivacyDependencies } from './composition/create-privacy-dependencies.js';
import { createSeals } from './composition/create-seals.js';
import { createWebhookDependencies } from './composition/create-webhook-dependencies.js';
import { readOidc } from './composition/read-oidc.js';
import { createPollIntervals } from './deferred/poll-intervals.js';
import { createSessionWatch } from './deferred/session-watch.js';
import { createHandleCodec } from './handles/handle-codec.js';
import type { ReportError } from './http/answer-errors.js';
import { createRateLimiter } from './http/rate-limit.js';
import { createDidWebResolver } from './http/resolve-did-web.js';
import type { WalletDependencies } from './http/wallet-dependencies.js';
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
  const loadLogo = loadLogoFromMongo(database);
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
  const wallet: WalletDependencies = {
    ...shared,
    loadSessionByOffer: loadSessionByOfferFromMongo(database),
    insertSession: insertSessionInMongo(database),
    storeClaims: storeClaimsInMongo(database),
    checkClaims,
    pushedRequests: {
      store: storePushedRequestInMongo(database),
      load: loadPushedRequestFromMongo(database),
      remove: removePushedRequestFromMongo(database),
    },
    loadLogo: async (issuer, name) => configuration.findLogo(issuer, name) ?? (await loadLogo(issuer, name)),
    readStatusList: createStatusListReader({ send: outbound.send, now: shared.now }),
    resolveDidWeb: createDidWebResolver({ send: outbound.send, now: shared.now }),
    loadPublishedKeys: loadPublishedKeysFromMongo(database),
    loadKeyDiscovery: loadKeyDiscoveryFromMongo(database),
    loadTypeMetadata: loadTypeMetadataFromMongo(database),
    storeRequest: storeRequestInMongo(database),
    releaseRequest: releaseRequestInMongo(database),
    loadResponse: loadResponseFromMongo(database),
    appendAudit: appendAuditInMongo(database),
    loadSignedMetadata: loadSignedMetadataFromMongo(database),
    loadServedStatusList: loadServedStatusListFromMongo(database),
    listServedStatusLists: listServedStatusListsInMongo(database),
    limits: {
      perAddress: createRateLimiter({ points: config.VOUCHSAFE_RATE_LIMIT, seconds: 10 }),
      perTransaction: createRateLimiter({ points: 20, seconds: 10 }),
    },
    intervals: createPollIntervals(),
    watch: createSessionWatch(loadSessionVersionsFromMongo(database)),
    report,
    observe: metrics.observe,
    trustedProxies: config.VOUCHSAFE_TRUSTED_PROXIES.split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  };
  const backOffice: BackOfficeDependencies = {
    ...shared,
    checkClaims,
    insertSession: insertSessionInMongo(database),
    loadErasure: loadErasureFromMongo(database),
    listSessions: listSessionsFromMongo(database),
    listLogs: listLogsFromMongo(database),
    storeRenewedOffer: storeRenewedOfferInMongo(database),
    storeAssurance: storeAssuranceInMongo(database),
    removeSession: removeSessionFromMongo(database),
    storeClaims: storeClaimsInMongo(database),
    removeClaims: removeClaimsFromMongo(database),
    privateUrl: config.privateUrl,
  };
  return {
    wallet,
    backOffice,
    access: {
      apiKeys: createApiKeyStoreInMongo(database),
      idempotency: createIdempotencyStoreInMongo(database),
      audit: { append: appendAuditInMongo(database), list: listAuditFromMongo(database) },
      oidc: readOidc(config),
      perCaller: config.VOUCHSAFE_PRIVATE_RATE_LIMIT,
      failedLogins: config.VOUCHSAFE_FAILED_LOGINS,
      digest: shared.handles.keyedDigest,
      seals: shared.seals,
      trustedProxies: wallet.trustedProxies,
      report,
      now: shared.now,
    },
    bulk: {
      store: createBulkStoreInMongo(database),
      issuers: shared.issuers,
      digest: shared.handles.keyedDigest,
      seal: shared.seals.sealOwn,
      open: shared.seals.openOwn,
      appendAudit: appendAuditInMongo(database),
      report: (error: unknown, what: string) => report(error, { reason: what, path: '' }),
      atOnce: config.VOUCHSAFE_BULK_AT_ONCE,
      now: shared.now,
    },
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
