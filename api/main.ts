/** Entry of the API process: two listeners, a graceful stop. */
import type { RequestHandler } from 'express';
import { createConsole } from '../console/create-console.js';
import { loadOrCreateAdminKey } from '../platform/admin-key.js';
import type { Config } from '../platform/config.js';
import { ConfigurationError, loadConfig } from '../platform/config.js';
import { type Reloading, reloadConfiguration } from '../platform/configuration/reload-configuration.js';
import { close, listen } from '../platform/listen.js';
import { createLogger } from '../platform/logger.js';
import { untilReady } from '../platform/until-ready.js';
import type { BackOffice } from '../ports/back-office.js';
import type { CredentialAdministration } from '../ports/credential-administration.js';
import type { Inbox } from '../ports/inbox.js';
import { deriveStalled } from '../protocol/derive-stalled.js';
import { catalogue, type Reason } from '../protocol/errors/catalogue.js';
import { issuanceSessionWorkflowId } from '../workflows/contract/messages.js';
import { type Acting, actAs } from './back-office/act-as.js';
import { actAsAdministrator } from './back-office/act-as-administrator.js';
import { actOnInbox } from './back-office/act-on-inbox.js';
import { createBackOffice } from './back-office/create-back-office.js';
import { createBulkAdministration } from './back-office/create-bulk-administration.js';
import { createCredentialAdministration } from './back-office/create-credential-administration.js';
import { createInbox } from './back-office/create-inbox.js';
import { createSwitchAdministration } from './back-office/create-switch-administration.js';
import { createBulk } from './bulk/create-bulk.js';
import { createJobRunner } from './bulk/run-jobs.js';
import { createApiDependencies } from './dependencies.js';
import { asRefusal, type ReportError } from './http/answer-errors.js';
import { findKnownIssuer } from './issuers/find-known-issuer.js';
import { keepTrustLists } from './issuers/follow-trust-lists.js';
import type { IssuerDirectory } from './issuers/issuer-directory.js';
import { createPrivacyAdministration, eraseSessionBy } from './privacy/create-privacy-administration.js';
import { type Access, createAccess } from './private/access.js';
import { auditActs, noteRefusal } from './private/audit.js';
import { buildOpenApi } from './private/build-open-api.js';
import { createPrivateApp } from './private/private-app.js';
import type { IssuersFileAnswer } from './private/z-service.js';
import { createPublicApp } from './public-app.js';
import { createWebhookAdministration } from './webhooks/create-webhook-administration.js';
import { observeDeliveries } from './webhooks/observe-deliveries.js';

const MOST_ACTS_SHOWN = 200;

