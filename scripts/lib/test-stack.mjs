// @ts-check
/** A whole Vouchsafe for a test: real processes, ports and data of its own, safe beside `npm start`. */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { withoutPrefix } from './parts.mjs';
import { clearLeftovers } from './pids.mjs';
import { findFreePorts } from './ports.mjs';
import { root } from './settings.mjs';
import { ProcessStack } from './stack.mjs';
import { makeTestDataDir } from './test-data.mjs';

/** @typedef {{issuersFile?: string, env?: Record<string, string>, dataDir?: string, publicUrl?: string}} TestStackOptions */

/** @param {TestStackOptions} [options] */
export async function startTestStack({ issuersFile, env = {}, dataDir = makeTestDataDir(), publicUrl } = {}) {
  await clearLeftovers(dataDir);
  const plan = await planFor(dataDir, testEnvironment(issuersFile, env));
  const stack = new ProcessStack(publicUrl ? { ...plan, publicUrl } : plan, 'node');
  // The last resort of a run that ends without stopping its stacks.
  const killAll = () => stack.killAll();
  process.once('exit', killAll);
  try {
    await stack.startAll();
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return {
    stack,
    async stop() {
      // Its data goes too, so nothing has to be brought to an end; how processes end in order is tested by its own.
      await stack.kill();
      process.off('exit', killAll);
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** @param {string} dataDir @param {NodeJS.ProcessEnv} env @returns {Promise<import('./parts.mjs').Plan>} */
async function planFor(dataDir, env) {
  const [publicPort = 0, privatePort = 0, temporal = 0, temporalUi = 0, mongodb = 0] = await findFreePorts(5);
  return {
    dataDir,
    ports: { public: publicPort, private: privatePort, temporal, temporalUi, mongodb },
    adminKey: 'admin-key-of-a-test-run',
    namespace: 'default',
    env,
  };
}

/**
 * The person's own settings must not reach the tests.
 * @param {string | undefined} issuersFile @param {Record<string, string>} extra
 * @returns {NodeJS.ProcessEnv}
 */
function testEnvironment(issuersFile, extra) {
  const own = withoutPrefix(withoutPrefix(process.env, 'VOUCHSAFE_'), 'TEMPORAL_');
  const { NODE_ENV, MONGODB_URI, NODE_OPTIONS, ...rest } = own;
  // All tests of a run come from one address, and many of them present wrong keys.
  const limits = { VOUCHSAFE_FAILED_LOGINS: '100000' };
  return { ...rest, ...limits, ...(issuersFile ? { VOUCHSAFE_CONFIG: resolve(root, issuersFile) } : {}), ...extra };
}
