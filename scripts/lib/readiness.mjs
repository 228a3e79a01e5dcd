// @ts-check
/** A service is ready when it answers in its own protocol; an open port says little. */
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from './problem.mjs';

const RETRY_MS = 100;
const HEALTH_SERVICE = 'temporal.api.workflowservice.v1.WorkflowService';

/**
 * Calls `attempt` until it succeeds. The caller sets the deadline, by aborting.
 * @param {() => Promise<unknown>} attempt
 * @param {AbortSignal} signal
 */
async function retry(attempt, signal) {
  while (!signal.aborted) {
    try {
      await attempt();
      return;
    } catch {
      await pause(RETRY_MS);
    }
  }
}

/** @param {number} port */
function openPort(port) {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(undefined);
    });
    socket.once('error', failed);
  });
}

/** @param {number} port @param {string} namespace @param {AbortSignal} signal */
export async function untilTemporalServes(port, namespace, signal) {
  const { Connection } = await import('@temporalio/client');
  await retry(() => openPort(port), signal);
  await retry(async () => {
    const connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: 2000 });
    try {
      const health = await connection.withDeadline(Date.now() + 2000, () =>
        connection.healthService.check({ service: HEALTH_SERVICE }),
      );
      if (String(health.status) !== '1' && String(health.status) !== 'SERVING') throw new Error('not serving yet');
      await connection.withDeadline(Date.now() + 2000, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
    } finally {
      await connection.close();
    }
  }, signal);
}

/** @param {string} uri @param {number} port @param {AbortSignal} signal */
export async function untilDatabaseServes(uri, port, signal) {
  await retry(() => openPort(port), signal);
  await retry(() => pingDatabase(uri, 2000), signal);
}

/**
 * @param {string} uri of a database that we did not start
 * @throws {Problem} that names the hosts only: the address may hold a password
 */
export async function checkOutsideDatabase(uri) {
  await pingDatabase(uri, 10_000).catch((error) => {
    const hosts = uri
      .replace(/^[\w+]+:\/\//, '')
      .replace(/^.*@/, '')
      .replace(/[/?].*$/, '');
    throw new Problem(`MongoDB at ${hosts} (MONGODB_URI) does not answer: ${error.message}`);
  });
}

/** @param {string} uri @param {number} timeout */
async function pingDatabase(uri, timeout) {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: timeout });
  try {
    await client.db('admin').command({ ping: 1 });
  } finally {
    await client.close();
  }
}