async function main(): Promise<void> {
  const config = loadConfig('api');
  const logger = createLogger('api', config.VOUCHSAFE_LOG_LEVEL);
  const report: ReportError = (error, detail) =>
    logger.error({ err: error, ...detail }, 'A request could not be served');
  const deps = createApiDependencies(config, report);
  const adminKey = config.VOUCHSAFE_ADMIN_KEY ?? loadOrCreateAdminKey(config.VOUCHSAFE_DATA_DIR);
  const reloading = reloadConfiguration(deps.configuration.take, {
    watched: deps.configuration.watched,
    log: logger,
    onOutcome: deps.metrics.noteConfiguration,
  });
  process.on('SIGHUP', () => void reloading.reload());
  // The database may come up later; until it has been told, workers know what is in their own file.
  void untilReady(
    () => deps.configuration.publish().catch(failIfMistaken),
    (error) => logger.warn({ err: error }, 'Waiting for the database to keep the configuration'),
  );
  const credentials = createCredentialAdministration(deps.credentials);
  const { issuers, loadSession } = deps.backOffice;
  const access = createAccess({ ...deps.access, adminKey, findIssuerId: findIssuerIdIn(issuers) });
  const officeFor = (acting: Acting): BackOffice => actAs(createBackOffice(deps.backOffice, acting.caller), acting);
  const inboxFor = (acting: Acting): Inbox => actOnInbox(createInbox(deps.inbox, acting.caller), acting, loadSession);
  const credentialsFor = (acting: Acting) => actAsAdministrator(credentials, acting, loadSession);
  const eraseSession = eraseSessionBy(deps.privacy);
  const bulk = { ...deps.bulk, officeFor, findIssuerId: findIssuerIdIn(issuers), eraseSession };
  const jobs = createJobRunner(bulk);
  observeDeliveries(deps.metrics.registry, deps.webhooks);
  const parts = { officeFor, inboxFor, credentialsFor, access, adminKey };
  const privateApp = createPrivateApp({
    backOffice: officeFor,
    credentials: credentialsFor,
    inbox: inboxFor,
    bulk: createBulk(bulk, jobs),
    bulkStatus: (caller) => createBulkAdministration(deps.bulkStatus, caller),
    switching: (caller) => createSwitchAdministration(deps.switching, caller),
    switches: deps.switches,
    privacy: (caller) => createPrivacyAdministration(deps.privacy, caller),
    webhooks: (acting) => createWebhookAdministration(deps.webhooks, acting),
    access,
    checkReady: deps.checkReady,
    describeConfiguration: () => describeConfiguration(reloading, deps.backOffice.issuers),
    metrics: deps.metrics,
    openApi: buildOpenApi(config.privateUrl),
    console: buildConsole(config, deps, parts, report),
    report,
    now: deps.backOffice.now,
  });
  // Before the first wallet comes: nobody on a list that was not read yet is known.
  const stopTrustLists = await keepTrustLists(deps.configuration.refreshTrustLists);
  const servers = [
    await listen(config, createPublicApp(deps.wallet), config.VOUCHSAFE_PUBLIC_HOST, config.VOUCHSAFE_PUBLIC_PORT),
    await listen(config, privateApp, config.VOUCHSAFE_PRIVATE_HOST, config.VOUCHSAFE_PRIVATE_PORT),
  ];
  if (bulk.atOnce > 0) jobs.start();
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    reloading.stop();
    stopTrustLists();
    deps.wallet.watch.stop();
    await Promise.all([...servers.map(close), jobs.stop()]);
    await deps.close();
    logger.info('API stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
  process.once('disconnect', () => void stop());
  logger.info({ public_url: config.publicUrl, private_url: config.privateUrl }, 'API ready');
  process.send?.({ type: 'ready', name: 'api' });
}

/** The issuer that an id or an identifier names; the first of the file where nothing is named. */
function findIssuerIdIn(issuers: IssuerDirectory): Acting['findIssuerId'] {
  return (named) => findKnownIssuer(issuers, named)?.id;
}

type ConsoleParts = {
  readonly officeFor: (acting: Acting) => BackOffice;
  readonly inboxFor: (acting: Acting) => Inbox;
  readonly credentialsFor: (acting: Acting) => CredentialAdministration;
  readonly access: Access;
  readonly adminKey: string;
};

function buildConsole(
  config: Config,
  deps: ReturnType<typeof createApiDependencies>,
  { officeFor, inboxFor, credentialsFor, access, adminKey }: ConsoleParts,
  report: ReportError,
): RequestHandler {
  const { issuers } = deps.backOffice;
  return createConsole({
    switches: deps.switches,
    findVersion: issuers.findVersion,
    login: { ...access.authentication, sessionSecret: deps.consoleSecret(adminKey) },
    actAs: (response, caller) => {
      const acting = access.actingAs(response, caller);
      return {
        backOffice: officeFor(acting),
        inbox: inboxFor(acting),
        credentials: credentialsFor(acting),
        exportSession: createPrivacyAdministration(deps.privacy, caller).exportSession,
        issuers: issuers.list().filter(({ id }) => caller.issuer === undefined || id === caller.issuer),
      };
    },
    auditActs: auditActs(access.audit),
    noteRefusal,
    listActs: (session) => access.audit.list({ session, limit: MOST_ACTS_SHOWN, order: 'newest' }),
    listDeliveries: deps.webhooks.listDeliveries,
    temporalUiUrl: config.TEMPORAL_UI_URL,
    temporalNamespace: deps.temporalNamespace,
    workflowIdOf: issuanceSessionWorkflowId,
    deriveStalled,
    asRefusal,
    describeReason: (reason) => (Object.hasOwn(catalogue(), reason) ? catalogue()[reason as Reason] : undefined),
    report,
    now: deps.backOffice.now,
    isSecure: config.privateUrl.startsWith('https:'),
  });
}

/** For whoever looks whether the file that lies there is the one in use. */
function describeConfiguration(reloading: Reloading, issuers: IssuerDirectory): IssuersFileAnswer {
  const { takenAt, refused } = reloading.state();
  return {
    taken_at: takenAt.toISOString(),
    versions: Object.fromEntries(issuers.list().map(({ id, version }) => [id, version])),
    ...(refused && { refused: { at: refused.at.toISOString(), mistakes: [...refused.mistakes] } }),
  };
}

/** What only the database tells of the configuration ends the process, as every other mistake in it; the rest passes. */
function failIfMistaken(error: unknown): never {
  if (error instanceof ConfigurationError) fail(error);
  throw error;
}

function fail(error: unknown): never {
  const text = error instanceof ConfigurationError ? error.message : String((error as Error)?.stack ?? error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

main().catch(fail);
