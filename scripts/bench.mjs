// @ts-check
/**
 * `npm run bench`: what one issuance costs, on real services with data of their own. First what can be counted exactly
 * (workflow tasks, events, database operations), then what depends on the machine (rates, latencies, CPU time).
 * `-- --quick` measures less; `-- --write` puts the figures into docs/performance.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countCosts } from './bench/count-costs.mjs';
import { describeMachine } from './bench/machine.mjs';
import { measureSpeed } from './bench/measure-speed.mjs';
import { buildReport } from './bench/report.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { root } from './lib/settings.mjs';
import { claimTestRun, clearTestLeftovers, removeTestRun } from './lib/test-data.mjs';

const PAGE = join(root, 'docs/performance.md');
const BLOCK = /(<!-- figures -->\n)[\s\S]*(<!-- end of figures -->)/;

/** How many issuances at which concurrency: enough for a p99 to mean something, few enough for a coffee. */
const LEVELS = [
  { concurrency: 1, issuances: 100 },
  { concurrency: 8, issuances: 400 },
  { concurrency: 32, issuances: 640 },
];

/** @param {string} report */
function writePage(report) {
  const page = readFileSync(PAGE, 'utf8');
  if (!BLOCK.test(page)) throw new Problem('docs/performance.md has lost the marks between which the figures stand.');
  writeFileSync(
    PAGE,
    page.replace(BLOCK, (_, begin, end) => `${begin}\n${report}\n${end}`),
  );
  console.log('\n  ✓ docs/performance.md');
}

await runMain(async () => {
  const options = process.argv.slice(2);
  const unknown = options.filter((option) => option !== '--quick' && option !== '--write');
  if (unknown.length > 0) throw new Problem(`Unknown option ${unknown[0]}; there are --quick and --write.`);
  const share = options.includes('--quick') ? 0.1 : 1;
  await ensureBuilt();
  await clearTestLeftovers();
  claimTestRun();
  try {
    const machine = describeMachine();
    const costs = await countCosts();
    const speed = await measureSpeed(
      LEVELS.map(({ concurrency, issuances }) => ({ concurrency, issuances: Math.ceil(issuances * share) })),
    );
    const report = buildReport({ machine, costs, speed });
    console.log(`\n${report}`);
    if (options.includes('--write')) writePage(report);
  } finally {
    await removeTestRun();
  }
});
