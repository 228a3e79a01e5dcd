/**
 * What every wallet process has in common: its task and the person's answers come as JSON lines on stdin, what happens to
 * it leaves as JSON lines on stdout. Keys are signed with here, because the libraries leave that to their callers.
 */
import { createInterface } from 'node:readline';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';

// Libraries print what they like; stdout is ours.
console.log = console.error;
console.info = console.error;
console.debug = console.error;

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** The next line that the test wrote: first the task, then whatever the person answers. */
export async function read() {
  const { value, done } = await lines.next();
  if (done) throw new Error('The test closed the input while the wallet was waiting for it.');
  return JSON.parse(value);
}

export function tell(step, more = {}) {
  process.stdout.write(`${JSON.stringify({ step, ...more })}\n`);
}

export async function newKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { privateKey, jwk: await exportJWK(publicKey) };
}

/** A key that came as a private JWK. */
export async function importKey({ d, ...jwk }) {
  return { privateKey: await importJWK({ ...jwk, d }, 'ES256'), jwk };
}

export function sign(header, payload, key) {
  return new SignJWT(payload).setProtectedHeader(header).sign(key.privateKey);
}

export const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

/** Runs the wallet to its end; an exception is its last word. */
export async function runWallet(flow) {
  try {
    await flow(await read());
    tell('done');
  } catch (error) {
    tell('failed', { name: error?.constructor?.name, message: error?.message, body: error?.body });
  }
  // An open pipe would keep the process.
  process.exit();
}
