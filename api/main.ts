/** Entry of the API process: two listeners, a graceful stop. */
import { readFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { RequestHandler } from 'express';
import { createConsole } from '../console/create-console.js';
import { loadOrCreateAdminKey } from '../platform/admin-key.js';
import type { Config } from '../platform/config.js';
import { ConfigurationError, loadConfig } from '../platform/config.js';
import { createLogger } from '../platform/logger.js';
import type { BackOffice } from '../ports/back-office.js';
import { deriveStalled } from '../protocol/derive-stalled.js';
import { catalogue, type Reason } from '../protocol/errors/catalogue.js';
import { issuanceSessionWorkflowId } from '../workflows/contract/messages.js';
import { createBackOffice } from './back-office/create-back-office.js';
import { createCredentialAdministration } from './back-office/create-credential-administration.js';
import { createApiDependencies } from './dependencies.js';
import { asRefusal, type ReportError } from './http/answer-errors.js';
import { createPrivacyAdministration } from './privacy/create-privacy-administration.js';
import { buildOpenApi } from './private/build-open-api.js';
import { createPrivateApp } from './private/private-app.js';
import { isSameKey } from './private/require-api-key.js';
import { createPublicApp } from './public-app.js';

/** Attestations, proofs and certificate chains together pass Node's default of 16 kB. */
const HEADER_LIMIT = 64 * 1024;
/** Requests in the making are answered before the process ends. */
const STOP_WITHIN = 8000;

async function main(): Promise<void> {
  const config = loadConfig('api');
  const logger = createLogger('api', config.VOUCHSAFE_LOG_LEVEL);
  const report: ReportError = (error, detail) =>
    logger.error({ err: error, ...detail }, 'A request could not be served');
  const deps = createApiDependencies(config, report);
  const backOffice = createBackOffice(deps.backOffice);
  const adminKey = config.VOUCHSAFE_ADMIN_KEY ?? loadOrCreateAdminKey(config.VOUCHSAFE_DATA_DIR);
  const credentials = createCredentialAdministration(deps.credentials);
  const privateApp = createPrivateApp({
    backOffice: () => backOffice,
    credentials: () => credentials,
    privacy: (caller) => createPrivacyAdministration(deps.privacy, caller),
    adminKey,
    checkReady: deps.checkReady,
    metrics: deps.metrics,
    openApi: buildOpenApi(config.privateUrl),
    console: buildConsole(config, deps, backOffice, adminKey, report),
    report,
    now: deps.backOffice.now,
  });
  const servers = [
    await listen(config, createPublicApp(deps.wallet), config.VOUCHSAFE_PUBLIC_HOST, config.VOUCHSAFE_PUBLIC_PORT),
    await listen(config, privateApp, config.VOUCHSAFE_PRIVATE_HOST, config.VOUCHSAFE_PRIVATE_PORT),
  ];
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    await Promise.all(servers.map(close));
    await deps.close();
    logger.info('API stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
  process.once('disconnect', () => void stop());
  logger.info({ public_url: config.publicUrl, private_url: config.privateUrl }, 'API ready');
  process.send?.({ type: 'ready', name: 'api' });
}

function buildConsole(
  config: Config,
  deps: ReturnType<typeof createApiDependencies>,
  backOffice: BackOffice,
  adminKey: string,
  report: ReportError,
): RequestHandler {
  return createConsole({
    backOffice,
    exportSession: createPrivacyAdministration(deps.privacy, { id: 'console', scopes: [] }).exportSession,
    issuers: deps.backOffice.issuers,
    login: { isValidKey: (key) => isSameKey(key, adminKey), sessionSecret: deps.consoleSecret(adminKey) },
    temporalUiUrl: config.TEMPORAL_UI_URL,
    temporalNamespace: deps.temporalNamespace,
    workflowIdOf: issuanceSessionWorkflowId,
    deriveStalled,
    asRefusal,
    describeReason: (reason) => (Object.hasOwn(catalogue, reason) ? catalogue[reason as Reason] : undefined),
    report,
    now: deps.backOffice.now,
    isSecure: config.privateUrl.startsWith('https:'),
  });
}

function listen(config: Config, app: RequestListener, host: string, port: number): Promise<Server> {
  const { VOUCHSAFE_TLS_CERT: cert, VOUCHSAFE_TLS_KEY: key } = config;
  const options = { maxHeaderSize: HEADER_LIMIT };
  const server =
    cert === undefined || key === undefined
      ? createHttpServer(options, app)
      : createHttpsServer({ ...options, cert: readFileSync(cert), key: readFileSync(key), minVersion: 'TLSv1.2' }, app);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new ConfigurationError(`Port ${port} on ${host} is in use; stop what holds it or choose another port`)
          : error,
      );
    });
    server.listen(port, host, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), STOP_WITHIN);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

main().catch((error: unknown) => {
  const text = error instanceof ConfigurationError ? error.message : String((error as Error)?.stack ?? error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
