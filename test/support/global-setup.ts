import type { TestProject } from 'vitest/node';
import { claimTestRun, removeTestRun } from '../../scripts/lib/test-data.mjs';
import { infoOf, startStack } from './stack.js';

/** Starts the stack that the tests of a run share, and takes everything of the run away in the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  claimTestRun();
  const stack = await startStack();
  project.provide('stack', infoOf(stack));
  return async () => {
    await stack.stop();
    await removeTestRun();
  };
}
