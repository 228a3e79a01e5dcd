/** The API's composition root: the only file here that knows which database, which keys and which Temporal. */
import { createHmac } from 'node:crypto';
import { dirname } from 'node:path';
import { Client } from '@temporalio/client';
import { findCredentialsInMongo, loadCredentialFromMongo } from '../adapters/mongodb/credential-registry.js';
import type { Database } from '../adapters/mongodb/database.js';
import { openDatabase, pingDatabase } from '../adapters/mongodb/database.js';
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
  removeSessionFromMongo,
  storeRenewedOfferInMongo,
} from '../adapters/mongodb/session-records.js';
import { loadSignedMetadataFromMongo } from '../adapters/mongodb/signed-metadata.js';
import { appendTraceInMongo, listLogsFromMongo } from '../adapters/mongodb/trace.js';
import {
  loadResponseFromMongo,
  releaseRequestInMongo,
  removeClaimsFromMongo,
  storeClaimsInMongo,
  storeRequestInMongo,
} from '../adapters/mongodb/vault.js';
import type { ProviderClientAuth } from '../adapters/openid-provider/create-openid-provider.js';
import { createOpenidProvider } from '../adapters/openid-provider/create-openid-provider.js';
import { asFetch } from '../adapters/outbound/as-fetch.js';
import { createGuardedFetch } from '../adapters/outbound/create-guarded-fetch.js';
import { createClaimsChecker } from '../credentials/check-claims.js';
import { checkIssuersFile } from '../credentials/check-issuers-file.js';
import { createStatusListReader } from '../credentials/status-list/create-status-list-reader.js';
import type { Config } from '../platform/config.js';
import { ConfigurationError, readIssuersFile } from '../platform/config.js';
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
import type { IssuerConfiguration } from '../protocol/metadata/z-issuer-configuration.js';
import type { OpenidLogin } from '../protocol/metadata/z-login-configuration.js';
import { anonymiseView } from '../protocol/privacy/anonymise-view.js';
import { findClaimsEnd } from '../protocol/privacy/find-claims-end.js';
import { sealingContext } from '../protocol/sealing-contexts.js';
import type { BackOfficeDependencies } from './back-office/dependencies.js';
import { createRequestKeys } from './encryption/request-keys.js';
import { createHandleCodec } from './handles/handle-codec.js';
import type { ReportError } from './http/answer-errors.js';
import { createRateLimiter } from './http/rate-limit.js';
import { createDidWebResolver } from './http/resolve-did-web.js';
import type { ServedIssuer, TrustAnchors } from './http/wallet-context.js';
import type { WalletDependencies } from './http/wallet-dependencies.js';
import { createMetrics } from './metrics.js';
import type { PrivacyApiDependencies } from './privacy/dependencies.js';
import { createPrivacyGateway } from './privacy/privacy-gateway.js';
import { createSessionGateway } from './session-gateway.js';
import type { SessionSeals } from './session-seals.js';
import { createTraceRecorder } from './trace/trace-recorder.js';

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
  const issuers = loadServedIssuers(config, keys, checkClaims, outbound.send);
  // The longest of all; the sweep holds each issuer to its own.
  const logDays = Math.max(...issuers.map((one) => one.configuration.retention.logs)) / DAY;
  const trace = createTraceRecorder(appendTraceInMongo(database, logDays), (message, detail) =>
    report(new Error(message), { reason: 'trace', path: '', ...detail }),
  );
  const shared = {
    issuers,
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
    removeSession: removeSessionFromMongo(database),
    storeClaims: storeClaimsInMongo(database),
    removeClaims: removeClaimsFromMongo(database),
    privateUrl: config.privateUrl,
  };
  return {
    wallet,
    backOffice,
    credentials: {
      ...shared,
      loadCredential: loadCredentialFromMongo(database),
      findCredentials: findCredentialsInMongo(database),
    },
    privacy: createPrivacyDependencies(database, backOffice, createPrivacyGateway(client)),
    metrics,
    /** Signs what operators' browsers hold; another admin key logs everybody out. */
    consoleSecret: (adminKey: string) =>
      createHmac('sha256', keys.fingerprint).update(`console sessions ${adminKey}`).digest(),
    temporalNamespace: temporal.namespace,
    checkReady: () => checkParts({ temporal: gateway.ping, database: () => pingDatabase(database) }),
    close: async () => {
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

function loadServedIssuers(
  config: Config,
  keys: ApiKeys,
  checkClaims: BackOfficeDependencies['checkClaims'],
  send: SendOutbound,
): ServedIssuer[] {
  const checked = checkIssuersFile(readIssuersFile(config.VOUCHSAFE_CONFIG), checkClaims);
  if ('mistakes' in checked) {
    throw new ConfigurationError(`${config.VOUCHSAFE_CONFIG} is not usable:\n${checked.mistakes}`);
  }
  const { version, issuers } = checked.file;
  const unsafe = issuers.filter(({ login }) => config.isProduction && login?.kind === 'development');
  if (unsafe.length > 0)
    throw new ConfigurationError(
      `${config.VOUCHSAFE_CONFIG} is not usable:\n${unsafe.map(({ id }) => `✖ issuer ${id}: the development login lets anybody in as anyone, and is refused in production`).join('\n')}`,
    );
  return issuers.map((configuration) => ({
    ...createLoginProvider(config, configuration, send),
    id: configuration.id,
    identifier: config.publicUrl + configuration.path,
    version,
    configuration,
    requestKeys: createRequestKeys(configuration.id, configuration.encryption, (name) =>
      deriveAgreementKey(keys.agreementSecret, name),
    ),
    trustAnchors: readTrustAnchors(config, configuration),
  }));
}

/** What calls the provider is handed in, so that there is one way out for all calls to addresses others name. */
function createLoginProvider(
  config: Config,
  { id, login }: IssuerConfiguration,
  send: SendOutbound,
): { loginProvider?: LoginProvider } {
  if (login?.kind !== 'openid') return {};
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
    return { loginProvider: createOpenidProvider(settings, { fetch: asFetch(send, limits), now: Date.now }) };
  } catch (error) {
    return fault((error as Error).message);
  }
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

async function checkParts(checks: Record<string, () => Promise<void>>): Promise<Record<string, 'up' | 'down'>> {
  const entries = Object.entries(checks).map(async ([name, check]) => {
    const state = await check().then(
      () => 'up' as const,
      () => 'down' as const,
    );
    return [name, state] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
