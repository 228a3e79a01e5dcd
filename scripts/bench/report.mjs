// @ts-check
/** The figures as Markdown, for the terminal and for docs/performance.md. */
import { TRIED_AGAIN } from './wallet.mjs';

/** @typedef {import('./count-costs.mjs').FlowCost} FlowCost */
/** @typedef {{repeats: number, tasks: number, events: number, operations: number}} Growth */
/** @typedef {{created: Record<string, number>, present: FlowCost, deferred: FlowCost, free: Record<'poll' | 'nonce' | 'forged' | 'first' | 'again', Growth>}} Costs */
/** @typedef {import('./measure-speed.mjs').LevelResult} LevelResult */
/** @typedef {ReturnType<typeof import('./machine.mjs').describeMachine>} Machine */

const MOST_TASKS = 5;
const MOST_EVENTS = 36;
const MOST_OPERATIONS = 8;
const ORDER = [
  'POST /sessions',
  'GET /credential_offers/{id}',
  'POST /token',
  'POST /nonce',
  'POST /credential',
  'POST /notification',
];

/** @param {{machine: Machine, costs: Costs, speed: LevelResult[]}} figures */
export function buildReport({ machine, costs, speed }) {
  return [
    describe(machine),
    `### Targets\n\n${targets(costs)}`,
    `### Workflow\n\n${workflowTable(costs)}`,
    `### Database operations\n\n${operationsTable(costs)}`,
    `### CPU time\n\n${cpuTable(speed)}`,
    `### Rates and latencies\n\n${latencyTable(speed)}`,
    '',
  ].join('\n\n');
}

/** @param {Machine} machine */
function describe({ cores, memory, platform, node, load, isDatabaseEmbedded, date }) {
  const database = isDatabaseEmbedded
    ? 'the embedded development database, which journals every write before it acknowledges it'
    : 'mongod, a single node';
  return (
    `Measured ${date} on ${cores} cores and ${memory} (${platform}, Node ${node}), all processes and the client on the same machine. ` +
    `Temporal is its development server on SQLite; the database is ${database}. Load average before the start: ${load}.`
  );
}

/** @param {Costs} costs */
function targets({ created, present, free }) {
  // One more for the batch of trace records that the issuance shares with all others of that quarter of a second.
  const operations = sum(present.operations) - sum(created) + 1;
  const rows = [
    ['Workflow tasks, offer to notification', MOST_TASKS, present.history.tasks],
    ['History events, offer to notification', MOST_EVENTS, present.history.events],
    [
      'Database operations from the fetch of the offer to the notification, the trace batch counted once',
      MOST_OPERATIONS,
      operations,
    ],
    [`Workflow tasks of ${free.poll.repeats} pending polls`, 0, free.poll.tasks],
    [`Workflow tasks of ${free.nonce.repeats} nonces`, 0, free.nonce.tasks],
    [`Workflow tasks of ${free.forged.repeats} requests with a forged token`, 0, free.forged.tasks],
    [`Workflow tasks of ${free.again.repeats} malformed requests whose reason is known`, 0, free.again.tasks],
  ].map(([name, most, seen]) => [
    name,
    `at most ${most}`,
    round(Number(seen)),
    Number(seen) <= Number(most) ? 'met' : 'missed',
  ]);
  return table(['What', 'Target', 'Measured', ''], rows);
}

/** @param {Costs} costs */
function workflowTable({ present, deferred, free }) {
  const flow = (/** @type {string} */ name, /** @type {FlowCost} */ { history }) =>
    [name, history.tasks, history.events, history.bytes, history.updates, history.signals].map(String);
  const growth = (/** @type {string} */ name, /** @type {Growth} */ { tasks, events }) =>
    [name, tasks, events, '', '', ''].map(String);
  return table(
    ['', 'Tasks', 'Events', 'Bytes', 'Updates', 'Signals'],
    [
      flow('Claims present, one credential, up to the notification', present),
      flow('Deferred: one pending poll, claims by REST, refresh, collection, notification', deferred),
      growth(`${free.poll.repeats} pending polls add`, free.poll),
      growth(`${free.nonce.repeats} nonces add`, free.nonce),
      growth(`${free.forged.repeats} requests with a forged token add`, free.forged),
      growth(`${free.first.repeats} malformed requests add; the first of a reason is noted`, free.first),
      growth(`${free.again.repeats} more of them add`, free.again),
    ],
  );
}

/** @param {Costs} costs */
function operationsTable({ created, present, deferred }) {
  const names = [...new Set([...Object.keys(present.operations), ...Object.keys(deferred.operations)])].sort();
  const all = [created, present.operations, deferred.operations];
  const rows = names.map((name) => [name, ...all.map((operations) => round(operations[name] ?? 0))]);
  rows.push(['Together', ...all.map((operations) => round(sum(operations)))]);
  return table(['', 'Creating the session', 'Whole issuance, claims present', 'Whole issuance, deferred'], rows);
}

/** @param {LevelResult[]} speed */
function cpuTable(speed) {
  const parts = ['api', 'worker', 'temporal', 'database', 'client'];
  const rows = parts.map((part) => [part, ...speed.map(({ cpu }) => ms(cpu[part]))]);
  const together = speed.map(({ cpu }) => ms(parts.slice(0, -1).reduce((all, part) => all + (cpu[part] ?? 0), 0)));
  rows.push(['Together, without the client', ...together]);
  return table(['CPU ms per issuance', ...speed.map(({ concurrency }) => `${concurrency} at a time`)], rows);
}

/** @param {LevelResult[]} speed */
function latencyTable(speed) {
  const rows = ORDER.map((endpoint) => [
    endpoint,
    ...speed.map(({ latencies }) => {
      const sorted = [...(latencies[endpoint] ?? [])].sort((a, b) => a - b);
      return [0.5, 0.95, 0.99].map((share) => percentile(sorted, share)).join(' / ');
    }),
  ]);
  rows.push(['Issuances per second', ...speed.map(({ perSecond }) => perSecond.toFixed(1))]);
  rows.push([
    'Answers of 503, tried again',
    ...speed.map(({ latencies }) => String(latencies[TRIED_AGAIN]?.length ?? 0)),
  ]);
  rows.push(['Given up after five such answers', ...speed.map(({ failures }) => String(failures))]);
  rows.push(['Issuances measured', ...speed.map(({ issuances }) => String(issuances))]);
  return table(['p50 / p95 / p99 in ms', ...speed.map(({ concurrency }) => `${concurrency} at a time`)], rows);
}

/** @param {number[]} sorted @param {number} share */
function percentile(sorted, share) {
  const at = Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1);
  return (sorted[at] ?? 0).toFixed(0);
}

/** @param {Record<string, number>} operations */
function sum(operations) {
  return Object.values(operations).reduce((all, one) => all + one, 0);
}

/** @param {number} value */
function round(value) {
  return String(Math.round(value * 100) / 100);
}

/** @param {number | undefined} value */
function ms(value) {
  return value === undefined ? 'not known here' : value.toFixed(1);
}

/** @param {string[]} head @param {(string | number | undefined)[][]} rows */
function table(head, rows) {
  const line = (/** @type {(string | number | undefined)[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
