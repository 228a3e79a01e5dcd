// @ts-check
/** Database commands by process, from the driver's own command log: the api and the worker are run as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** For the processes whose commands are to be counted. */
export const COMMAND_LOG_ENVIRONMENT = {
  MONGODB_LOG_COMMAND: 'debug',
  MONGODB_LOG_PATH: 'stderr',
  MONGODB_LOG_MAX_DOCUMENT_LENGTH: '200',
};

const STARTED = /message: 'Command started', command: ['"`]\{\\?"(\w+)\\?":\\?"(\w+)\\?"/;

/** @typedef {{process: string, command: string, collection: string}} CountedCommand */

/** @param {string} dataDir @returns {{take: () => CountedCommand[]}} `take` answers what was sent since the last call */
export function followCommands(dataDir) {
  const read = { api: 0, worker: 0 };
  /** @param {'api' | 'worker'} name @returns {CountedCommand[]} */
  const takeOf = (name) => {
    const lines = readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8').split('\n');
    const fresh = lines.slice(read[name]);
    read[name] = lines.length - 1;
    return fresh.flatMap((line) => {
      const [, command, collection] = STARTED.exec(line) ?? [];
      return command && collection && isOperation(command) ? [{ process: name, command, collection }] : [];
    });
  };
  return { take: () => [...takeOf('api'), ...takeOf('worker')] };
}

/** Pings, handshakes and the like are the driver's own. @param {string} command */
function isOperation(command) {
  return ['find', 'insert', 'update', 'delete', 'aggregate', 'findAndModify'].includes(command);
}

/** Looks at the clock's bidding, whatever is issued meanwhile; an issuance asks none of these. */
const BACKGROUND = new Map([
  ['api: find vault', 'whether issuing was switched off, each second'],
  ['api: findAndModify bulk_jobs', 'whether a list of many lines waits to be worked off'],
  ['worker: find status_lists', 'whether a list is to be signed again; the bench issues no credential with a status'],
  ['worker: find credentials', 'whose attestation is to be looked at again'],
  ['worker: find sweeps', 'whose turn the sweep is'],
  ['worker: update sweeps', 'how far the sweep has come'],
]);

/** @param {CountedCommand} counted */
export function isHousekeeping({ process, command, collection }) {
  return BACKGROUND.has(`${process}: ${command} ${collection}`);
}

/**
 * Trace batches are the api's inserts of logs and updates of counters on session records; nothing else of its is either.
 * @param {CountedCommand} counted
 */
export function isTrace({ process, command, collection }) {
  return process === 'api' && (collection === 'logs' || (command === 'update' && collection === 'sessions'));
}
