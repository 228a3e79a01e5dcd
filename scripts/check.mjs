// @ts-check
/**
 * `npm run check`: all that needs no running server. Every check runs, whatever the others say, so that one run tells
 * everything. `-- boundaries types` runs only those; `-- --list` names them.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { capture } from './lib/commands.mjs';
import { runMain } from './lib/problem.mjs';
import { root, toolsDir } from './lib/settings.mjs';

/** @typedef {{name: string, what: string, args: string[], needsBuild?: true}} Check */

/** @returns {Check[]} */
function listChecks() {
  /** @type {Check[]} */
  const checks = [
    {
      name: 'types',
      what: 'types',
      // What it found the last time is kept, so that only what has changed since is looked at again.
      args: [
        ...['node_modules/typescript/bin/tsc', '--noEmit', '--allowJs'],
        ...['--incremental', '--tsBuildInfoFile', join(toolsDir, 'types.tsbuildinfo')],
      ],
    },
    {
      name: 'lint',
      what: 'format and lint',
      args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
    },
    {
      name: 'unused',
      what: 'unused files, exports and packages',
      args: ['node_modules/knip/bin/knip.js', '--no-progress'],
    },
    { name: 'boundaries', what: 'who imports whom', args: ['scripts/check-boundaries.mjs'] },
    {
      name: 'bundle',
      what: 'what reaches the workflow sandbox',
      args: ['scripts/check-workflow-bundle.mjs'],
      needsBuild: true,
    },
    { name: 'compose', what: 'docker-compose.yml and Dockerfile', args: ['scripts/check-compose.mjs'] },
  ];
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const docs = /^node (\S+) ?(.*)$/.exec(scripts['docs:check'] ?? '');
  if (docs?.[1]) {
    const args = [docs[1], ...(docs[2] ?? '').split(' ').filter(Boolean)];
    checks.push({ name: 'docs', what: 'generated documents', args, needsBuild: true });
  }
  return checks;
}

/** @param {Check} check @param {string | undefined} buildProblem @returns {Promise<boolean>} */
async function run(check, buildProblem) {
  const { code, output } =
    check.needsBuild && buildProblem ? { code: 1, output: buildProblem } : await capture(process.execPath, check.args);
  console.log(`  ${code === 0 ? '✓' : '✗'} ${check.what}`);
  if (code !== 0) console.log(`\n${output.trimEnd()}\n`);
  return code === 0;
}

/** @returns {Promise<string | undefined>} what is wrong, when it does not build */
async function findBuildProblem() {
  try {
    await ensureBuilt();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

await runMain(async () => {
  const names = process.argv.slice(2);
  const all = listChecks();
  if (names.includes('--list')) {
    for (const { name, what } of all) console.log(`  ${name.padEnd(12)} ${what}`);
    return;
  }
  const queue = names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all;
  console.log('Checking');
  const buildProblem = queue.some((check) => check.needsBuild) ? await findBuildProblem() : undefined;
  /** @type {boolean[]} */
  const results = [];
  const work = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) results.push(await run(check, buildProblem));
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  const failed = results.filter((isGood) => !isGood).length;
  console.log(
    failed === 0 ? `All ${results.length} checks are good.` : `${failed} of ${results.length} checks failed.`,
  );
  if (failed > 0 || results.length === 0) process.exitCode = 1;
});
