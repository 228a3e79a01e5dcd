/** Sessions that were alive under earlier code must go on under this one: each recorded history is played again. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, it } from 'vitest';
import { readHistory } from './read-history.js';

const folder = join(import.meta.dirname, 'histories');
const files = readdirSync(folder).filter((name) => name.startsWith('issuance-session.'));
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');

const bundle = (path: string) =>
  bundleWorkflowCode({ workflowsPath: resolve(import.meta.dirname, path), logger: new DefaultLogger('ERROR') });
const replay = (workflowBundle: { code: string }, name: string) =>
  Worker.runReplayHistory({ workflowBundle }, readHistory(textOf(name)), `replay-${name}`);

beforeAll(() => {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { forward: {}, filter: 'OFF' } },
  });
});

describe('the workflow of today', () => {
  let today: { code: string };
  beforeAll(async () => {
    today = await bundle('../../workflows/index.ts');
  });

  it.each(files)('goes on with %s', async (name) => {
    await replay(today, name);
  });
});

describe('a changed workflow is found out', () => {
  it.each(['changed-workflow.ts', 'reordered-workflow.ts'])('by every history: %s', async (path) => {
    const changed = await bundle(path);
    for (const name of files) await expect(replay(changed, name)).rejects.toThrow(DeterminismViolationError);
  });
});

describe('the recorded histories', () => {
  const hashes = JSON.parse(textOf('hashes.json')) as Record<string, string>;

  it('cover the scenarios that have to go on', () => {
    const scenarios = new Set(files.map((name) => name.split('.')[1]));
    expect([...scenarios].sort()).toEqual([
      'deferred',
      'expired',
      'handed-over',
      'happy',
      'pulled',
      'refused',
      'released',
      'reused-code',
      'taken-over',
    ]);
  });

  it('are never edited: a change of the workflow adds a version', () => {
    const present = Object.fromEntries(
      files.map((name) => [name, createHash('sha256').update(textOf(name)).digest('hex')]),
    );
    expect(present).toEqual(hashes);
  });

  it.each(files)('say nothing of the machine they were made on: %s', (name) => {
    const payloads = [...textOf(name).matchAll(/"data": "([\w+/=]+)"/g)].map(([, data]) =>
      Buffer.from(data ?? '', 'base64').toString(),
    );
    const text = [textOf(name), ...payloads].join('\n');
    for (const trace of [
      `@${hostname()}`,
      'file:',
      `${process.cwd()}/`,
      '/home/',
      'node_modules',
      '"identity"',
      '"stackTrace"',
    ])
      expect(text.includes(trace), trace).toBe(false);
  });
});
