// @ts-check
/**
 * `npm run bench`: what one issuance costs, on real services with data of their own. First what can be counted exactly
 * (workflow tasks, events, database operations), then what depends on the machine (rates, latencies, CPU time).
 * `-- --quick` measures less; `-- --write` puts the figures into docs/performance.md. `-- --deferred 10000` is a bench of
 * its own: that many sessions open at once; `--minutes` bounds it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countCosts } from './bench/count-costs.mjs';
import { measureDeferred } from './bench/deferred.mjs';
import { buildDeferredReport } from './bench/deferred-report.mjs';
import { describeMachine } from './bench/machine.mjs';
import { measureSpeed } from './bench/measure-speed.mjs';
import { buildReport } from './bench/report.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { root } from './lib/settings.mjs';
import { claimTestRun, clearTestLeftovers, removeTestRun } from './lib/test-data.mjs';

const PAGE = join(root, 'docs/performance.md');
/** @param {string} name */
const blockOf = (name) => new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*(<!-- end of ${name} -->)`);

/** How many issuances at which concurrency: enough for a p99 to mean something, few enough for a coffee. */
const LEVELS = [
  { concurrency: 1, issuances: 100 },
  { concurrency: 8, issuances: 400 },
  { concurrency: 32, issuances: 640 },
];

/** @param {string} name @param {string} report */
function writePage(name, report) {
  const page = readFileSync(PAGE, 'utf8');
  const block = blockOf(name);
  if (!block.test(page)) throw new Problem('docs/performance.md has lost the marks between which the figures stand.');
  writeFileSync(
    PAGE,
    page.replace(block, (_, begin, end) => `${begin}\n${report}\n${end}`),
  );
  console.log('\n  ✓ docs/performance.md');
}

/** @param {boolean} isQuick @param {ReturnType<typeof describeMachine>} machine */
async function measureIssuance(isQuick, machine) {
  const share = isQuick ? 0.1 : 1;
  const costs = await countCosts();
  const levels = LEVELS.map(({ concurrency, issuances }) => ({ concurrency, issuances: Math.ceil(issuances * share) }));
  return buildReport({ machine, costs, speed: await measureSpeed(levels) });
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        deferred: { type: 'string' },
        minutes: { type: 'string' },
        interval: { type: 'string' },
        concurrency: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    throw new Problem(
      `${/** @type {Error} */ (error).message}; there are --quick, --write, --deferred <sessions>, --minutes, --interval <seconds> and --concurrency.`,
    );
  }
}

/** @param {string | undefined} text @param {string} name */
function countFrom(text, name) {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new Problem(`${name} must be a whole number above 0, not "${text}".`);
}

await runMain(async () => {
  const { quick, write, ...options } = readOptions();
  const sessions = countFrom(options.deferred, '--deferred');
  const minutes = countFrom(options.minutes, '--minutes');
  const concurrency = countFrom(options.concurrency, '--concurrency');
  const interval = countFrom(options.interval, '--interval');
  await ensureBuilt();
  await clearTestLeftovers();
  claimTestRun();
  try {
    const machine = describeMachine();
    const report =
      sessions === undefined
        ? await measureIssuance(quick, machine)
        : buildDeferredReport(await measureDeferred({ sessions, minutes, interval, concurrency }), machine);
    console.log(`\n${report}`);
    if (write) writePage(sessions === undefined ? 'figures' : 'deferred figures', report);
  } finally {
    await removeTestRun();
  }
});
