// @ts-check
/** Starts and ends the processes of one Vouchsafe; `npm start` runs one, the tests run their own. */
import { setTimeout as pause } from 'node:timers/promises';
import { Child } from './child.mjs';
import { addressesOf, definePart } from './parts.mjs';
import { removeProcessRecord, writeProcessRecord } from './pids.mjs';
import { Problem } from './problem.mjs';

/** @typedef {import('./parts.mjs').PartName} PartName */

const READY_MS = 60_000;

/** The reverse of the order in which each part needs the ones before it. */
const STOP_ORDER = /** @type {const} */ (['api', 'worker', 'database', 'temporal']);

/**
 * @typedef {object} Listener
 * @property {(part: PartName, line: string) => void} [onLine] a line that api or worker printed
 * @property {(part: PartName, child: Child) => void} [onUnexpectedEnd] after it had been ready
 */

export class ProcessStack {
  /** @param {import('./parts.mjs').Plan} plan @param {string} supervisor a part of our own command line @param {Listener} [listener] */
  constructor(plan, supervisor, listener = {}) {
    this.plan = plan;
    this.addresses = addressesOf(plan);
    this.listener = listener;
    this.supervisor = { name: 'supervisor', pid: process.pid, marker: supervisor };
    /** @type {Map<PartName, {child: Child, marker: string}>} */
    this.started = new Map();
    this.isStopping = false;
  }

  /** The services side by side, then the worker, which makes the keys on a first start, then the api. */
  async startAll() {
    await settleAll([
      this.plan.temporalAddress ? undefined : this.start('temporal'),
      this.plan.mongodbUri ? undefined : this.start('database'),
    ]);
    await this.start('worker');
    await this.start('api');
  }

  /**
   * Returns when the part serves.
   * @param {PartName} name
   * @throws {Problem} with the end of its output, when it ends or does not serve in time
   */
  async start(name) {
    if (this.isStopping) return;
    const part = definePart(this.plan, name);
    const child = new Child(part.child, (line) => this.listener.onLine?.(name, line));
    this.started.set(name, { child, marker: part.marker });
    this.record();
    const waiting = new AbortController();
    const outcome = await Promise.race([
      part.untilReady(child, waiting.signal).then(() => 'ready'),
      child.exited.then(({ code, signal }) => `ended (${signal ?? `exit code ${code}`}) before it was ready`),
      pause(READY_MS, `was not ready after ${READY_MS / 1000} s`, { signal: waiting.signal }).catch(() => ''),
    ]);
    waiting.abort();
    if (this.isStopping) return;
    if (outcome !== 'ready') throw new Problem(`The ${name} ${outcome}. It said:\n\n${child.tail() || '(nothing)'}`);
    void child.exited.then(() => {
      if (!child.isEnding && !this.isStopping) this.listener.onUnexpectedEnd?.(name, child);
    });
  }

  /** @param {PartName} name */
  child(name) {
    return this.started.get(name)?.child;
  }

  async stop() {
    this.isStopping = true;
    for (const name of STOP_ORDER) await this.child(name)?.stop();
    removeProcessRecord(this.plan.dataDir);
  }

  /** By force; returns when all are gone. */
  async kill() {
    this.isStopping = true;
    await Promise.all([...this.started.values()].map(({ child }) => child.kill('SIGKILL')));
    removeProcessRecord(this.plan.dataDir);
  }

  /** At once and without waiting, for the last moment of a process. */
  killAll() {
    this.isStopping = true;
    for (const { child } of this.started.values()) child.signal('SIGKILL');
  }

  record() {
    const children = STOP_ORDER.flatMap((name) => {
      const started = this.started.get(name);
      return started?.child.isRunning ? [{ name, pid: started.child.pid, marker: started.marker }] : [];
    });
    writeProcessRecord(this.plan.dataDir, { supervisor: this.supervisor, children });
  }
}

/** Waits for all, then throws the first failure: what was started is in the record by then. @param {(Promise<unknown> | undefined)[]} work */
async function settleAll(work) {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
