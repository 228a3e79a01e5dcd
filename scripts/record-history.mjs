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
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { runOrExplain } from './lib/commands.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { SEARCH_ATTRIBUTES } from './lib/search-attributes.mjs';
import { root } from './lib/settings.mjs';
import { findTemporal } from './lib/tools.mjs';

const FOLDER = join(root, 'test/replay/histories');
const HASHES = join(FOLDER, 'hashes.json');
const AV = 'eu.europa.ec.av.1';
const PID = 'eu.europa.ec.eudi.pid_mdoc';
const LIFE = 30_000;

/** Members that tell of the machine and not of the session. */
const OF_THE_MACHINE = new Set(['identity', 'stackTrace', 'binaryChecksum', 'buildId']);

/** @param {string} text */
const digest = (text) => createHash('sha256').update(`history ${text}`).digest('base64url');
/** @param {string} name */
const claims = (name) => ({ reference: `reference-${name}`, digest: digest(`claims ${name}`) });

/**
 * One session: what it is started with, and what happens to it.
 * @typedef {object} Play
 * @property {(name: string, command?: object) => Promise<any>} update
 * @property {(name: string, command: object, reason: string) => Promise<void>} refused
 * @property {(name: string, command?: object) => Promise<void>} signal
 * @property {(activity: string, failures: number) => void} fail
 * @property {number} t0
 */
/** `first`: the name of the first run's history, where the session has several; its own is that of the last. */
/** @type {Record<string, {first?: string, start?: (t0: number) => object, play: (session: Play) => Promise<void>}>} */
const SCENARIOS = {
  happy: {
    start: () => ({ deliverables: [{ configurationId: AV, claims: claims('a') }] }),
    play: async ({ update, signal, t0 }) => {
      await signal('offerRetrieved');
      await update('exchangeToken', exchange(t0, short(t0)));
      await update('requestCredential', request('request-1'));
      await update('requestCredential', request('request-1'));
      await signal('notificationReceived', { requestId: 'request-1', event: 'credential_accepted' });
    },
  },
  deferred: {
    start: () => ({ deliverables: [{ configurationId: AV }, { configurationId: PID }] }),
    play: async ({ update, signal, refused, t0 }) => {
      await update('exchangeToken', exchange(t0, { jkt: digest('key'), ...short(t0) }));
      await update('requestCredential', request('request-1'));
      await update('collectDeferred', { requestId: 'request-1', accessDigest: digest('access 0') });
      await update('supplyClaims', supplied(AV, 'a'));
      await update('supplyClaims', supplied(AV, 'b'));
      await signal('claimsSupplied', { configuration_id: PID, reference: 'reference-c' });
      await update('refreshToken', {
        refreshDigest: digest('refresh 0'),
        accessDigest: digest('access 1'),
        accessExpiresAt: t0 + LIFE,
        jkt: digest('key'),
      });
      await update('collectDeferred', { requestId: 'request-1', accessDigest: digest('access 1') });
      await update('collectDeferred', { requestId: 'request-1', accessDigest: digest('access 1') });
      await refused('supplyClaims', supplied(AV, 'd'), 'claims_after_issue');
      await signal('notificationReceived', { requestId: 'request-1', event: 'credential_failure' });
    },
  },
  expired: {
    start: (t0) => ({ offer: { codeDigest: digest('code 0'), expiresAt: t0 + 1500 } }),
    play: async ({ signal }) => {
      await signal('offerRetrieved');
      await signal('problemNoted', { reason: 'token_content_type', endpoint: '/token' });
    },
  },
  refused: {
    start: (t0) => ({
      deliverables: [{ configurationId: AV, claims: claims('a') }, { configurationId: PID }],
      offer: { codeDigest: digest('code 0'), txCodeDigest: digest('tx code'), expiresAt: t0 + 60_000 },
    }),
    play: async ({ update, signal, refused, fail, t0 }) => {
      await refused('exchangeToken', exchange(t0, { txCodeDigest: digest('wrong') }), 'tx_code_wrong');
      await update('exchangeToken', exchange(t0, { txCodeDigest: digest('tx code') }));
      fail('issueCredentials', 3);
      await refused('requestCredential', request('request-1'), 'temporarily_unavailable');
      fail('projectSession', 4);
      await signal('problemNoted', { reason: 'nonce_used', endpoint: '/credential' });
      await pause(1500);
      await refused(
        'requestCredential',
        request('request-2', { accessDigest: digest('other') }),
        'access_token_revoked',
      );
      await signal('claimsSupplied', { configuration_id: PID, reference: 'nowhere' });
      await update('requestCredential', request('request-3', { configurationId: PID }));
      await update('denyClaims', {});
      await refused('requestCredential', request('request-4'), 'credential_denied');
      await update('cancel');
    },
  },
  pulled: {
    start: () => ({
      deliverables: [{ configurationId: AV }, { configurationId: PID }],
      pulls: [pull(AV, 'session_created'), pull(PID, 'token_exchanged')],
    }),
    play: async ({ update, signal, fail, t0 }) => {
      // Trouble first, then "not yet", then claims.
      fail('pullClaims', 1);
      await pause(4500);
      await update('exchangeToken', exchange(t0, { jkt: digest('key'), ...short(t0) }));
      await update('requestCredential', request('request-1'));
      await update('requestCredential', request('request-2', { configurationId: PID }));
      await pause(1500);
      await update('supplyClaims', supplied(PID, 'by hand'));
      await update('collectDeferred', { requestId: 'request-2', accessDigest: digest('access 0') });
      await signal('notificationReceived', { requestId: 'request-1', event: 'credential_accepted' });
    },
  },
  released: {
    start: () => ({
      deliverables: [
        { configurationId: AV, requiresRelease: true },
        { configurationId: PID, claims: claims('a') },
      ],
    }),
    play: async ({ update, refused, t0 }) => {
      await update('exchangeToken', exchange(t0));
      await update('requestCredential', request('request-1'));
      await update('supplyClaims', supplied(AV, 'a', 'anna'));
      await refused('releaseClaims', { configurationId: AV, by: 'anna' }, 'release_by_supplier');
      await update('supplyClaims', supplied(AV, 'b', 'bert'));
      await update('releaseClaims', { by: 'anna' });
      await update('requestCredential', request('request-2', { configurationId: PID }));
      await update('renewOffer', { codeDigest: digest('code 1'), expiresAt: t0 + 60_000, configurationIds: [AV] });
      const last = { accessDigest: digest('access 1') };
      await update('exchangeToken', exchange(t0, { codeDigest: digest('code 1'), ...last }));
      await refused('collectDeferred', { requestId: 'request-1', ...last }, 'transaction_foreign');
      await update('requestCredential', request('request-3', last));
      await update('cancel');
    },
  },
  'taken-over': {
    first: 'handed-over',
    start: () => ({ eventsPerRun: 60 }),
    play: async ({ update, signal, refused, t0 }) => {
      await signal('offerRetrieved');
      await update('exchangeToken', exchange(t0, { jkt: digest('key') }));
      await update('requestCredential', request('request-1'));
      await update('supplyClaims', supplied(AV, 'a'));
      for (let index = 1; index <= 14; index += 1) {
        await update('refreshToken', {
          refreshDigest: digest('refresh 0'),
          accessDigest: digest(`access ${index}`),
          accessExpiresAt: t0 + 60_000,
          jkt: digest('key'),
        });
      }
      const last = { requestId: 'request-1', accessDigest: digest('access 14') };
      await update('collectDeferred', last);
      await signal('notificationReceived', { requestId: 'request-1', event: 'credential_accepted' });
      await refused('supplyClaims', supplied(AV, 'b'), 'claims_after_issue');
      await update('cancel');
    },
  },
  'reused-code': {
    start: () => ({ deliverables: [{ configurationId: AV, claims: claims('a') }] }),
    play: async ({ update, signal, refused, t0 }) => {
      await update('exchangeToken', exchange(t0));
      await refused('exchangeToken', exchange(t0, { accessDigest: digest('access 1') }), 'code_used');
      await signal('tokenUndelivered', { accessDigest: digest('access 0') });
      await update('exchangeToken', exchange(t0, { accessDigest: digest('access 1') }));
      await update('renewOffer', { codeDigest: digest('code 1'), expiresAt: t0 + 60_000 });
      await refused('exchangeToken', exchange(t0, { accessDigest: digest('access 2') }), 'code_superseded');
      const last = { accessDigest: digest('access 2') };
      await update('exchangeToken', exchange(t0, { codeDigest: digest('code 1'), ...last }));
      await update('requestCredential', request('request-1', last));
      await update('cancel');
    },
  },
};

