// @ts-check
/**
 * `npm test`: the checks, then vitest, then one truthful last line. `--no-check` leaves out the checks; everything else
 * goes to vitest, for example `npm test -- test/protocol -t "tx_code"`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/settings.mjs';
import { clearTestLeftovers } from './lib/test-data.mjs';
import { findBrowser, whyNoBrowser } from './lib/tools.mjs';

const summaryDir = mkdtempSync(join(tmpdir(), 'vouchsafe-summary-'));
const summaryFile = join(summaryDir, 'summary.json');

/** @param {string[]} args @param {NodeJS.ProcessEnv} [env] @returns {Promise<number>} */
function runNode(args, env = {}) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.once('close', (code) => done(code ?? 1));
  });
}

/** @returns {{passed: number, failed: number, skipped: number}} */
function readSummary() {
  try {
    return JSON.parse(readFileSync(summaryFile, 'utf8'));
  } catch {
    // vitest ended before it could count: its configuration or the shared stack is broken.
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

// Ctrl-C goes to vitest as well, which ends its stacks; we wait for it.
process.on('SIGINT', () => {});

const args = process.argv.slice(2);
const withCheck = !args.includes('--no-check');
// Other people's wallets are a tier of their own: they say more about the wallets than about a change of ours.
const projects = args.some((arg) => arg.startsWith('--project')) ? [] : ['--project', '!interop'];
const vitestArgs = [...projects, ...args.filter((arg) => arg !== '--no-check')];

const checkCode = withCheck ? await runNode(['scripts/check.mjs']) : undefined;
const vitestCode = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...vitestArgs], {
  VOUCHSAFE_TEST_SUMMARY: summaryFile,
  NODE_ENV: 'test',
});
await clearTestLeftovers();

const counts = readSummary();
rmSync(summaryDir, { recursive: true, force: true });
if (checkCode === 0) counts.passed += 1;
else if (checkCode !== undefined) counts.failed += 1;
if (vitestCode !== 0 && counts.failed === (checkCode ? 1 : 0)) counts.failed += 1;

if (checkCode) console.log('npm run check failed; see above.');
if (counts.skipped > 0) console.log(`${counts.skipped} skipped.`);
if (!findBrowser()) console.log(`Browser tests were skipped: ${whyNoBrowser()}`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
