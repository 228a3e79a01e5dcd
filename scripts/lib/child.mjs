// @ts-check
/** One process that we start, watch and end. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lastPart } from './commands.mjs';
import { root } from './settings.mjs';

const STOP_MS = 10_000;
const LARGEST_LOG = 20 * 1024 * 1024;

/**
 * @typedef {object} ChildOptions
 * @property {string} name
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {string} logFile
 * @property {boolean} ipc one of ours: reports ready by message, and its lines are handed on
 */
/** @typedef {{code: number | null, signal: NodeJS.Signals | null}} Exit */

export class Child {
  /** @param {ChildOptions} options @param {(line: string) => void} [onLine] */
  constructor(options, onLine = () => {}) {
    this.name = options.name;
    this.logFile = options.logFile;
    this.log = openLog(options.logFile);
    this.logStart = statSync(options.logFile).size;
    this.isRunning = true;
    /** True once we asked it to end, so that its end is no surprise. */
    this.isEnding = false;
    // Its own process group: Ctrl-C reaches the supervisor alone, which ends the children in order. A service writes
    // to its file by itself, so that it does not depend on us to read.
    this.process = spawn(options.command, options.args, {
      cwd: root,
      env: options.env,
      detached: true,
      stdio: options.ipc ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', this.log, this.log],
    });
    /** @type {Promise<Exit>} */
    this.exited = new Promise((done) => {
      this.process.once('error', (error) => this.ended(done, { code: -1, signal: null }, `${error.message}\n`));
      this.process.once('close', (code, signal) => this.ended(done, { code, signal }, ''));
    });
    if (options.ipc) for (const stream of [this.process.stdout, this.process.stderr]) this.followLines(stream, onLine);
  }

  get pid() {
    return this.process.pid ?? 0;
  }

  /** @param {(exit: Exit) => void} done @param {Exit} exit @param {string} note */
  ended(done, exit, note) {
    if (!this.isRunning) return;
    this.isRunning = false;
    if (note) writeSync(this.log, note);
    closeSync(this.log);
    done(exit);
  }

  /** @param {import('node:stream').Readable | null} stream @param {(line: string) => void} onLine */
  followLines(stream, onLine) {
    let rest = '';
    stream?.on('data', (chunk) => {
      if (this.isRunning) writeSync(this.log, chunk);
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
    stream?.once('end', () => rest && onLine(rest));
  }

  /** Resolves with its `ready` message; never when it dies first: race it with `exited`. */
  reportedReady() {
    return new Promise((done) => {
      this.process.on('message', (message) => {
        if (/** @type {{type?: string}} */ (message)?.type === 'ready') done(message);
      });
    });
  }

  /** What it printed since it was started. */
  output() {
    return readFileSync(this.logFile).subarray(this.logStart).toString();
  }

  /** The end of that, for an error message. */
  tail() {
    return lastPart(this.output());
  }

  /** Asks it to end, and ends it by force when it has not after ten seconds. */
  async stop() {
    this.isEnding = true;
    this.signal('SIGTERM');
    const ended = await Promise.race([this.exited.then(() => true), pause(STOP_MS, false, { ref: false })]);
    if (!ended) await this.kill('SIGKILL');
  }

  /** @param {NodeJS.Signals} signal */
  async kill(signal) {
    this.isEnding = true;
    this.signal(signal);
    await this.exited;
  }

  /** @param {NodeJS.Signals} name */
  signal(name) {
    if (!this.isRunning || !this.process.pid) return;
    try {
      // SIGKILL goes to the whole group, since no process can pass it on to its own children.
      process.kill(name === 'SIGKILL' ? -this.process.pid : this.process.pid, name);
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/** @param {string} file */
function openLog(file) {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LARGEST_LOG) renameSync(file, `${file}.old`);
  return openSync(file, 'a');
}
