/**
 * The whole product in the test's own process, on a Temporal that skips time: the real HTTP handlers, the real worker and
 * activities, the database of the shared stack. One clock for all of them: Temporal's, which every `Date` here follows.
 */
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { vi } from 'vitest';
import { createActivities } from '../../activities/index.js';
import { createBackOffice } from '../../api/back-office/create-back-office.js';
import { createCredentialAdministration } from '../../api/back-office/create-credential-administration.js';
import { createInbox } from '../../api/back-office/create-inbox.js';
import { createApiDependencies } from '../../api/dependencies.js';
import { createAccess } from '../../api/private/access.js';
import { createPrivateApp } from '../../api/private/private-app.js';
import { createPublicApp } from '../../api/public-app.js';
import { createWebhookAdministration } from '../../api/webhooks/create-webhook-administration.js';
import { loadConfig } from '../../platform/config.js';
import { findFreePorts } from '../../scripts/lib/ports.mjs';
import { SEARCH_ATTRIBUTES } from '../../scripts/lib/search-attributes.mjs';
import { makeTestDataDir } from '../../scripts/lib/test-data.mjs';
import { createWorkerDependencies } from '../../worker/dependencies.js';
import { ISSUANCE_TASK_QUEUE } from '../../workflows/contract/messages.js';
import { type StackInfo, sharedStack, temporalTestServerBinary } from './stack.js';

/** As in Temporal's IndexedValueType. */
const TYPES = { Keyword: 2, KeywordList: 7 } as const;
const ADMIN_KEY = 'admin-key-of-a-test-run';

export type SkippingStack = StackInfo & {
  /** Lets so many seconds pass, for Temporal and for everything else. */
  readonly pass: (seconds: number) => Promise<void>;
  /** Whether the session's workflow is over. */
  readonly hasEnded: (workflowId: string) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

export async function startStackSkippingTime(issuersFile: string): Promise<SkippingStack> {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { forward: {}, filter: 'OFF' } },
  });
  const env = await createTemporal();
  const shared = sharedStack();
  const [publicPort = 0, privatePort = 0] = await findFreePorts(2);
  const dataDir = makeTestDataDir();
  const config = (name: 'api' | 'worker') =>
    loadConfig(name, {
      VOUCHSAFE_CONFIG: issuersFile,
      VOUCHSAFE_DATA_DIR: dataDir,
      VOUCHSAFE_PUBLIC_PORT: String(publicPort),
      VOUCHSAFE_PRIVATE_PORT: String(privatePort),
      VOUCHSAFE_LOG_LEVEL: 'fatal',
      TEMPORAL_ADDRESS: env.address,
      MONGODB_URI: shared.mongodbUri,
      MONGODB_DATABASE: `skipping-${process.pid}`,
    });
  // Only what tells the time: everything that waits goes on waiting by the real clock.
  vi.useFakeTimers({ toFake: ['Date'] });
  const setClock = async (): Promise<void> => void vi.setSystemTime(await env.currentTimeMs());
  const started = async () => {
    await setClock();
    const stopWorker = await startWorker(env, config('worker'));
    return { stopWorker, api: await startApi(config('api'), publicPort, privatePort) };
  };
  const { stopWorker, api } = await started().catch((error: unknown) => {
    vi.useRealTimers();
    throw error;
  });
  return {
    ...shared,
    publicUrl: config('api').publicUrl,
    privateUrl: config('api').privateUrl,
    adminKey: ADMIN_KEY,
    temporalAddress: env.address,
    pass: async (seconds) => {
      await env.sleep(seconds * 1000);
      await setClock();
    },
    hasEnded: async (id) => (await env.client.workflow.getHandle(id).describe()).status.name === 'COMPLETED',
    stop: async () => {
      try {
        await api.stop();
        await stopWorker();
        await env.teardown();
      } finally {
        vi.useRealTimers();
      }
    },
  };
}

async function createTemporal(): Promise<TestWorkflowEnvironment> {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: temporalTestServerBinary() } },
  });
  const searchAttributes = Object.fromEntries(
    Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, TYPES[type]]),
  );
  await env.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
  return env;
}

async function startWorker(
  env: TestWorkflowEnvironment,
  config: ReturnType<typeof loadConfig>,
): Promise<() => Promise<void>> {
  const deps = await createWorkerDependencies(config);
  await deps.prepareDatabase();
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: ISSUANCE_TASK_QUEUE,
    activities: createActivities({
      ...deps.activities,
      tellSession: async () => undefined,
      startRevocation: async () => undefined,
    }),
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: resolve(import.meta.dirname, '../../workflows/index.ts'),
      logger: new DefaultLogger('ERROR'),
    }),
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await deps.database.db.dropDatabase();
    await deps.database.client.close();
  };
}

async function startApi(config: ReturnType<typeof loadConfig>, publicPort: number, privatePort: number) {
  const report = (error: unknown): void => console.error(error);
  const deps = createApiDependencies(config, report);
  await deps.configuration.publish();
  const credentials = createCredentialAdministration(deps.credentials);
  const { issuers } = deps.backOffice;
  const access = createAccess({
    ...deps.access,
    adminKey: ADMIN_KEY,
    findIssuerId: (named: string | undefined) => issuers.find(named)?.id,
  });
  const privateApp = createPrivateApp({
    backOffice: ({ caller }) => createBackOffice(deps.backOffice, caller),
    credentials: () => credentials,
    inbox: ({ caller }) => createInbox(deps.inbox, caller),
    webhooks: (caller) => createWebhookAdministration(deps.webhooks, caller),
    bulk: undefined as never,
    bulkStatus: undefined as never,
    switching: undefined as never,
    privacy: undefined as never,
    switches: deps.switches,
    access,
    describeConfiguration: () => ({ taken_at: deps.backOffice.now().toISOString(), versions: {} }),
    checkReady: deps.checkReady,
    metrics: deps.metrics,
    openApi: {},
    console: (_request, response) => void response.status(404).end(),
    report,
    now: deps.backOffice.now,
  });
  const servers = [
    await listen(createServer(createPublicApp(deps.wallet)), publicPort),
    await listen(createServer(privateApp), privatePort),
  ];
  return {
    stop: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
      await deps.close();
    },
  };
}

function listen(server: Server, port: number): Promise<Server> {
  return new Promise((done) => server.listen(port, '127.0.0.1', () => done(server)));
}
