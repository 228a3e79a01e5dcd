// @ts-check
/** The four processes of a running Vouchsafe: how each is started, and how one knows that it serves. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { untilDatabaseServes, untilTemporalServes } from './readiness.mjs';
import { SEARCH_ATTRIBUTES } from './search-attributes.mjs';
import { root } from './settings.mjs';
import { findMongod, findSecantus, findTemporal } from './tools.mjs';

/** @typedef {'temporal' | 'database' | 'worker' | 'api'} PartName */
/**
 * @typedef {object} Plan
 * @property {string} dataDir absolute
 * @property {import('./settings.mjs').Ports} ports
 * @property {string} adminKey
 * @property {string} namespace
 * @property {string} [publicUrl]
 * @property {string} [temporalAddress] of a service that is not ours to start
 * @property {string} [mongodbUri] of a database that is not ours to start
 * @property {NodeJS.ProcessEnv} env what api and worker inherit
 */
/**
 * @typedef {object} Part
 * @property {import('./child.mjs').ChildOptions} child
 * @property {string} marker what its command line holds and no other's
 * @property {(child: import('./child.mjs').Child, signal: AbortSignal) => Promise<unknown>} untilReady
 */

/** @param {Plan} plan */
export function addressesOf(plan) {
  const scheme = plan.env.VOUCHSAFE_TLS_CERT ? 'https' : 'http';
  return {
    publicUrl: plan.publicUrl ?? `${scheme}://127.0.0.1:${plan.ports.public}`,
    privateUrl: `${scheme}://127.0.0.1:${plan.ports.private}`,
    temporalAddress: plan.temporalAddress ?? `127.0.0.1:${plan.ports.temporal}`,
    mongodbUri: plan.mongodbUri ?? embeddedUri(plan.ports.mongodb),
  };
}

/**
 * The driver does not try a write again by itself: the embedded database would note each write for that and sort ten
 * thousand of them at the next. Nothing needs it; what is tried again here is so by Temporal and by the wallet.
 * @param {number} port
 */
function embeddedUri(port) {
  return `mongodb://127.0.0.1:${port}/vouchsafe?directConnection=true&retryWrites=false`;
}

/** @param {Plan} plan @param {PartName} name @returns {Part} */
export function definePart(plan, name) {
  if (name === 'temporal') return defineTemporal(plan);
  if (name === 'database') return defineDatabase(plan);
  return defineOurs(plan, name);
}

/** @param {Plan} plan @returns {Part} */
function defineTemporal({ dataDir, ports, namespace }) {
  const tool = findTemporal();
  if (!tool) throw new Problem('The Temporal development server is not installed. Run npm start, which installs it.');
  const folder = join(dataDir, 'temporal');
  mkdirSync(folder, { recursive: true });
  const args = [
    ...[
      'server',
      'start-dev',
      '--ip',
      '127.0.0.1',
      '--port',
      String(ports.temporal),
      '--ui-port',
      String(ports.temporalUi),
    ],
    ...['--db-filename', join(folder, 'temporal.db'), '--log-level', 'warn', '--ui-disable-news-fetch'],
    // Eight times the throughput of SQLite's defaults; acknowledged work still survives a kill.
    ...['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'],
    // The default holds starts and signals back by up to 50 ms after a short burst.
    ...['--dynamic-config-value', 'history.transferProcessorMaxPollRPS=1000'],
    // A history is only deleted once its queues have noted how far they are, which they do every 30 s by default.
    ...['transfer', 'visibility'].flatMap((queue) => [
      '--dynamic-config-value',
      `history.${queue}ProcessorUpdateAckInterval="1s"`,
    ]),
    ...(namespace === 'default' ? [] : ['--namespace', namespace]),
    ...Object.entries(SEARCH_ATTRIBUTES).flatMap(([key, type]) => ['--search-attribute', `${key}=${type}`]),
  ];
  return {
    child: {
      name: 'temporal',
      command: tool.command,
      args: [...tool.args, ...args],
      // Our own TEMPORAL_* settings are for clients; the server's command line would read them as its own.
      env: { ...withoutPrefix(process.env, 'TEMPORAL_'), ...tool.env },
      logFile: join(dataDir, 'logs', 'temporal.log'),
      ipc: false,
    },
    marker: join(folder, 'temporal.db'),
    untilReady: (_, signal) => untilTemporalServes(ports.temporal, namespace, signal),
  };
}

/** @param {Plan} plan @returns {Part} */
function defineDatabase(plan) {
  const port = String(plan.ports.mongodb);
  const mongod = findMongod();
  const tool = mongod ?? findSecantus();
  if (!tool) throw new Problem('No database is installed. Run npm start, which installs one, or set MONGODB_URI.');
  const folder = join(plan.dataDir, mongod ? 'mongod' : 'mongo');
  mkdirSync(folder, { recursive: true });
  const args = mongod
    ? ['--dbpath', folder, '--bind_ip', '127.0.0.1', '--port', port, '--quiet']
    : ['--host', '127.0.0.1', '--port', port, '--storage-path', folder, ...secantusOptions(plan.dataDir)];
  return {
    child: {
      name: 'database',
      command: tool.command,
      args: [...tool.args, ...args],
      env: { ...process.env, ...tool.env },
      logFile: join(plan.dataDir, 'logs', 'database.log'),
      ipc: false,
    },
    marker: folder,
    untilReady: (_, signal) => untilDatabaseServes(addressesOf(plan).mongodbUri, plan.ports.mongodb, signal),
  };
}

/** @param {string} dataDir */
function secantusOptions(dataDir) {
  // An empty file of our own: without one it would read a configuration from the home or working directory.
  const config = join(dataDir, 'mongo.toml');
  writeFileSync(config, '');
  // Without --sync-on-commit a kill loses writes that were acknowledged. Standalone: nobody reads its operation log, which
  // costs each write another, and brings it to a halt where 100,000 of them have to be forgotten again.
  // With a cache much smaller than what is written in a few minutes it does little else than to make room in it.
  return ['--log-level', 'WARNING', '--cache-size', '1G', '--standalone', '--sync-on-commit', '--config', config];
}

/** @param {Plan} plan @param {'api' | 'worker'} name @returns {Part} */
function defineOurs(plan, name) {
  const script = join(root, 'dist', name, 'main.js');
  const { publicUrl, temporalAddress, mongodbUri } = addressesOf(plan);
  return {
    child: {
      name,
      command: process.execPath,
      args: ['--enable-source-maps', script],
      env: {
        ...plan.env,
        VOUCHSAFE_DATA_DIR: plan.dataDir,
        VOUCHSAFE_PUBLIC_URL: publicUrl,
        VOUCHSAFE_PUBLIC_PORT: String(plan.ports.public),
        VOUCHSAFE_PRIVATE_PORT: String(plan.ports.private),
        // The worker has no door that the key opens.
        VOUCHSAFE_ADMIN_KEY: name === 'api' ? plan.adminKey : undefined,
        TEMPORAL_ADDRESS: temporalAddress,
        TEMPORAL_NAMESPACE: plan.namespace,
        ...(plan.temporalAddress ? {} : { TEMPORAL_UI_URL: `http://127.0.0.1:${plan.ports.temporalUi}` }),
        MONGODB_URI: mongodbUri,
      },
      logFile: join(plan.dataDir, 'logs', `${name}.log`),
      ipc: true,
    },
    marker: script,
    untilReady: (child) => child.reportedReady(),
  };
}

/** @param {NodeJS.ProcessEnv} env @param {string} prefix */
export function withoutPrefix(env, prefix) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith(prefix)));
}