/** @param {string} configurationId @param {string} when */
function pull(configurationId, when) {
  return { configurationId, when, timeout: 5, giveUpAfter: 600, retryInterval: 1, maxRetryInterval: 2 };
}

/** @param {string} configurationId @param {string} name @param {string} [by] */
function supplied(configurationId, name, by) {
  return { datasets: [{ configurationId, claims: claims(name) }], ...(by === undefined ? {} : { by }) };
}

/** Tokens of a session that ends by being cancelled. @param {number} t0 @param {object} [change] */
function exchange(t0, change = {}) {
  return {
    codeDigest: digest('code 0'),
    accessDigest: digest('access 0'),
    accessExpiresAt: t0 + 60_000,
    refreshDigest: digest('refresh 0'),
    refreshExpiresAt: t0 + 60_000,
    clientId: 'wallet-dev',
    ...change,
  };
}

/** Those of a session that ends by time: long enough for its scenario, short enough to wait for. @param {number} t0 */
function short(t0) {
  return { accessExpiresAt: t0 + LIFE, refreshExpiresAt: t0 + LIFE };
}

/** @param {string} requestId @param {object} [change] */
function request(requestId, change = {}) {
  return { requestId, accessDigest: digest('access 0'), configurationId: AV, keys: 1, ...change };
}

/** @param {string} name @param {number} t0 */
function startOf(name, t0) {
  return {
    sessionId: `recorded-${name}`,
    issuer: 'default',
    configurationVersion: '1',
    grantType: 'pre-authorized_code',
    createdAt: t0,
    deliverables: [{ configurationId: AV }],
    offer: { codeDigest: digest('code 0'), expiresAt: t0 + 60_000 },
    policy: {
      requireDpop: false,
      txCodeAttempts: 5,
      maxIssuances: 10,
      deferralLimit: 3600,
      deferredInterval: 1,
      redeliveryWindow: 2,
    },
    ...SCENARIOS[name]?.start?.(t0),
  };
}

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
    /** @type {Play['update']} */
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
