import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vouchsafe-bundle-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function check(sources: string[]) {
  const map = Buffer.from(JSON.stringify({ version: 3, sources })).toString('base64');
  const file = join(dir, 'bundle.js');
  writeFileSync(file, `code;\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${map}\n`);
  return run(file);
}

function run(file: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check-workflow-bundle.mjs', file], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

const GOOD = [
  '/a/node_modules/@temporalio/workflow/lib/index.js',
  '/a/dist/workflows/index.js',
  '/a/dist/protocol/offer/check-offer.js',
];

describe('the workflow bundle guard', () => {
  it('lets the SDK, workflows and pure rules pass', () => {
    expect(check(GOOD)).toEqual({ status: 0, said: '3 modules in the workflow bundle, 0 that must not be\n' });
  });

  it.each(['/a/node_modules/zod/index.js', '/a/dist/protocol/offer/z-offer.js', '/a/dist/activities/issue.js'])(
    'fails on %s',
    (source) => {
      const { status, said } = check([...GOOD, source]);
      expect(said).toContain('is in the workflow bundle');
      expect(status).toBe(1);
    },
  );

  it('fails when there is nothing to check', () => {
    expect(check([]).status).toBe(1);
    expect(run(join(dir, 'missing.js')).status).toBe(1);
  });
});
