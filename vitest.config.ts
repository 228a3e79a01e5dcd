import { defineConfig } from 'vitest/config';

/** Tests of rules, workflows and routes: they bring what they need, so they start at once. All other folders share a running stack. */
const WITHOUT_STACK = [
  'activities',
  'api',
  'architecture',
  'console',
  'credentials',
  'docs',
  'platform',
  'ports',
  'protocol',
  'replay',
  'worker',
  'workflows',
].map((folder) => `test/${folder}/**/*.test.ts`);

/** Whole flows by other people's wallets: only `npm run test:interop` runs them. */
const WALLETS = 'test/interop/wallets/**/*.test.ts';

export default defineConfig({
  test: {
    // Temporal's native worker does not live in a thread.
    pool: 'forks',
    // One process for many files: starting over for each would take a third of the time.
    isolate: false,
    // Tests of flows wait as much as they work.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    reporters: ['default', './test/support/summary-reporter.ts'],
    projects: [
      { extends: true, test: { name: 'rules', include: WITHOUT_STACK } },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: [...WITHOUT_STACK, WALLETS],
          globalSetup: './test/support/global-setup.ts',
        },
      },
      { extends: true, test: { name: 'interop', include: [WALLETS], globalSetup: './test/interop/wallets/setup.ts' } },
    ],
  },
});
