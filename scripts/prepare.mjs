// @ts-check
/**
 * Runs before `npm start` and, with --test, before `npm test`: whatever a fresh clone lacks is fetched and built here.
 * It runs before anything is installed, so it and what it imports use Node's own modules only.
 */
import { ensureBuilt } from './lib/build.mjs';
import { findOnPath } from './lib/commands.mjs';
import { ensureBrowser, ensureNpmPackages } from './lib/install.mjs';
import { takeSetupLock } from './lib/lock.mjs';
import { clearLeftovers } from './lib/pids.mjs';
import { checkPortsFree } from './lib/ports.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { withProgress } from './lib/progress.mjs';
import { ensurePythonEnvironment, findPython, hasRequirements, isPythonEnvironmentReady } from './lib/python.mjs';
import { readSettings } from './lib/settings.mjs';
import { clearTestLeftovers } from './lib/test-data.mjs';
import { contractEnvironment, servicesEnvironment, testServerEnvironment, verifiersEnvironment } from './lib/tools.mjs';

const LOWEST_NODE = [20, 19];

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [lowestMajor = 0, lowestMinor = 0] = LOWEST_NODE;
  if (major > lowestMajor || (major === lowestMajor && minor >= lowestMinor)) return;
  throw new Problem(`Node ${LOWEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

/** @typedef {typeof servicesEnvironment} Environment */

/** @param {Environment[]} wanted */
async function ensureEnvironments(wanted) {
  for (const environment of wanted) {
    await withProgress(`Installing ${environment.whatFor}`, () => ensurePythonEnvironment(environment));
  }
}

/** What is on PATH or comes from outside is used; the Python environment is made when either service needs it. */
function servicesToInstall({ temporal = true, database = true } = {}) {
  const isNeeded = (temporal && !findOnPath('temporal')) || (database && !findOnPath('mongod'));
  return isNeeded && !isPythonEnvironmentReady(servicesEnvironment) ? [servicesEnvironment] : [];
}

async function prepareStart() {
  const settings = readSettings();
  const ended = await clearLeftovers(settings.dataDir);
  if (ended.length > 0) console.log(`  ✓ Ended what an earlier run left behind: ${ended.join(', ')}`);
  await checkPortsFree(settings);
  const environments = servicesToInstall({ temporal: !settings.temporalAddress, database: !settings.mongodbUri });
  await installAndBuild(environments);
}

/** The tests start services of their own, whatever the environment offers, because they kill them. */
async function prepareTest() {
  await clearTestLeftovers();
  const extras = [testServerEnvironment, verifiersEnvironment, contractEnvironment].filter(
    (environment) => hasRequirements(environment.requirements) && !isPythonEnvironmentReady(environment),
  );
  await installAndBuild([...servicesToInstall(), ...extras], ensureBrowser);
}

/** @param {Environment[]} environments @param {() => Promise<void>} [extra] */
async function installAndBuild(environments, extra = async () => {}) {
  // Before anything is fetched: without a Python the rest would be in vain.
  if (environments[0]) findPython(environments[0].whatFor);
  await takeSetupLock();
  await allOrFirstProblem([ensureNpmPackages(), ensureEnvironments(environments), extra()]);
  await ensureBuilt();
}

/**
 * Lets every step come to its end before a failure is told, so that no installer is cut off half-way.
 * @param {Promise<unknown>[]} steps
 */
async function allOrFirstProblem(steps) {
  const results = await Promise.allSettled(steps);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

await runMain(async () => {
  checkNode();
  await (process.argv.includes('--test') ? prepareTest() : prepareStart());
});
