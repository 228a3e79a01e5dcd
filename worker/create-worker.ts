/** The worker's options, with the reasons for those that are not the SDK's defaults. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NativeConnection, WorkerOptions } from '@temporalio/worker';
import { Worker } from '@temporalio/worker';
import type { Activities } from '../activities/types.js';
import type { DispatcherActivities } from '../activities/webhooks/types.js';
import { ISSUANCE_TASK_QUEUE } from '../workflows/contract/messages.js';
import { keepBeating } from './keep-beating.js';

const prebuilt = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));

/**
 * A cached session costs nearly a megabyte: 1.5 GB were seen with 1,470 of them. This keeps them under 700 MB; one that is
 * not cached is replayed from some dozens of events when its next message comes.
 */
const CACHED_SESSIONS = 700;

export async function createWorker(options: {
  connection: NativeConnection;
  namespace: string;
  activities: Activities & Partial<DispatcherActivities>;
  bundlePath?: string | undefined;
  taskQueue?: string;
}): Promise<Worker> {
  const codePath = options.bundlePath ?? prebuilt;
  const workflows: Partial<WorkerOptions> = existsSync(codePath)
    ? { workflowBundle: { codePath } }
    : { workflowsPath: fileURLToPath(new URL('../workflows/index.js', import.meta.url)) };
  return Worker.create({
    connection: options.connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue ?? ISSUANCE_TASK_QUEUE,
    activities: options.activities,
    ...workflows,
    interceptors: { activity: [keepBeating] },
    maxCachedWorkflows: CACHED_SESSIONS,
    // A worker that is killed holds its cached sessions this long; ten seconds, the default, is longer than wallets wait.
    stickyQueueScheduleToStartTimeout: '2s',
    // Answers in the making are given before the process ends.
    shutdownGraceTime: '10s',
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  });
}
