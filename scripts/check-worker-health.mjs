// @ts-check
/** The container's health check of the worker: Temporal has heard it ask for workflow tasks within the last two minutes. */
import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

const WORKFLOW_TASKS = 1;
const RECENT_MS = 120_000;

// Compiled code, whose name a type check before the build cannot resolve.
const { ISSUANCE_TASK_QUEUE } = await import(new URL('../dist/workflows/contract/messages.js', import.meta.url).href);
const { connectionOptions, namespace } = loadClientConnectConfig({ disableFile: true });
const connection = await Connection.connect({ ...connectionOptions, connectTimeout: 5000 });
const { pollers } = await connection.workflowService.describeTaskQueue({
  namespace: namespace ?? 'default',
  taskQueue: { name: ISSUANCE_TASK_QUEUE },
  taskQueueType: WORKFLOW_TASKS,
});
await connection.close();

const isPolling = pollers?.some(({ identity, lastAccessTime }) => {
  const heard = Number(lastAccessTime?.seconds ?? 0) * 1000;
  return identity?.endsWith(`@${hostname()}`) && Date.now() - heard < RECENT_MS;
});
if (!isPolling) console.error(`No worker of ${hostname()} asks for tasks of the queue ${ISSUANCE_TASK_QUEUE}.`);
process.exitCode = isPolling ? 0 : 1;
