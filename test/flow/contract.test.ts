/**
 * The private API against its own document: schemathesis makes requests that fit it and requests that do not, and judges
 * every answer. The seed makes a run repeatable; the time is bounded.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findSchemathesis } from '../../scripts/lib/tools.mjs';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';

const BUDGET_SECONDS = 75;
const PATIENCE = 300_000;

let stack: Stack;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'contract-'));
  // Trials of other people's keys are among the requests, and all come from one address and one key.
  stack = await startStack({
    env: { VOUCHSAFE_PRIVATE_RATE_LIMIT: '1000000', VOUCHSAFE_FAILED_LOGINS: '1000000' },
  });
});
afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('schemathesis finds no request that is answered otherwise than the document says', {
  timeout: PATIENCE,
}, async () => {
  const { code, output } = await runSchemathesis();
  expect(code, output).toBe(0);
  expect(Number(/(\d+) generated/.exec(output)?.[1])).toBeGreaterThan(100);
});

async function runSchemathesis(): Promise<{ code: number; output: string }> {
  const tool = findSchemathesis();
  if (tool === undefined) throw new Error('schemathesis is not installed; npm run pretest installs it.');
  const config = join(folder, 'schemathesis.toml');
  writeFileSync(config, CONFIG);
  const args = [
    ...['--config-file', config, 'run', `${stack.privateUrl}/openapi.json`],
    ...['--header', `Authorization: Bearer ${stack.adminKey}`],
    ...['--phases', 'examples,coverage,fuzzing', '--max-time', String(BUDGET_SECONDS), '--seed', '1'],
    ...['--checks', 'all', '--max-examples', '8', '--no-color', '--continue-on-failure'],
  ];
  // In a folder of its own: it keeps notes where it runs.
  return promisify(execFile)(tool.command, [...tool.args, ...args], {
    cwd: folder,
    env: { ...process.env, ...tool.env },
    maxBuffer: 64 * 1024 * 1024,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code: Number(code ?? 1), output: `${stdout}${stderr}` }),
  );
}

/**
 * A body can be of the right shape and name an issuer or a credential configuration there is not (400), or say what cannot
 * be (412, 422). The stream stays open as long as its session: it is not a request that a run like this waits for.
 */
const CONFIG = `
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "400", "401", "403", "404", "409", "412", "422", "429"]

[[operations]]
include-operation-id = "streamSession"
enabled = false
`;
