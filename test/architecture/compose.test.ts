import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const READ_BY_THE_CHECK = [
  'docker-compose.yml',
  'Dockerfile',
  'deploy',
  'config',
  'platform',
  'api',
  'worker',
  'scripts',
];
const COPIED_BY_THE_IMAGE = ['package.json', 'package-lock.json', '.npmrc'];
const made: string[] = [];

afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true });
});

function check(dir = root) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check-compose.mjs', dir], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

/** Checks a copy in which one thing was changed. */
function checkChanged(file: string, from: string, to: string) {
  const dir = mkdtempSync(join(tmpdir(), 'vouchsafe-compose-'));
  made.push(dir);
  for (const name of [...READ_BY_THE_CHECK, ...COPIED_BY_THE_IMAGE]) {
    cpSync(join(root, name), join(dir, name), { recursive: true });
  }
  const text = readFileSync(join(dir, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(dir, file), text.replace(from, to));
  return check(dir);
}

describe('the compose check', () => {
  it('finds nothing in this repository', () => {
    const { status, said } = check();
    expect(said).toMatch(/^\d services, 0 faults/m);
    expect(status).toBe(0);
  });

  it.each([
    [
      'a dependency that is no service',
      'docker-compose.yml',
      'temporal-schema:\n        cond',
      'schema:\n        cond',
      'schema, which is not',
    ],
    [
      'a volume that does not exist',
      'docker-compose.yml',
      '- mongodb-data:',
      '- mongo-data:',
      'volume mongo-data does not exist',
    ],
    [
      'a folder that does not exist',
      'docker-compose.yml',
      '- ./config:',
      '- ./configuration:',
      './configuration does not exist',
    ],
    ['a network that is not defined', 'docker-compose.yml', '[inside]', '[outside]', 'network outside is not defined'],
    [
      'a variable nobody reads',
      'docker-compose.yml',
      'VOUCHSAFE_PUBLIC_HOST:',
      'VOUCHSAFE_HOST:',
      'knows no VOUCHSAFE_HOST',
    ],
    [
      'a port other than the default',
      'docker-compose.yml',
      '127.0.0.1:3001:',
      '127.0.0.1:3002:',
      'does not publish 3001',
    ],
    ['a port open to the world', 'docker-compose.yml', '127.0.0.1:7233:', '0.0.0.0:7233:', 'beyond this machine'],
    [
      'a service without a health check',
      'docker-compose.yml',
      'test: [CMD, nc,',
      'never: [CMD, nc,',
      'temporal has no health check',
    ],
    ['an image without a version', 'docker-compose.yml', 'mongo:8.0', 'mongo:latest', 'names no version'],
    [
      'a file the image copies',
      'Dockerfile',
      'package-lock.json',
      'lockfile.json',
      'lockfile.json, which does not exist',
    ],
    ['a stage that is not built', 'Dockerfile', '--from=build /app/dist', '--from=built /app/dist', 'no stage built'],
    ['an image that runs as root', 'Dockerfile', 'USER node', 'USER root', 'runs as root'],
  ])('finds %s', (_, file, from, to, expected) => {
    const { status, said } = checkChanged(file, from, to);
    expect(said).toContain(expected);
    expect(status).toBe(1);
  });
});
