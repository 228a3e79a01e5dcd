// @ts-check
/**
 * `npm run history:record`: plays the session's scenarios on a real Temporal server with the real worker and writes what
 * stands in Temporal then, for the replay test. Files that are there are left alone, because sessions like them may be
 * alive somewhere: a change of the workflow adds a version (`-- --version 2`). `-- --replace` records anew what was never
 * released.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AV, claims, digest, SCENARIOS, startOf } from './history/scenarios.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { runOrExplain } from './lib/commands.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { SEARCH_ATTRIBUTES } from './lib/search-attributes.mjs';
import { root } from './lib/settings.mjs';
import { findTemporal } from './lib/tools.mjs';

const FOLDER = join(root, 'test/replay/histories');
const HASHES = join(FOLDER, 'hashes.json');
/** Members that tell of the machine and not of the session. */
const OF_THE_MACHINE = new Set(['identity', 'stackTrace', 'binaryChecksum', 'buildId']);

/** @param {unknown} value @returns {unknown} */
function withoutMachine(value) {
  if (Array.isArray(value)) return value.map(withoutMachine);
  // A worker's own task queue is named after its process and its machine.
  if (typeof value === 'string') return value.replace(/^\d+@.*$/, 'sticky');
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key]) => !OF_THE_MACHINE.has(key));
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutMachine(member)]));
}

/** @param {string} text */
function hashOf(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** As the command line writes it, which is the form every SDK replays. @param {string} command @param {string} address @param {string} id @param {string} [runId] */
function showHistory(command, address, id, runId = '') {
  const run = runId === '' ? [] : ['--run-id', runId];
  const args = ['workflow', 'show', '--workflow-id', id, ...run, '--output', 'json', '--address', address];
  return runOrExplain(command, args, { advice: `The history of ${id} could not be read.` });
}

/** @param {string[]} names @param {(name: string, text: string) => void} write */
async function record(names, write) {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const { DefaultLogger, Runtime } = await import('@temporalio/worker');
  // Compiled, and typed only there: the scripts are not part of what is compiled.
  const at = (/** @type {string} */ path) => import(join(root, 'dist', path));
  const { createWorker } = await at('worker/create-worker.js');
  const { ISSUANCE_TASK_QUEUE, issuanceSessionWorkflowId } = await at('workflows/contract/messages.js');
  const { startAttributes } = await at('workflows/contract/search-attributes.js');
  const { fromFailure, toFailure } = await at('workflows/contract/refusals.js');
  const { refuse } = await at('protocol/errors/protocol-error.js');

  Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) });
  const path = findTemporal()?.command;
  if (!path) throw new Problem('The Temporal development server is not installed. Run npm start, which installs it.');
  const env = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      extraArgs: Object.entries(SEARCH_ATTRIBUTES).flatMap(([key, type]) => ['--search-attribute', `${key}=${type}`]),
    },
  });
  /** @type {Record<string, number>} */
  const failures = {};
  /** @param {string} activity @param {string} sessionId */
  const failing = (activity, sessionId) => {
    const key = `${sessionId} ${activity}`;
    const left = failures[key] ?? 0;
    failures[key] = left - 1;
    if (left > 0) throw new Error('The database is away');
  };
  const worker = await createWorker({
    connection: env.nativeConnection,
    namespace: env.namespace,
    activities: {
      projectSession: async (/** @type {any} */ { view }) => failing('projectSession', view.sessionId),
      issueCredentials: async (/** @type {any} */ { sessionId }) => failing('issueCredentials', sessionId),
      forgetSession: async () => {},
      admitClaims: async (/** @type {any} */ { reference }) => {
        if (reference === 'nowhere') throw toFailure(refuse('claims_reference_unknown'));
        return { digest: digest(reference) };
      },
      pullClaims: async (/** @type {any} */ { sessionId, configurationId, question }) => {
        failing('pullClaims', sessionId);
        const isThere = configurationId === AV && question > 1;
        return isThere ? { kind: 'claims', ...claims('pulled') } : { kind: 'pending' };
      },
    },
  });
  /** @param {string} name */
  const playOne = async (name) => {
    const t0 = Date.now();
    const start = startOf(name, t0);
    const handle = await env.client.workflow.start('issuanceSession', {
      workflowId: issuanceSessionWorkflowId(start.sessionId),
      taskQueue: ISSUANCE_TASK_QUEUE,
      args: [start],
      staticSummary: `default: ${AV}`,
      typedSearchAttributes: startAttributes({
        issuer: 'default',
        grantType: 'pre-authorized_code',
        configurationIds: start.deliverables.map((one) => one.configurationId),
        status: 'offer_created',
      }),
    });
    /** @type {import('./history/scenarios.mjs').Play['update']} */
    const update = (message, command) => {
      const options = /** @type {any} */ ({ args: command === undefined ? [] : [command] });
      return handle.executeUpdate(message, options);
    };
    await SCENARIOS[name]?.play({
      t0,
      update,
      signal: (message, command) => handle.signal(message, ...(command === undefined ? [] : [command])),
      fail: (activity, count) => {
        failures[`${start.sessionId} ${activity}`] = count;
      },
      refused: async (message, command, reason) => {
        const refusal = await update(message, command).then(
          () => 'nothing was refused',
          (/** @type {unknown} */ error) => fromFailure(error)?.reason ?? String(error),
        );
        if (refusal !== reason) throw new Problem(`${name}: ${message} came to ${refusal} and not to ${reason}.`);
      },
    });
    await handle.result();
    /** @param {string} as @param {string} [runId] */
    const keep = async (as, runId) => {
      const history = JSON.parse(await showHistory(path, env.address, handle.workflowId, runId));
      write(as, `${JSON.stringify(withoutMachine(history), null, 1)}\n`);
    };
    await keep(name);
    const first = SCENARIOS[name]?.first;
    if (first !== undefined) await keep(first, handle.firstExecutionRunId);
  };
  try {
    await worker.runUntil(async () => {
      const results = await Promise.allSettled(names.map(playOne));
      for (const one of results) if (one.status === 'rejected') throw one.reason;
    });
  } finally {
    await env.teardown();
  }
}

await runMain(async () => {
  const { values } = parseArgs({
    options: { version: { type: 'string', default: '1' }, replace: { type: 'boolean' } },
  });
  await ensureBuilt();
  mkdirSync(FOLDER, { recursive: true });
  /** @type {Record<string, string>} */
  const hashes = existsSync(HASHES) ? JSON.parse(readFileSync(HASHES, 'utf8')) : {};
  const fileOf = (/** @type {string} */ name) => `issuance-session.${name}.v${values.version}.json`;
  const names = Object.keys(SCENARIOS).filter((name) => values.replace || !existsSync(join(FOLDER, fileOf(name))));
  if (names.length === 0) {
    console.log(`All histories of version ${values.version} are there; -- --version N records the next.`);
    return;
  }
  await record(names, (name, text) => {
    writeFileSync(join(FOLDER, fileOf(name)), text);
    hashes[fileOf(name)] = hashOf(text);
    console.log(`  ✓ ${fileOf(name)}`);
  });
  writeFileSync(HASHES, `${JSON.stringify(Object.fromEntries(Object.entries(hashes).sort()), null, 2)}\n`);
});
