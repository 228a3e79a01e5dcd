import type { TestProject } from 'vitest/node';
import { claimTestRun, removeTestRun } from '../../scripts/lib/test-data.mjs';
import { startStack } from './stack.js';

/** Starts the stack that the tests of a run share, and takes everything of the run away in the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  claimTestRun();
  const { apiLog, workerLog, kill, start, reload, stop, ...info } = await startStack();
  project.provide('stack', info);
  return async () => {
    await stop();
    await removeTestRun();
  };
}
