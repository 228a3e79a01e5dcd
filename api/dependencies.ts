/** The API's composition root: the only file here that knows which database, which keys and which Temporal. */
import { createHmac } from 'node:crypto';
import { dirname } from 'node:path';
import { Client } from '@temporalio/client';
import { readIssuersFile } from '../adapters/issuers-file/read-issuers-file.js';
import { createApiKeyStoreInMongo } from '../adapters/mongodb/api-keys.js';
import { appendAuditInMongo, listAuditFromMongo } from '../adapters/mongodb/audit.js';
import { createBulkStoreInMongo } from '../adapters/mongodb/bulk.js';
import {
  countCredentialsInMongo,
  insertBulkActInMongo,
  loadBulkActFromMongo,
  removeBulkActFromMongo,
} from '../adapters/mongodb/bulk-status.js';
import {
  keepConfigurationVersionInMongo,
  listLatestConfigurationsInMongo,
  loadConfigurationVersionFromMongo,
  loadLogoFromMongo,
  storeLogosInMongo,
  storeRequestKeysInMongo,
} from '../adapters/mongodb/configuration-versions.js';
import { findCredentialsInMongo, loadCredentialFromMongo } from '../adapters/mongodb/credential-registry.js';
import { type Database, openDatabase, pingDatabase } from '../adapters/mongodb/database.js';
import { readFeedFromMongo } from '../adapters/mongodb/events.js';
import { createIdempotencyStoreInMongo } from '../adapters/mongodb/idempotency.js';
import { giveUpLeaseInMongo, listInboxFromMongo, takeLeaseInMongo } from '../adapters/mongodb/inbox.js';
import {
  listSwitchChangesFromMongo,
  loadSwitchesFromMongo,
  storeSwitchInMongo,
} from '../adapters/mongodb/issuing-switches.js';
import { forgetSubjectInMongo } from '../adapters/mongodb/privacy/credentials-step.js';
import { loadErasureFromMongo } from '../adapters/mongodb/privacy/erasures.js';
import { findSubjectSessionsInMongo } from '../adapters/mongodb/privacy/sessions-step.js';
import { createPrivacySteps } from '../adapters/mongodb/privacy/steps.js';
import { createSubjectExports } from '../adapters/mongodb/privacy/subject-exports.js';
import { loadPublishedKeysFromMongo } from '../adapters/mongodb/published-keys.js';
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
import {
  countDeliveriesInMongo,
  insertDeliveriesInMongo,
  listDeliveriesFromMongo,
  loadDeliveryFromMongo,
  measureDeliveriesInMongo,
  replayDeliveriesInMongo,
} from '../adapters/mongodb/webhook-deliveries.js';
import {
  changeEndpointInMongo,
  insertEndpointInMongo,
  listEndpointsFromMongo,
  loadEndpointFromMongo,
  removeEndpointFromMongo,
} from '../adapters/mongodb/webhook-endpoints.js';

import { createAccessTokenVerifier } from '../adapters/oidc/verify-access-token.js';

import type { ProviderClientAuth } from '../adapters/openid-provider/create-openid-provider.js';
import { createOpenidProvider } from '../adapters/openid-provider/create-openid-provider.js';
import { asFetch } from '../adapters/outbound/as-fetch.js';
import { createGuardedFetch } from '../adapters/outbound/create-guarded-fetch.js';

