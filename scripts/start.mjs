// @ts-check
/** `npm start`: a whole Vouchsafe on this machine, until Ctrl-C. prepare.mjs has run before. */
import { setTimeout as pause } from 'node:timers/promises';
import { readAdminKey } from './lib/admin-key.mjs';
import { printReady, printServiceLine } from './lib/announce.mjs';
import { createDemoOffer } from './lib/demo-offer.mjs';
import { Problem } from './lib/problem.mjs';
import { checkOutsideDatabase } from './lib/readiness.mjs';
import { registerSearchAttributes } from './lib/search-attributes.mjs';
import { readSettings } from './lib/settings.mjs';
import { ProcessStack } from './lib/stack.mjs';

const MOST_RESTARTS = 5;
/** A part that ran this long is taken to be well again. */
const HEALTHY_MS = 60_000;
/** npm passes on the Ctrl-C that the terminal has already sent us; only a later one means impatience. */
const SECOND_SIGNAL_MS = 2000;

/** @typedef {import('./lib/parts.mjs').PartName} PartName */

const settings = readSettings();
const { key: adminKey, isGenerated } = readAdminKey(settings);
const stack = new ProcessStack({ ...settings, adminKey, env: process.env }, 'start.mjs', {
  onLine: printServiceLine,
  onUnexpectedEnd: (part, child) => void recover(part, child),
});
/** @type {Map<PartName, {count: number, at: number}>} */
const restarts = new Map();
let stoppingSince = 0;

/** @param {PartName} part @param {import('./lib/child.mjs').Child} child */
async function recover(part, child) {
  const { code, signal } = await child.exited;
  const said = `\n✗ The ${part} ended unexpectedly (${signal ?? `exit code ${code}`}). It said last:\n\n${child.tail() || '(nothing)'}\n`;
  const before = restarts.get(part);
  const count = before && Date.now() - before.at < HEALTHY_MS ? before.count + 1 : 1;
  if (part === 'temporal' || part === 'database' || count > MOST_RESTARTS) {
    console.error(said);
    await finish(1);
    return;
  }
  const seconds = 2 ** (count - 1);
  console.error(`${said}\n  Starting it again in ${seconds} s (${count} of ${MOST_RESTARTS}).`);
  await pause(seconds * 1000);
  restarts.set(part, { count, at: Date.now() });
  try {
    await stack.start(part);
    if (!stack.isStopping) console.log(`  ✓ The ${part} runs again.`);
  } catch {
    const failed = stack.child(part);
    if (!failed) return;
    await failed.stop();
    await recover(part, failed);
  }
}

/** @param {number} exitCode */
async function finish(exitCode) {
  if (stoppingSince) return;
  stoppingSince = Date.now();
  const hasStarted = stack.started.size > 0;
  if (hasStarted) console.log('\n  Stopping …');
  await stack.stop();
  if (hasStarted)
    console.log('  Stopped. What was issued and begun is kept in the data directory; npm start goes on from there.');
  process.exit(exitCode);
}

function onSignal() {
  if (stoppingSince && Date.now() - stoppingSince > SECOND_SIGNAL_MS) {
    stack.killAll();
    process.exit(1);
  }
  void finish(0);
}

async function main() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, onSignal);
  if (settings.temporalAddress) {
    const warning = await registerSearchAttributes(settings.temporalAddress, settings.namespace);
    if (warning) console.warn(`  ! ${warning}`);
  }
  if (settings.mongodbUri) await checkOutsideDatabase(settings.mongodbUri);
  await stack.startAll();
  if (stack.isStopping) return;
  const offer = await createDemoOffer(stack.addresses.privateUrl, adminKey);
  await printReady({ stack, adminKey: isGenerated ? adminKey : undefined, offer });
}

try {
  await main();
} catch (error) {
  if (!stack.isStopping) {
    console.error(error instanceof Problem ? `\n✗ ${error.message}` : error);
    await finish(1);
  }
}
