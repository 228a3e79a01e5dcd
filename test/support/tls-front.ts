/** TLS in front of a stack, as a load balancer ends it, with an authority that exists for one run. Wallets insist on https. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { exportPKCS8 } from 'jose';
import { certify, pemOf } from './wallet-attestation.js';

export type TlsFront = {
  /** What wallets see. */
  readonly url: string;
  /** PEM file of the authority, for `NODE_EXTRA_CA_CERTS`. */
  readonly caFile: string;
  forwardTo(port: number): void;
  close(): void;
};

export async function openTlsFront(): Promise<TlsFront> {
  const authority = await certify({ name: 'Authority of a test run', ca: true });
  const server = await certify({
    name: '127.0.0.1',
    issuer: authority,
    names: [{ type: 'ip', value: '127.0.0.1' }],
  });
  const folder = mkdtempSync(join(tmpdir(), 'vouchsafe-tls-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, pemOf(authority));
  let target = 0;
  const key = await exportPKCS8(server.keys.privateKey);
  const listener = createServer({ cert: pemOf(server), key }, (incoming) => {
    const outgoing = connect(target, '127.0.0.1');
    incoming.pipe(outgoing).pipe(incoming);
    // Either side may hang up whenever it likes.
    for (const socket of [incoming, outgoing]) socket.on('error', () => outgoing.destroy());
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  const address = listener.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `https://127.0.0.1:${port}`,
    caFile,
    forwardTo: (next) => {
      target = next;
    },
    close: () => {
      listener.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
