import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFreePorts } from '../../scripts/lib/ports.mjs';

const root = resolve(import.meta.dirname, '../..');
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vouchsafe-prepare-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

async function prepare(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const [publicPort, privatePort, temporal, mongodb] = await findFreePorts(4);
  const child = spawn(process.execPath, ['scripts/prepare.mjs'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      VOUCHSAFE_DATA_DIR: dataDir,
      VOUCHSAFE_PUBLIC_PORT: String(publicPort),
      VOUCHSAFE_PRIVATE_PORT: String(privatePort),
      VOUCHSAFE_TEMPORAL_PORT: String(temporal),
      VOUCHSAFE_MONGODB_PORT: String(mongodb),
      ...env,
    },
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, said };
}

describe('npm start, before it installs anything', () => {
  it('says in one line which port is busy and how to move it', async () => {
    const holder = createServer();
    await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done));
    const { port } = holder.address() as AddressInfo;
    const { code, said } = await prepare({ VOUCHSAFE_PRIVATE_PORT: String(port) });
    await new Promise((done) => holder.close(done));
    expect(said.trim()).toBe(
      `✗ Port ${port} (private listener) is in use by another program. ` +
        `Stop it, or choose other ports: VOUCHSAFE_PRIVATE_PORT=${port + 10} npm start`,
    );
    expect(code).toBe(1);
  });

  it('says in one line what is wrong with a port that is no number', async () => {
    const { code, said } = await prepare({ VOUCHSAFE_PUBLIC_PORT: 'http' });
    expect(said.trim()).toBe('✗ VOUCHSAFE_PUBLIC_PORT must be a port number from 1 to 65535, not "http".');
    expect(code).toBe(1);
  });
});
