// @ts-check
/** The client's process: issues as many credentials as it is told, so many at a time, and answers what it saw. One that fails does not end it. */
import { BenchWallet } from './wallet.mjs';

/** @param {{target: import('./wallet.mjs').Target, concurrency: number, issuances: number}} work */
async function run({ target, concurrency, issuances }) {
  /** @type {Record<string, number[]>} */
  const latencies = {};
  const wallet = new BenchWallet(target, (endpoint, milliseconds) => {
    latencies[endpoint] ??= [];
    latencies[endpoint].push(milliseconds);
  });
  let left = issuances;
  /** @type {unknown[]} */
  const failures = [];
  const work = async () => {
    while (left-- > 0) await wallet.issue().catch((error) => failures.push(error));
  };
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  const seconds = (performance.now() - started) / 1000;
  if (failures.length === issuances) throw failures[0];
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds, cpu: (user + system) / 1000, latencies, failures: failures.length };
}

process.on('message', (work) => {
  run(/** @type {Parameters<typeof run>[0]} */ (work)).then(
    (result) => process.send?.(result),
    (error) => process.send?.({ failure: String(error?.stack ?? error) }),
  );
});
process.once('disconnect', () => process.exit());
