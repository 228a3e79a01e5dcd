import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadApiKeys, loadWorkerKeys } from '../../platform/sealing/key-file.js';
import { openBox, sealTo } from '../../platform/sealing/sealed-box.js';
import { writeKeyFiles } from '../../scripts/keys/write-key-files.js';

describe('npm run keys', () => {
  let directory = '';
  const at = (name: string): string => join(directory, name);
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'vouchsafe-keys-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('writes one file that serves both processes', () => {
    writeKeyFiles(at('keys.json'));
    expect(loadApiKeys(at('keys.json'), false).workerPublic).toEqual(
      loadWorkerKeys(at('keys.json'), false).own.publicKey,
    );
  });

  it('gives each process its own private keys only', () => {
    writeKeyFiles(at('api.json'), at('worker.json'));
    const api = loadApiKeys(at('api.json'), false);
    const worker = loadWorkerKeys(at('worker.json'), false);
    expect(() => loadWorkerKeys(at('api.json'), false)).toThrow('no "worker" part');
    expect(() => loadApiKeys(at('worker.json'), false)).toThrow('no "api" part');
    expect(readFileSync(at('api.json'), 'utf8')).not.toContain(worker.own.privateKey.toString('base64url'));
    expect(readFileSync(at('worker.json'), 'utf8')).not.toContain(api.response.privateKey.toString('base64url'));
  });

  it('makes halves that open what the other seals', () => {
    writeKeyFiles(at('api.json'), at('worker.json'));
    const api = loadApiKeys(at('api.json'), false);
    const worker = loadWorkerKeys(at('worker.json'), false);
    const text = Buffer.from('sealed');
    expect(openBox(worker.own, sealTo(api.workerPublic, text, 'to the worker'), 'to the worker')).toEqual(text);
    expect(openBox(api.response, sealTo(worker.responsePublic, text, 'to the api'), 'to the api')).toEqual(text);
  });

  it.runIf(process.platform !== 'win32')('lets nobody but the owner read them', () => {
    writeKeyFiles(at('api.json'), at('worker.json'));
    expect(['api.json', 'worker.json'].map((name) => statSync(at(name)).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it('leaves files alone that are there', () => {
    writeKeyFiles(at('keys.json'));
    const before = readFileSync(at('keys.json'), 'utf8');
    expect(() => writeKeyFiles(at('keys.json'))).toThrow('there already');
    expect(() => writeKeyFiles(at('other.json'), at('keys.json'))).toThrow('there already');
    expect(readFileSync(at('keys.json'), 'utf8')).toBe(before);
  });
});