import { createClaimsChecker } from '../credentials/check-claims.js';
import { checkContent, type IssuerVersion, parseKeptConfiguration } from '../credentials/configured-issuers.js';
import { createStatusListReader } from '../credentials/status-list/create-status-list-reader.js';
import type { Config } from '../platform/config.js';
import { ConfigurationError } from '../platform/config.js';
import { createWatchedFiles } from '../platform/configuration/watched-files.js';
import { outboundOptions } from '../platform/outbound-options.js';
import { readCertificates } from '../platform/read-certificates.js';
import { readNamedSecret } from '../platform/read-named-secret.js';
import { deriveAgreementKey } from '../platform/sealing/agreement-key.js';
import type { ApiKeys } from '../platform/sealing/key-file.js';
import { loadApiKeys } from '../platform/sealing/key-file.js';
import { mintBoxKeyPair, openBox, sealTo } from '../platform/sealing/sealed-box.js';
import { openSecret, sealSecret, sealSecretAlike } from '../platform/sealing/secret-box.js';
import { keyedDigest, mintSessionKey } from '../platform/sealing/session-key.js';
import { connectLazily, temporalOptions } from '../platform/temporal/connection.js';
import type { LoginProvider } from '../ports/login.js';
import type { SendOutbound } from '../ports/outbound.js';
import { buildPinnedTypes, describeChangedTypes } from '../protocol/metadata/build-pinned-types.js';
import type { IssuerConfiguration } from '../protocol/metadata/z-issuer-configuration.js';
import type { OpenidLogin } from '../protocol/metadata/z-login-configuration.js';
import { anonymiseView } from '../protocol/privacy/anonymise-view.js';
import { findClaimsEnd } from '../protocol/privacy/find-claims-end.js';
import { sealingContext } from '../protocol/sealing-contexts.js';
import { selectChangeable } from '../protocol/status/select-changeable.js';
import type { BackOfficeDependencies } from './back-office/dependencies.js';
import { createPollIntervals } from './deferred/poll-intervals.js';
import { createSessionWatch } from './deferred/session-watch.js';
import { createRequestKeys } from './encryption/request-keys.js';
import { createHandleCodec } from './handles/handle-codec.js';
import type { ReportError } from './http/answer-errors.js';
import { createRateLimiter } from './http/rate-limit.js';
import { createDidWebResolver } from './http/resolve-did-web.js';
import type { ServedIssuer, TrustAnchors } from './http/wallet-context.js';
import type { WalletDependencies } from './http/wallet-dependencies.js';
import { createIssuerDirectory } from './issuers/issuer-directory.js';
import { createTakeIssuers } from './issuers/take-issuers.js';
import { watchSwitches } from './known-switches.js';
import { createMetrics } from './metrics.js';
import type { PrivacyApiDependencies } from './privacy/dependencies.js';
import { createPrivacyGateway } from './privacy/privacy-gateway.js';
import type { AccessOptions } from './private/access.js';
import { readRoles } from './private/access-token-roles.js';
import { createSessionGateway } from './session-gateway.js';
import type { SessionSeals } from './session-seals.js';
import { createTraceRecorder } from './trace/trace-recorder.js';
import type { WebhookDependencies } from './webhooks/dependencies.js';

const DAY = 86_400;
const SECOND = 1000;
/** Bytes; a discovery document or a key set has a few thousand. */
const PROVIDER_ANSWER_LIMIT = 512 * 1024;

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
  const { issuers, ...configuration } = createIssuers(config, keys, database, checkClaims, outbound.send);
  const loadSwitches = loadSwitchesFromMongo(database);
  const switches = watchSwitches(loadSwitches, () => issuers.served().map((one) => one.id));
  metrics.followSwitches(switches.listOff);
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
    loadLogo: loadLogoFromMongo(database),
    readStatusList: createStatusListReader({ send: outbound.send, now: shared.now }),
    resolveDidWeb: createDidWebResolver({ send: outbound.send, now: shared.now }),
    loadPublishedKeys: loadPublishedKeysFromMongo(database),
    storeRequest: storeRequestInMongo(database),
    releaseRequest: releaseRequestInMongo(database),
    loadResponse: loadResponseFromMongo(database),
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
    credentials: {
      ...shared,
      loadCredential: loadCredentialFromMongo(database),
      findCredentials: findCredentialsInMongo(database),
    },
    inbox: {
      ...shared,
      listInbox: listInboxFromMongo(database),
      takeLease: takeLeaseInMongo(database),
      giveUpLease: giveUpLeaseInMongo(database),
    },
    webhooks: createWebhookDependencies(config, database, keys, shared),
    bulkStatus: {
      ...shared,
      countCredentials: countCredentialsInMongo(database, selectChangeable),
      insertBulkAct: insertBulkActInMongo(database),
      loadBulkAct: loadBulkActFromMongo(database),
      removeBulkAct: removeBulkActFromMongo(database),
    },
    switching: {
      ...shared,
      loadSwitches,
      storeSwitch: storeSwitchInMongo(database),
      listSwitchChanges: listSwitchChangesFromMongo(database),
    },
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

function createPrivacyDependencies(
  database: Database,
  shared: BackOfficeDependencies,
  gateway: PrivacyApiDependencies['gateway'],
): PrivacyApiDependencies {
  return {
    ...shared,
    gateway,
    loadErasure: loadErasureFromMongo(database),
    findSubjectSessions: findSubjectSessionsInMongo(database),
    forgetSubject: forgetSubjectInMongo(database),
    exports: createSubjectExports(database),
    steps: createPrivacySteps(database, { anonymiseView, claimsEnd: findClaimsEnd }),
    mintOneTimeKey: () => {
      const pair = mintBoxKeyPair();
      return { publicKey: pair.publicKey, open: (sealed, context) => openBox(pair, sealed, context) };
    },
  };
}

