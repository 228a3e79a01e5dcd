import { writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Closes a run with `N passed, N failed`. A file that cannot be loaded and an error outside any test are failures too,
 * or a run could break and look green. scripts/test.mjs asks for the counts in a file, adds its own and prints the line.
 * What passed only when it was tried once more is named: it is a defect, of the test or of the product, to be found.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === 'pending' ? 'failed' : state] += 1;
        if (test.diagnostic()?.flaky) console.log(`Passed when tried once more: ${nameOf(test)}`);
      }
    }
    const file = process.env.VOUCHSAFE_TEST_SUMMARY;
    if (file) writeFileSync(file, JSON.stringify(counts));
    else console.log(`${counts.passed} passed, ${counts.failed} failed`);
  }
}

function nameOf(test: TestCase): string {
  const [first] = test.result().errors ?? [];
  return `${test.module.relativeModuleId} > ${test.fullName}${first === undefined ? '' : ` (${first.message})`}`;
}
