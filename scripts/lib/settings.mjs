// @ts-check
/**
 * What the two commands need to know from the environment before anything is installed. The api and the worker check
 * their own configuration in platform/config.ts; the names here are the same.
 */
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from './problem.mjs';

export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Tools live here whatever VOUCHSAFE_DATA_DIR says: they belong to the checkout, data belongs to the installation. */
export const toolsDir = join(root, '.local');

/** @typedef {{public: number, private: number, temporal: number, temporalUi: number, mongodb: number}} Ports */
/**
 * @typedef {object} Settings
 * @property {string} dataDir absolute
 * @property {Ports} ports
 * @property {string} [publicUrl]
 * @property {string} [adminKey]
 * @property {string} [temporalAddress] of a Temporal service we do not start
 * @property {string} [mongodbUri] of a database we do not start
 * @property {string} namespace
 */

/** A default away from 27017, so that a developer's own mongod is left in peace. */
const DEFAULT_MONGODB_PORT = 27027;

/** Temporal's own convention: the UI listens a thousand above the service. */
const UI_OFFSET = 1000;

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Settings}
 * @throws {Problem} for a port that is not a number
 */
export function readSettings(env = process.env) {
  const temporal = portFrom(env, 'VOUCHSAFE_TEMPORAL_PORT', 7233);
  const dataDir = env.VOUCHSAFE_DATA_DIR || '.local';
  return {
    dataDir: isAbsolute(dataDir) ? dataDir : join(root, dataDir),
    ports: {
      public: portFrom(env, 'VOUCHSAFE_PUBLIC_PORT', 3000),
      private: portFrom(env, 'VOUCHSAFE_PRIVATE_PORT', 3001),
      temporal,
      temporalUi: temporal + UI_OFFSET,
      mongodb: portFrom(env, 'VOUCHSAFE_MONGODB_PORT', DEFAULT_MONGODB_PORT),
    },
    publicUrl: env.VOUCHSAFE_PUBLIC_URL || undefined,
    adminKey: env.VOUCHSAFE_ADMIN_KEY || undefined,
    temporalAddress: env.TEMPORAL_ADDRESS || undefined,
    mongodbUri: env.MONGODB_URI || undefined,
    namespace: env.TEMPORAL_NAMESPACE || 'default',
  };
}

/** @param {NodeJS.ProcessEnv} env @param {string} name @param {number} fallback */
function portFrom(env, name, fallback) {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  const highest = name === 'VOUCHSAFE_TEMPORAL_PORT' ? 65535 - UI_OFFSET : 65535;
  if (Number.isInteger(port) && port > 0 && port <= highest) return port;
  throw new Problem(`${name} must be a port number from 1 to ${highest}, not "${text}".`);
}
