/** Entry of the worker process. */
import { Client } from '@temporalio/client';
import type { LogLevel } from '@temporalio/worker';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createActivities } from '../activities/index.js';
import { createDispatcherActivities } from '../activities/webhooks/dispatch-webhooks.js';
import { ConfigurationError, loadConfig } from '../platform/config.js';
import { reloadConfiguration } from '../platform/configuration/reload-configuration.js';
import { createLogger } from '../platform/logger.js';
import { temporalOptions } from '../platform/temporal/connection.js';
import { untilReady } from '../platform/until-ready.js';
import { startRevocation } from './attestation-rechecks.js';
import { createSessionTeller } from './bulk-status.js';
import { createWorker } from './create-worker.js';
import { createWorkerDependencies } from './dependencies.js';
import { keepSigned } from './keep-signed.js';
import { createDispatcherDependencies } from './webhook-dependencies.js';
import { createWorkflowView, startDispatchers } from './workflow-view.js';

async function main(): Promise<void> {
  const config = loadConfig('worker');
  const logger = createLogger('worker', config.VOUCHSAFE_LOG_LEVEL);
  const write = (level: LogLevel, message: string, meta?: unknown): void => {
    const method = ({ TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const)[level];
    logger[method](meta ?? {}, message);
  };
  Runtime.install({
    logger: new DefaultLogger('INFO', (entry) => write(entry.level, entry.message, entry.meta)),
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } },
  });
  const dependencies = await createWorkerDependencies(config, (message) => logger.warn({}, message));
  const temporal = temporalOptions(process.env, {
    address: config.TEMPORAL_ADDRESS,
    namespace: config.TEMPORAL_NAMESPACE,
  });
  const report = (what: string) => (error: unknown) => logger.warn({ err: error }, `Waiting for ${what}`);
  const connection = await untilReady(() => NativeConnection.connect(temporal.connection), report('Temporal'));
  await untilReady(dependencies.prepareDatabase, report('the database'));
  await dependencies.checkPublishedTypes();
  const client = new Client({ connection, namespace: temporal.namespace });
  const notSwept = (error: unknown, what: string) => logger.warn({ err: error, what }, 'Retention rules not applied');
  const privacy = dependencies.privacy.with(client, notSwept);
  const dispatcher = createDispatcherDependencies(config, dependencies, createWorkflowView(client), {
    isStopping: () => worker.getState() !== 'RUNNING',
    report: (error, what) => logger.warn({ err: error, what }, 'Not dispatched'),
  });
  const worker = await createWorker({
    connection,
    namespace: temporal.namespace,
    activities: {
      ...createActivities({
        ...dependencies.activities,
        tellSession: createSessionTeller(client),
        startRevocation: (id) => startRevocation(client, id),
      }),
      ...privacy.activities,
      ...createDispatcherActivities(dispatcher.dependencies),
    },
    bundlePath: config.VOUCHSAFE_WORKFLOW_BUNDLE,
  });
  process.once('disconnect', () => worker.getState() === 'RUNNING' && worker.shutdown());
  const running = worker.run();
  if (config.VOUCHSAFE_DISPATCH) await untilReady(() => startDispatchers(client), report('Temporal'));
  const stopSigning = keepSigned(dependencies.signingTasks, (error, what) =>
    logger.warn({ err: error, what }, 'Not signed'),
  );
  const reloading = reloadConfiguration(dependencies.takeConfiguration, {
    watched: dependencies.configurationFiles,
    log: logger,
  });
  process.on('SIGHUP', () => void reloading.reload());
  const stopSweeping = keepSigned([privacy.sweep], notSwept);
  const stopRechecks = keepSigned([dependencies.rechecks.taskFor(client)], (error, what) =>
    logger.warn({ err: error, what }, 'Status of a wallet not looked up again'),
  );
  logger.info({ namespace: temporal.namespace }, 'Worker ready');
  process.send?.({ type: 'ready', name: 'worker' });
  await running;
  reloading.stop();
  await stopSigning();
  await stopRechecks();
  await stopSweeping();
  await dependencies.rechecks.close();
  await dispatcher.close();
  await dependencies.closePulls();
  await connection.close();
  await dependencies.database.client.close();
  if (process.connected) process.disconnect();
}

main().catch((error: unknown) => {
  const text = error instanceof ConfigurationError ? error.message : String((error as Error)?.stack ?? error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
