// @ts-check
/** Rates, latencies and CPU time, with the client in a process of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { withProgress } from '../lib/progress.mjs';
import { startTestStack } from '../lib/test-stack.mjs';
import { cpuTimeOf } from './cpu-time.mjs';

const CLIENT = fileURLToPath(new URL('client.mjs', import.meta.url));
const WARM_UP = { concurrency: 4, issuances: 60 };
/** The session's last writes come after the wallet's last answer; they belong to the issuance. */
const TAIL = 1000;
const PARTS = /** @type {const} */ (['api', 'worker', 'temporal', 'database']);

/** @typedef {{concurrency: number, issuances: number}} Level */
/** @typedef {{seconds: number, cpu: number, latencies: Record<string, number[]>, failures: number}} ClientResult */
/** @typedef {Level & {perSecond: number, failures: number,
 *   cpu: Record<string, number | undefined>, latencies: Record<string, number[]>}} LevelResult */

/** @param {Level[]} levels @returns {Promise<LevelResult[]>} */
export async function measureSpeed(levels) {
  const { stack, stop } = await startTestStack({
    env: { VOUCHSAFE_RATE_LIMIT: '1000000', VOUCHSAFE_LOG_LEVEL: 'warn' },
  });
  const client = fork(CLIENT, { stdio: 'inherit' });
  try {
    const target = { ...stack.addresses, adminKey: stack.plan.adminKey };
    const cpu = () => Object.fromEntries(PARTS.map((part) => [part, cpuTimeOf(stack.child(part)?.pid ?? 0)]));
    await withProgress('Warming up', () => askClient(client, { target, ...WARM_UP }));
    /** @type {LevelResult[]} */
    const results = [];
    for (const level of levels) {
      const title = `Measuring ${level.issuances} issuances, ${level.concurrency} at a time`;
      await withProgress(title, async () => {
        await pause(TAIL);
        const before = cpu();
        const { seconds, cpu: ownCpu, latencies, failures } = await askClient(client, { target, ...level });
        await pause(TAIL);
        const after = cpu();
        const each = PARTS.map((part) => [part, perIssuance(before[part], after[part], level.issuances)]);
        const spent = { ...Object.fromEntries(each), client: ownCpu / level.issuances };
        const perSecond = (level.issuances - failures) / seconds;
        results.push({ ...level, perSecond, failures, cpu: spent, latencies });
      });
    }
    return results;
  } finally {
    client.kill();
    await stop();
  }
}

/** @param {number | undefined} before @param {number | undefined} after @param {number} issuances */
function perIssuance(before, after, issuances) {
  return before === undefined || after === undefined ? undefined : (after - before) / issuances;
}

/** @param {import('node:child_process').ChildProcess} client @param {object} work @returns {Promise<ClientResult>} */
async function askClient(client, work) {
  client.send(work);
  const [answer] = await Promise.race([
    once(client, 'message'),
    once(client, 'exit').then(() => [{ failure: 'The client of the bench ended.' }]),
  ]);
  if (answer.failure) throw new Error(answer.failure);
  return answer;
}
