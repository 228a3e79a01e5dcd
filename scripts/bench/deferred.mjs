// @ts-check
/**
 * `npm run bench -- --deferred 10000`: so many sessions that wait for claims at the same time, each with a wallet that
 * polls. Then claims for all of them, and every wallet comes back, on real services with data of their own.
 * `--minutes 40` breaks each step off in time, so that what was reached can be reported.
 */
import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../lib/settings.mjs';
import { makeTestDataDir } from '../lib/test-data.mjs';
import { startTestStack } from '../lib/test-stack.mjs';
import { cpuTimeOf } from './cpu-time.mjs';
import { sizeOf, watchMemory } from './memory.mjs';
import { readHistory } from './read-history.mjs';

const CLIENT = fileURLToPath(new URL('deferred-client.mjs', import.meta.url));
const PARTS = /** @type {const} */ (['api', 'worker', 'temporal', 'database']);
const CONCURRENCY = 16;
/** Told to the wallets: ten thousand of them at the shipped five seconds would be two thousand polls a second. */
const INTERVAL = 120;
const MINUTE = 60_000;
/** Of the time given, opening may take this share; the rest belongs to the claims. */
const OPENING = 0.6;

/** @typedef {{name: string, seconds: number, result: any, cpu: Record<string, number>, memory: Record<string, number>, load: number}} StepResult */
/** @typedef {Awaited<ReturnType<typeof measureDeferred>>} DeferredFigures */

/** @param {{sessions: number, minutes?: number | undefined, interval?: number | undefined,
 *   concurrency?: number | undefined}} wanted */
export async function measureDeferred({ sessions, minutes, interval = INTERVAL, concurrency = CONCURRENCY }) {
  const dataDir = makeTestDataDir();
  const env = { VOUCHSAFE_RATE_LIMIT: '1000000', VOUCHSAFE_LOG_LEVEL: 'warn' };
  const { stack, stop } = await startTestStack({ dataDir, env, issuersFile: writeIssuersFile(interval) });
  // So that what was started is ended too.
  process.once('SIGTERM', () => process.exit(1));
  const client = fork(CLIENT, { stdio: 'inherit' });
  const groups = Object.fromEntries(PARTS.map((part) => [part, stack.child(part)?.pid ?? 0]));
  const memory = watchMemory(groups);
  try {
    const target = { ...stack.addresses, adminKey: stack.plan.adminKey };
    const started = Date.now();
    const end = minutes === undefined ? Number.MAX_SAFE_INTEGER : started + minutes * MINUTE;
    const openUntil = minutes === undefined ? end : started + minutes * OPENING * MINUTE;
    const cpu = () => Object.fromEntries(PARTS.map((part) => [part, cpuTimeOf(groups[part] ?? 0) ?? 0]));
    /** @param {string} name @param {number} [until] @returns {Promise<StepResult>} */
    const step = async (name, until = end) => {
      const before = cpu();
      const order = { name, target: name === 'open' ? target : undefined };
      const answer = await ask(client, { ...order, step: { sessions, concurrency, until } }, name);
      const after = cpu();
      const spent = Object.fromEntries(PARTS.map((part) => [part, (after[part] ?? 0) - (before[part] ?? 0)]));
      return { name, ...answer, cpu: spent, memory: memory.look(), load: loadavg()[0] ?? 0 };
    };
    const idle = memory.look();
    const opened = await step('open', openUntil);
    const settled = await step('settle', openUntil + 3 * interval * 1000);
    const looked = await step('look');
    const openSize = sizesOf(dataDir);
    const supplied = await step('supply');
    const counted = await step('count', end);
    const { result: sample } = await step('sample');
    const { result: figures } = await step('figures');
    return {
      wanted: sessions,
      interval,
      concurrency,
      idle,
      peak: memory.peak,
      steps: { opened, settled, looked, supplied, counted },
      sizes: { open: openSize, end: sizesOf(dataDir) },
      histories: await readHistories(stack, sample),
      latencies: /** @type {Record<string, number[]>} */ (figures.latencies),
      failures: /** @type {string[]} */ (figures.failures),
    };
  } finally {
    memory.stop();
    client.kill();
    await stop();
  }
}

/** @param {number} interval seconds */
function writeIssuersFile(interval) {
  const file = JSON.parse(readFileSync(join(root, 'config/issuers.json'), 'utf8'));
  for (const issuer of file.issuers) issuer.lifetimes = { ...issuer.lifetimes, deferred_interval: interval };
  const path = join(makeTestDataDir(), 'issuers.json');
  writeFileSync(path, JSON.stringify(file));
  return path;
}

/** @param {string} dataDir */
function sizesOf(dataDir) {
  return { database: sizeOf(join(dataDir, 'mongo')), temporal: sizeOf(join(dataDir, 'temporal')) };
}

/** @param {import('../lib/stack.mjs').ProcessStack} stack @param {string[]} sessionIds */
async function readHistories(stack, sessionIds) {
  const { Client, Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ address: stack.addresses.temporalAddress });
  try {
    const client = new Client({ connection, namespace: stack.plan.namespace });
    /** @type {import('./read-history.mjs').HistoryCost[]} */
    const found = [];
    for (const id of sessionIds) found.push(await readHistory(client, id));
    return found;
  } finally {
    await connection.close();
  }
}

/** @param {import('node:child_process').ChildProcess} client @param {object} order @param {string} name @returns {Promise<{result: any, seconds: number}>} */
function ask(client, order, name) {
  const started = Date.now();
  return new Promise((resolve, reject) => {
    /** @param {any} message */
    const onMessage = (message) => {
      if (message.progress) return sayProgress(name, started, message.progress);
      client.off('message', onMessage);
      client.off('exit', onExit);
      if (message.failure) return reject(new Error(message.failure));
      sayProgress(name, started, message.answer.progress);
      resolve(message.answer);
    };
    const onExit = () => reject(new Error('The client of the bench ended.'));
    client.on('message', onMessage);
    client.once('exit', onExit);
    client.send(order);
  });
}

/** @param {string} name @param {number} started @param {Record<string, number>} counts */
function sayProgress(name, started, counts) {
  const said = Object.entries(counts).map(([key, value]) => `${key} ${value}`);
  console.log(
    `  … ${name}, ${Math.round((Date.now() - started) / 1000)} s: ${said.join(', ')}; load ${loadavg()[0]?.toFixed(1)}`,
  );
}
