/** The API's own TLS, as a client meets it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { connect } from 'node:tls';
import { exportPKCS8 } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { close, listen } from '../../platform/listen.js';
import { certify, pemOf } from '../support/wallet-attestation.js';

const folder = mkdtempSync(join(tmpdir(), 'vouchsafe-listen-'));
let server: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  const made = await certify({ name: '127.0.0.1' });
  const [VOUCHSAFE_TLS_CERT, VOUCHSAFE_TLS_KEY] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(VOUCHSAFE_TLS_CERT, pemOf(made));
  writeFileSync(VOUCHSAFE_TLS_KEY, await exportPKCS8(made.keys.privateKey));
  server = await listen(
    { VOUCHSAFE_TLS_CERT, VOUCHSAFE_TLS_KEY },
    (_request, response) => void response.end(),
    '127.0.0.1',
    0,
  );
});
afterAll(async () => {
  await close(server);
  rmSync(folder, { recursive: true, force: true });
});

/** Which version and cipher suite were agreed on, or that none was. */
function agree(options: ConnectionOptions): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () => {
      resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
      socket.destroy();
    });
    socket.once('error', () => resolve('nothing'));
  });
}
const with12 = (ciphers: string) => agree({ maxVersion: 'TLSv1.2', ciphers });

describe('X-01 a listener with a certificate', () => {
  it('prefers TLS 1.3, and takes 1.2', async () => {
    expect(await agree({})).toMatch(/^TLSv1\.3 /);
    expect(await agree({ maxVersion: 'TLSv1.2' })).toMatch(/^TLSv1\.2 /);
  });

  it('takes nothing older', async () => {
    // Clients of today refuse it themselves unless they are told otherwise.
    const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    expect(await agree({ ...old, maxVersion: 'TLSv1.2' })).toMatch(/^TLSv1\.2 /);
    expect(await agree({ ...old, maxVersion: 'TLSv1.1' })).toBe('nothing');
  });

  it.each(['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384'])('takes %s', async (suite) => {
    expect(await with12(suite)).toBe(`TLSv1.2 ${suite}`);
  });

  it.each(['ECDHE-ECDSA-AES256-CCM8', 'ECDHE-ECDSA-AES128-SHA256', 'ECDHE-ECDSA-CHACHA20-POLY1305'])(
    'does not take %s, which BCP 195 does not recommend',
    async (suite) => expect(await with12(suite)).toBe('nothing'),
  );
});
