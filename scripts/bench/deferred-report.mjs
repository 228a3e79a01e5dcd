// @ts-check
/** The figures of the deferred bench as Markdown. */
import { TRIED_AGAIN } from './wallet.mjs';

/** @typedef {import('./deferred.mjs').DeferredFigures} Figures */
/** @typedef {import('./deferred.mjs').StepResult} StepResult */

const PARTS = ['api', 'worker', 'temporal', 'database'];

/** @param {Figures} figures @param {ReturnType<typeof import('./machine.mjs').describeMachine>} machine */
export function buildDeferredReport(figures, machine) {
  return [
    describe(figures, machine),
    stepTable(figures),
    memoryTable(figures),
    latencyTable(figures),
    costs(figures),
    '',
  ].join('\n\n');
}

/** @param {Figures} figures @param {ReturnType<typeof import('./machine.mjs').describeMachine>} machine */
function describe(
  { wanted, interval, concurrency, steps, failures },
  { cores, memory, node, load, isDatabaseEmbedded, date },
) {
  const database = isDatabaseEmbedded ? 'the embedded development database' : 'mongod, a single node';
  const statuses = Object.entries(steps.counted.result).map(([status, count]) => `${count} ${status}`);
  return (
    `Measured ${date} on ${cores} cores and ${memory} (Node ${node}), all processes and the client on the same machine; Temporal is its development server on SQLite, the database ${database}. ` +
    `Load average before the start: ${load}, while opening ${steps.opened.load.toFixed(1)}, while supplying ${steps.supplied.load.toFixed(1)}.\n\n` +
    `${wanted} sessions were wanted, ${steps.opened.result} were open and deferred at once, ${steps.supplied.result} were collected and accepted; ` +
    `every one of those was compared with the key and the claims its wallet waited for, and one signature in twenty was verified. ` +
    `At the end the issuer's own list says: ${statuses.join(', ')}. Wallets are told an interval of ${interval} s; ${concurrency} at a time are opened, supplied and collected. ` +
    (failures.length === 0
      ? 'No request failed.'
      : `Requests that failed for good: ${failures.length} (${summary(failures)}).`)
  );
}

/** @param {string[]} failures */
function summary(failures) {
  /** @type {Record<string, number>} */
  const kinds = {};
  for (const text of failures) {
    const kind = text.replace(/[0-9A-Z]{26}/g, '…').slice(0, 100);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return Object.entries(kinds)
    .slice(0, 5)
    .map(([kind, count]) => `${count} × ${kind}`)
    .join('; ');
}

/** @param {Figures} figures */
function stepTable({ steps, latencies }) {
  const polls = latencies['POST /deferred_credential, pending']?.length ?? 0;
  /** @param {string} name @param {StepResult} step @param {number} count */
  const row = (name, { seconds, cpu, load }, count) => [
    name,
    count,
    seconds.toFixed(0),
    seconds > 0 ? (count / seconds).toFixed(1) : '',
    ...PARTS.map((part) => ((cpu[part] ?? 0) / Math.max(1, count)).toFixed(1)),
    load.toFixed(1),
  ];
  return table(
    ['Step', 'Sessions', 'Seconds', 'Per second', ...PARTS.map((part) => `${part}, CPU ms each`), 'Load at the end'],
    [
      row(`Created, offered, redeemed, requested, deferred; ${polls} polls beside`, steps.opened, steps.opened.result),
      row('Claims supplied, refreshed, collected, notified', steps.supplied, steps.supplied.result),
    ],
  );
}

/** @param {Figures} figures */
function memoryTable({ idle, peak, steps, sizes }) {
  const line = (/** @type {string} */ name, /** @type {Record<string, number>} */ memory) => [
    name,
    ...PARTS.map((part) => (memory[part] ?? 0).toFixed(0)),
  ];
  return `${table(
    ['Resident memory, MB', ...PARTS],
    [
      line('Before the first session', idle),
      line('All open', steps.looked.memory),
      line('All collected', steps.supplied.memory),
      line('Peak', peak),
    ],
  )}\n\nOn disk with all open: database ${sizes.open.database.toFixed(0)} MB, Temporal ${sizes.open.temporal.toFixed(0)} MB; at the end ${sizes.end.database.toFixed(0)} and ${sizes.end.temporal.toFixed(0)} MB.`;
}

/** @param {Figures} figures */
function latencyTable({ latencies }) {
  const rows = Object.entries(latencies)
    .filter(([name]) => name !== TRIED_AGAIN)
    .map(([name, all]) => {
      const sorted = [...all].sort((a, b) => a - b);
      return [name, all.length, ...[0.5, 0.95, 0.99, 1].map((share) => percentile(sorted, share))];
    });
  const again = latencies[TRIED_AGAIN]?.length ?? 0;
  return `${table(['ms', 'Requests', 'p50', 'p95', 'p99', 'Slowest'], rows)}\n\nAnswers of 503 that were tried again: ${again}.`;
}

/** @param {Figures} figures */
function costs({ histories }) {
  if (histories.length === 0) return 'No history was read.';
  const most = histories.reduce((a, b) => (b.events > a.events ? b : a));
  return `The dearest of ${histories.length} histories read: ${most.tasks} workflow tasks, ${most.events} events, ${most.bytes} bytes.`;
}

/** @param {number[]} sorted @param {number} share */
function percentile(sorted, share) {
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1));
  return (sorted[at] ?? 0).toFixed(0);
}

/** @param {string[]} head @param {(string | number)[][]} rows */
function table(head, rows) {
  const line = (/** @type {(string | number)[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
