/**
 * The private API against its own document: schemathesis makes requests that fit it and requests that do not, and judges
 * every answer. The seed is fixed and no clock ends the run, so that what it finds is due to a change and not to luck.
 * A long run looks further, with seeds of its own (CONTRIBUTING.md). That each address refuses other methods has a test
 * without a network (test/api/private/methods.test.ts).
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findSchemathesis } from '../../scripts/lib/tools.mjs';
import { BackOffice } from '../support/back-office.js';
import { AV } from '../support/datasets.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';

/** Requests made up for each operation; where it is set, also those at every boundary of the schemas, some two thousand. */
const EXAMPLES = process.env['CONTRACT_EXAMPLES'];
const SEED = process.env['CONTRACT_SEED'] ?? '1';
const PATIENCE = EXAMPLES === undefined ? 180_000 : 3_600_000;
const SESSIONS = 16;
const HOOKS = fileURLToPath(new URL('../support/contract_hooks.py', import.meta.url));

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
  expect(Number(/(\d+) generated/.exec(output)?.[1])).toBeGreaterThan(300);
});

async function runSchemathesis(): Promise<{ code: number; output: string }> {
  const tool = findSchemathesis();
  if (tool === undefined) throw new Error('schemathesis is not installed; npm run pretest installs it.');
  const config = join(folder, 'schemathesis.toml');
  writeFileSync(config, CONFIG);
  const args = [
    ...['--config-file', config, 'run', `${stack.privateUrl}/openapi.json`],
    ...['--header', `Authorization: Bearer ${stack.adminKey}`],
    ...['--phases', EXAMPLES === undefined ? 'examples,fuzzing' : 'examples,coverage,fuzzing'],
    ...['--seed', SEED, '--max-examples', EXAMPLES ?? '4', '--checks', 'all'],
    ...['--no-color', '--continue-on-failure'],
  ];
  const ids = JSON.stringify(await makeThings());
  // In a folder of its own: it keeps notes where it runs.
  return promisify(execFile)(tool.command, [...tool.args, ...args], {
    cwd: folder,
    env: { ...process.env, ...tool.env, SCHEMATHESIS_HOOKS: HOOKS, CONTRACT_IDS: ids },
    maxBuffer: 64 * 1024 * 1024,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code: Number(code ?? 1), output: `${stdout}${stderr}` }),
  );
}

/** For the requests to be about; several, as some of them end what they are about. */
async function makeThings(): Promise<Record<string, string[]>> {
  const backOffice = new BackOffice(stack);
  const make = async (path: string, body: object): Promise<any> => (await backOffice.call('POST', path, body)).body;
  const sessions = Array.from({ length: SESSIONS }, () =>
    make('/sessions', { credential_configuration_ids: [AV], tx_code: false }),
  );
  const ids = (await Promise.all(sessions)).map(({ session_id }) => session_id as string);
  const keys = [1, 2].map((name) => make('/api-keys', { name: `${name}`, scopes: ['sessions:read'] }));
  const hooks = [1, 2].map(() => make('/webhooks', { url: 'https://office.example/hooks', enabled: false }));
  return {
    sessions: ids,
    sessionId: ids,
    configurationId: [AV],
    'api-keys': (await Promise.all(keys)).map(({ id }) => id as string),
    webhooks: (await Promise.all(hooks)).map(({ id }) => id as string),
  };
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