function createWebhookDependencies(
  config: Config,
  database: Database,
  keys: ApiKeys,
  { issuers, now }: Pick<WebhookDependencies, 'issuers' | 'now'>,
): WebhookDependencies {
  return {
    issuers,
    now,
    insertEndpoint: insertEndpointInMongo(database),
    loadEndpoint: loadEndpointFromMongo(database),
    listEndpoints: listEndpointsFromMongo(database),
    changeEndpoint: changeEndpointInMongo(database),
    removeEndpoint: removeEndpointFromMongo(database),
    insertDeliveries: insertDeliveriesInMongo(database, config.VOUCHSAFE_EVENT_RETENTION_DAYS),
    loadDelivery: loadDeliveryFromMongo(database),
    listDeliveries: listDeliveriesFromMongo(database),
    countDeliveries: countDeliveriesInMongo(database),
    measureDeliveries: measureDeliveriesInMongo(database),
    replayDeliveries: replayDeliveriesInMongo(database),
    readFeed: readFeedFromMongo(database),
    checkAddress: createGuardedFetch(outboundOptions(config)).check,
    sealForWorker: (plaintext, context) => sealTo(keys.workerPublic, plaintext, context),
  };
}

/** The directory, filled from the file, and how to take the file anew. */
function createIssuers(
  config: Config,
  keys: ApiKeys,
  database: Database,
  checkClaims: BackOfficeDependencies['checkClaims'],
  send: SendOutbound,
) {
  const open = (configuration: IssuerConfiguration, version: string, login?: LoginProvider): ServedIssuer => ({
    ...(login && { loginProvider: login }),
    id: configuration.id,
    identifier: config.publicUrl + configuration.path,
    version,
    configuration,
    requestKeys: createRequestKeys(configuration.id, configuration.encryption, (name) =>
      deriveAgreementKey(keys.agreementSecret, name),
    ),
    trustAnchors: readTrustAnchors(config, configuration),
  });
  const keep = keepConfigurationVersionInMongo(database);
  const issuers = createIssuerDirectory({
    keep,
    load: loadConfigurationVersionFromMongo(database),
    listLatest: listLatestConfigurationsInMongo(database),
    open: ({ content, version }) => {
      const configuration = parseKeptConfiguration(content);
      return open(configuration, version, createKeptLoginProvider(config, configuration, send));
    },
    now: () => new Date(),
  });
  const store = { keep, storeLogos: storeLogosInMongo(database), storeRequestKeys: storeRequestKeysInMongo(database) };
  const watched = createWatchedFiles();
  const taking = createTakeIssuers({
    read: () => readIssuersFile(config.VOUCHSAFE_CONFIG),
    watch: watched.note,
    check: (read) => checkIssuers(config, read, checkClaims),
    open: (configuration, version) => open(configuration, version, createLoginProvider(config, configuration, send)),
    directory: issuers,
    checkPublishedTypes: (all) => checkPublishedTypes(database, all),
    ...store,
  });
  return { issuers, watched, ...taking };
}

/** @throws ConfigurationError naming every type that credentials know with other metadata */
async function checkPublishedTypes(database: Database, issuers: readonly ServedIssuer[]): Promise<void> {
  const load = loadTypeMetadataFromMongo(database);
  const changed: string[] = [];
  const types = buildPinnedTypes(
    issuers.map(({ identifier, configuration }) => ({ identifier, issuer: configuration })),
  );
  for (const [vct, text] of types) if (((await load(vct)) ?? text) !== text) changed.push(vct);
  if (changed.length > 0) throw new ConfigurationError(describeChangedTypes(changed));
}

/** @throws ConfigurationError with every mistake of the file */
function checkIssuers(
  { VOUCHSAFE_CONFIG: path, isProduction }: Config,
  read: ReturnType<typeof readIssuersFile>,
  checkClaims: BackOfficeDependencies['checkClaims'],
): readonly IssuerVersion[] {
  const checked = checkContent(read, checkClaims);
  if ('mistakes' in checked) throw new ConfigurationError(`${path} is not usable:\n${checked.mistakes}`);
  const unsafe = checked.issuers.filter(
    ({ configuration }) => isProduction && configuration.login?.kind === 'development',
  );
  if (unsafe.length > 0)
    throw new ConfigurationError(
      `${path} is not usable:\n${unsafe.map(({ configuration: { id } }) => `✖ issuer ${id}: the development login lets anybody in as anyone, and is refused in production`).join('\n')}`,
    );
  return checked.issuers;
}

/** What calls the provider is handed in, so that there is one way out for all calls to addresses others name. */
function createLoginProvider(
  config: Config,
  { id, login }: IssuerConfiguration,
  send: SendOutbound,
): LoginProvider | undefined {
  if (login?.kind !== 'openid') return undefined;
  const fault = (message: string): never => {
    throw new ConfigurationError(`${config.VOUCHSAFE_CONFIG} is not usable:\n✖ issuer ${id}, login: ${message}`);
  };
  if (config.isProduction && login.issuer.startsWith('http:')) fault('the provider must be https in production');
  try {
    const clientAuth = readClientAuth(login.client_auth, dirname(config.VOUCHSAFE_CONFIG));
    const { issuer, client_id: clientId, scopes, acr_values: acrValues, prompt, userinfo, timeout } = login;
    const wishes = { ...(acrValues === undefined ? {} : { acrValues }), ...(prompt === undefined ? {} : { prompt }) };
    const settings = { issuer, clientId, clientAuth, scopes, userinfo, timeout, ...wishes };
    const limits = { timeoutMs: timeout * SECOND, maxBytes: PROVIDER_ANSWER_LIMIT };
    return createOpenidProvider(settings, { fetch: asFetch(send, limits), now: Date.now });
  } catch (error) {
    return fault((error as Error).message);
  }
}

