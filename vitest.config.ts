import { defineConfig } from 'vitest/config';

/** Tests of rules and routes: they bring what they need, so they start at once. All other folders share a running stack. */
const RULES = [
  'activities',
  'api',
  'architecture',
  'console',
  'credentials',
  'docs',
  'platform',
  'ports',
  'protocol',
].map((folder) => `test/${folder}/**/*.test.ts`);

/** Tests of the workflow code, which bring a Temporal of their own. */
const WORKFLOWS = ['replay', 'worker', 'workflows'].map((folder) => `test/${folder}/**/*.test.ts`);

/** Whole flows by other people's wallets: only `npm run test:interop` runs them. */
const WALLETS = 'test/interop/wallets/**/*.test.ts';

/** The server that skips time loses a task now and then, and what waits for processes may be starved. Named in the summary. */
const SECOND_TRY = { retry: 1 };

export default defineConfig({
  test: {
    // Temporal's native worker does not live in a thread.
    pool: 'forks',
    // Tests of flows wait as much as they work.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    // What is written behind an answer, or by the worker, takes its time on a busy machine.
    expect: { poll: { timeout: 15_000, interval: 100 } },
    reporters: ['default', './test/support/summary-reporter.ts'],
    projects: [
      // One process for many files, here and with the system: starting over for each would take a third of the time.
      { extends: true, test: { name: 'rules', include: RULES, isolate: false } },
      // A native worker that went down may pull others of its process with it.
      { extends: true, test: { name: 'workflows', include: WORKFLOWS, ...SECOND_TRY } },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: [...RULES, ...WORKFLOWS, WALLETS],
          isolate: false,
          ...SECOND_TRY,
          globalSetup: './test/support/global-setup.ts',
        },
      },
      { extends: true, test: { name: 'interop', include: [WALLETS], globalSetup: './test/interop/wallets/setup.ts' } },
    ],
  },
});
