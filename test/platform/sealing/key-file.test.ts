import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import typescript from 'typescript';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOrCreateAdminKey } from '../../../platform/admin-key.js';
import { ConfigurationError } from '../../../platform/config.js';
import { createKeyFile, loadApiKeys, loadWorkerKeys } from '../../../platform/sealing/key-file.js';
import { mintBoxKeyPair, openBox, sealTo } from '../../../platform/sealing/sealed-box.js';
import { openSecret, sealSecret } from '../../../platform/sealing/secret-box.js';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vouchsafe-keys-'));
  path = join(dir, 'deep', 'keys.json');
});
afterEach(() => rmSync(dir, { recursive: true }));

const change = (edit: (file: any) => void): void => {
  const file = JSON.parse(readFileSync(path, 'utf8'));
  edit(file);
  writeFileSync(path, JSON.stringify(file));
};

const { ModuleKind, ScriptTarget, transpileModule } = typescript;

/** The platform as Node runs it, in a folder from which its packages are found. */
function compile(): string {
  const root = resolve(import.meta.dirname, '../../..');
  const folder = mkdtempSync(join(root, 'node_modules/.vouchsafe-keys-'));
  const modules = readdirSync(join(root, 'platform'), { recursive: true, encoding: 'utf8' });
  for (const name of modules.filter((one) => one.endsWith('.ts'))) {
    const source = readFileSync(join(root, 'platform', name), 'utf8');
    const target = join(folder, 'platform', name.replace(/ts$/, 'js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(
      target,
      transpileModule(source, { compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2023 } })
        .outputText,
    );
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return folder;
}

describe('the key file', () => {
  it('is made on first start, for its owner alone', () => {
    loadApiKeys(path, true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(dir, 'deep'))).toEqual(['keys.json']);
  });

  it('is not made where it must be there', () => {
    expect(() => loadApiKeys(path, false)).toThrow(ConfigurationError);
    expect(() => loadWorkerKeys(path, false)).toThrow(/does not exist/);
  });

  it('gives either process its half: what one seals to the other, only the other opens', () => {
    const api = loadApiKeys(path, true);
    const worker = loadWorkerKeys(path, true);
    const toWorker = sealTo(api.workerPublic, Buffer.from('x'), 'c');
    expect(openBox(worker.own, toWorker, 'c').toString()).toBe('x');
    expect(() => openBox(api.response, toWorker, 'c')).toThrow();
    const toApi = sealTo(worker.responsePublic, Buffer.from('y'), 'c');
    expect(openBox(api.response, toApi, 'c').toString()).toBe('y');
    expect(() => openBox(worker.own, toApi, 'c')).toThrow();
  });

  it('opens what was sealed to the keys before a rotation, and seals to the new ones', () => {
    const before = { api: loadApiKeys(path, true), worker: loadWorkerKeys(path, true) };
    const toWorker = sealTo(before.api.workerPublic, Buffer.from('x'), 'c');
    const toApi = sealTo(before.worker.responsePublic, Buffer.from('y'), 'c');
    const [nextWorker, nextResponse] = [mintBoxKeyPair(), mintBoxKeyPair()];
    change((file) => {
      file.worker = { private: nextWorker.privateKey.toString('base64url'), previous: [file.worker.private] };
      file.worker_public = nextWorker.publicKey.toString('base64url');
      file.api.response_previous = [file.api.response_private];
      file.api.response_private = nextResponse.privateKey.toString('base64url');
      file.response_public = nextResponse.publicKey.toString('base64url');
    });
    const [api, worker] = [loadApiKeys(path, false), loadWorkerKeys(path, false)];
    expect(openBox(worker.own, toWorker, 'c').toString()).toBe('x');
    expect(openBox(api.response, toApi, 'c').toString()).toBe('y');
    expect(openBox(worker.own, sealTo(api.workerPublic, Buffer.from('z'), 'c'), 'c').toString()).toBe('z');
    expect(() => openBox(before.worker.own, sealTo(api.workerPublic, Buffer.from('z'), 'c'), 'c')).toThrow();
  });

  it('may hold one half only', () => {
    createKeyFile(path);
    change((file) => delete file.worker);
    expect(() => loadWorkerKeys(path, false)).toThrow('has no "worker" part');
    loadApiKeys(path, false);
    change((file) => delete file.api);
    expect(() => loadApiKeys(path, false)).toThrow('has no "api" part');
  });

  it('rotates sealing keys with overlap', () => {
    createKeyFile(path);
    const before = loadApiKeys(path, false).sealing;
    const sealed = sealSecret(before, Buffer.from('x'), 'code');
    change((file) => file.api.sealing.unshift({ id: 2, key: Buffer.alloc(32, 7).toString('base64url') }));
    const after = loadApiKeys(path, false).sealing;
    expect(openSecret(after, sealed, 'code')?.toString()).toBe('x');
    expect(sealSecret(after, Buffer.from('x'), 'code')[0]).toBe(2);
  });

  it.each([
    ['a key too short', (file: any) => (file.api.sealing[0].key = 'c2hvcnQ')],
    ['no sealing key', (file: any) => (file.api.sealing = [])],
    ['no public key of the worker', (file: any) => delete file.worker_public],
    ['a key that is no text', (file: any) => (file.worker.private = 7)],
  ])('with %s is refused, by the place of the mistake', (_what, edit) => {
    createKeyFile(path);
    change(edit);
    expect(() => loadApiKeys(path, false)).toThrow(ConfigurationError);
    expect(() => loadApiKeys(path, false)).toThrow(path);
  });

  it('that is no JSON is refused by its name', () => {
    createKeyFile(path);
    writeFileSync(path, '{"api": ');
    expect(() => loadApiKeys(path, false)).toThrow(path);
  });

  it('is one, though two processes make it at the same moment', async () => {
    const compiled = compile();
    const script = `import { loadWorkerKeys } from './platform/sealing/key-file.js';
      console.log(loadWorkerKeys(${JSON.stringify(path)}, true).own.publicKey.toString('hex'));`;
    const file = join(compiled, 'load.mjs');
    writeFileSync(file, script);
    const run = () =>
      new Promise<string>((done) => {
        const child = spawn(process.execPath, [file]);
        let output = '';
        child.stdout.on('data', (chunk) => {
          output += chunk;
        });
        child.once('close', () => done(output.trim()));
      });
    const seen = await Promise.all([run(), run(), run(), run()]);
    expect(seen[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(seen).size).toBe(1);
    expect(readdirSync(join(dir, 'deep'))).toEqual(['keys.json']);
    rmSync(compiled, { recursive: true });
  });
});

describe('the admin key', () => {
  it('is made once, kept, and its owner’s alone', () => {
    const key = loadOrCreateAdminKey(dir);
    expect(key.length).toBeGreaterThanOrEqual(32);
    expect(loadOrCreateAdminKey(dir)).toBe(key);
    expect(statSync(join(dir, 'admin-key')).mode & 0o777).toBe(0o600);
  });
});