/**
 * Of a configuration that sessions still have: its secret may be gone by now, which is trouble for logins that were to use
 * it, and for nothing else of those sessions.
 */
function createKeptLoginProvider(
  config: Config,
  configuration: IssuerConfiguration,
  send: SendOutbound,
): LoginProvider | undefined {
  if (configuration.login?.kind !== 'openid') return undefined;
  const unavailable = { kind: 'unavailable', why: 'an earlier configuration names a secret that is gone' } as const;
  let made: LoginProvider | undefined;
  const use = async <T>(act: (provider: LoginProvider) => Promise<T>): Promise<T | typeof unavailable> => {
    try {
      made ??= createLoginProvider(config, configuration, send);
    } catch {
      // Looked for again with the next login: it may be back then.
    }
    return made === undefined ? unavailable : act(made);
  };
  return {
    begin: (attempt) => use((provider) => provider.begin(attempt)),
    finish: (attempt, query) => use((provider) => provider.finish(attempt, query)),
  };
}

function readClientAuth(auth: OpenidLogin['client_auth'], folder: string): ProviderClientAuth {
  switch (auth.method) {
    case 'none':
      return { method: 'none' };
    case 'private_key_jwt': {
      const { method, alg, kid } = auth;
      return {
        method,
        alg,
        pem: readNamedSecret(auth.key, folder, process.env),
        ...(kid === undefined ? {} : { kid }),
      };
    }
    default:
      return { method: auth.method, secret: readNamedSecret(auth.secret, folder, process.env) };
  }
}

function readOidc(config: Config): AccessOptions['oidc'] {
  const { VOUCHSAFE_OIDC_ISSUER: issuer, VOUCHSAFE_OIDC_AUDIENCE: audience, VOUCHSAFE_OIDC_ROLES: roles } = config;
  if (issuer === undefined || audience === undefined || roles === undefined) return undefined;
  const parsed = readRoles(roles);
  if (parsed === undefined)
    throw new ConfigurationError(
      'The environment is not usable:\n✖ VOUCHSAFE_OIDC_ROLES must be a JSON object of roles, each with scopes and, if it is bound to one, an issuer id',
    );
  const rolesClaim = config.VOUCHSAFE_OIDC_ROLES_CLAIM;
  return { verify: createAccessTokenVerifier({ issuer, audience, rolesClaim }), roles: parsed };
}

function readTrustAnchors(config: Config, { trust_anchors }: IssuerConfiguration): TrustAnchors {
  const folder = dirname(config.VOUCHSAFE_CONFIG);
  return {
    keyAttestation: readCertificates(trust_anchors.key_attestation, folder),
    walletAttestation: readCertificates(trust_anchors.wallet_attestation, folder),
    statusList: readCertificates(trust_anchors.status_list, folder),
  };
}

function createSeals(keys: ApiKeys): SessionSeals {
  return {
    mintKeys: (sessionId) => {
      const { publicKey, dataKey, digestKey } = mintSessionKey(keys.workerPublic, sealingContext.dataKey(sessionId));
      return {
        publicKey,
        dataKey,
        digestKey: sealSecret(keys.sealing, digestKey, sealingContext.digestKey(sessionId)),
      };
    },
    sealToSession: sealTo,
    digest: (sessionId, sealed, content) => {
      const key = openSecret(keys.sealing, sealed, sealingContext.digestKey(sessionId));
      if (key === undefined) throw new Error('The session was sealed with a key that is not configured any more');
      return keyedDigest(key, content);
    },
    sealOwn: (plaintext, context) => sealSecret(keys.sealing, plaintext, context),
    openOwn: (sealed, context) => {
      const opened = openSecret(keys.sealing, sealed, context);
      if (opened === undefined) throw new Error('Sealed with a key that is not configured any more');
      return opened;
    },
    openResponse: (sealed, context) => openBox(keys.response, sealed, context),
  };
}

async function checkParts<Part extends string>(
  checks: Readonly<Record<Part, () => Promise<void>>>,
): Promise<Record<Part, 'up' | 'down'>> {
  const entries = Object.entries<() => Promise<void>>(checks).map(async ([name, check]) => {
    const state = await check().then(
      () => 'up' as const,
      () => 'down' as const,
    );
    return [name, state] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<Part, 'up' | 'down'>;
}
