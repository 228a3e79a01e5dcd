// @ts-check
import { createServer } from 'node:net';
import { Problem } from './problem.mjs';

/**
 * Always by address: with the name `localhost` a holder on `::1` alone would not be seen.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function isPortFree(port) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => done(true)));
  });
}

/**
 * The ports `npm start` will listen on; services that come from outside need none.
 * @param {import('./settings.mjs').Settings} settings
 */
function portsToOpen({ ports, temporalAddress, mongodbUri }) {
  const wanted = [
    { port: ports.public, use: 'public listener', variable: 'VOUCHSAFE_PUBLIC_PORT' },
    { port: ports.private, use: 'private listener', variable: 'VOUCHSAFE_PRIVATE_PORT' },
  ];
  if (!temporalAddress) {
    wanted.push({ port: ports.temporal, use: 'Temporal', variable: 'VOUCHSAFE_TEMPORAL_PORT' });
    wanted.push({ port: ports.temporalUi, use: 'Temporal UI', variable: 'VOUCHSAFE_TEMPORAL_PORT' });
  }
  if (!mongodbUri) wanted.push({ port: ports.mongodb, use: 'database', variable: 'VOUCHSAFE_MONGODB_PORT' });
  return wanted;
}

/**
 * @param {import('./settings.mjs').Settings} settings
 * @throws {Problem} one line naming every port in use and the variables that move them
 */
export async function checkPortsFree(settings) {
  const wanted = portsToOpen(settings);
  const free = await Promise.all(wanted.map(({ port }) => isPortFree(port)));
  const busy = wanted.filter((_, index) => !free[index]);
  if (busy.length === 0) return;
  const names = busy.map(({ port, use }) => `${port} (${use})`).join(', ');
  const moved = new Map(
    busy.map(({ variable, port, use }) => [variable, use === 'Temporal UI' ? port - 990 : port + 10]),
  );
  const example = [...moved].map(([variable, port]) => `${variable}=${port}`).join(' ');
  throw new Problem(
    `${busy.length === 1 ? 'Port' : 'Ports'} ${names} ${busy.length === 1 ? 'is' : 'are'} in use by another program. ` +
      `Stop it, or choose other ports: ${example} npm start`,
  );
}

/** Below the range the kernel gives to outgoing connections, so that a port stays ours between a kill and a restart. */
const LOWEST_TEST_PORT = 12000;
const HIGHEST_TEST_PORT = 26000;

/**
 * Ports nobody listens on, starting at a random place so that parallel runs rarely meet.
 * @param {number} count
 * @returns {Promise<number[]>}
 */
export async function findFreePorts(count) {
  /** @type {number[]} */
  const found = [];
  let port = LOWEST_TEST_PORT + Math.floor(Math.random() * (HIGHEST_TEST_PORT - LOWEST_TEST_PORT));
  for (let tried = 0; found.length < count; tried++) {
    if (tried > 1000) throw new Problem(`No free ports between ${LOWEST_TEST_PORT} and ${HIGHEST_TEST_PORT}.`);
    if (await isPortFree(port)) found.push(port);
    port = port + 1 > HIGHEST_TEST_PORT ? LOWEST_TEST_PORT : port + 1;
  }
  return found;
}
