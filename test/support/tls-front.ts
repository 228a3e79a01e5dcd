/** TLS in front of a stack, as a load balancer ends it, with an authority that exists for one run. Wallets insist on https. */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import * as x509 from '@peculiar/x509';

export type TlsFront = {
  /** What wallets see. */
  readonly url: string;
  /** PEM file of the authority, for `NODE_EXTRA_CA_CERTS`. */
  readonly caFile: string;
  forwardTo(port: number): void;
  close(): void;
};

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export async function openTlsFront(): Promise<TlsFront> {
  const { cert, key, ca } = await makeCertificates();
  const folder = mkdtempSync(join(tmpdir(), 'vouchsafe-tls-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, ca);
  let target = 0;
  const server = createServer({ cert, key }, (incoming) => {
    const outgoing = connect(target, '127.0.0.1');
    incoming.pipe(outgoing).pipe(incoming);
    // Either side may hang up whenever it likes.
    for (const socket of [incoming, outgoing]) socket.on('error', () => outgoing.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `https://127.0.0.1:${port}`,
    caFile,
    forwardTo: (next) => {
      target = next;
    },
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeCertificates(): Promise<{ cert: string; key: string; ca: string }> {
  x509.cryptoProvider.set(webcrypto as never);
  const [caKeys, keys] = await Promise.all([newKeys(), newKeys()]);
  const from = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 86_400_000) };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...from,
    name: 'CN=Authority of a test run',
    keys: caKeys as never,
    signingAlgorithm: EC,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  });
  const cert = await x509.X509CertificateGenerator.create({
    ...from,
    subject: 'CN=127.0.0.1',
    issuer: ca.subject,
    publicKey: keys.publicKey as never,
    signingKey: caKeys.privateKey as never,
    signingAlgorithm: EC,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { cert: cert.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), ca: ca.toString('pem') };
}

async function newKeys() {
  return webcrypto.subtle.generateKey(EC, true, ['sign', 'verify']);
}
