/**
 * `npm run docs`: writes the documents that follow from the code. With `--check` it writes nothing and fails when one of
 * them differs, naming the file and the command.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOpenApi } from '../api/private/build-open-api.js';
import { buildConfigurationPage } from './docs/build-configuration-page.js';
import { buildConformancePage } from './docs/build-conformance-page.js';
import { buildEnvironmentExample } from './docs/build-environment-example.js';
import { buildErrorsPage } from './docs/build-errors-page.js';
import { buildWalletHintsPage } from './docs/build-wallet-hints-page.js';
import { buildWebhooksPage } from './docs/build-webhooks-page.js';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Where each document lies, and how it is made. `test/docs` checks what they say; this only keeps them current. */
const documents: Readonly<Record<string, () => string>> = {
  'docs/errors.md': buildErrorsPage,
  'docs/wallet-hints.md': buildWalletHintsPage,
  'docs/configuration.md': buildConfigurationPage,
  'docs/conformance.md': () => buildConformancePage(root),
  '.env.example': buildEnvironmentExample,
  'docs/webhooks.md': buildWebhooksPage,
  'docs/openapi.json': () => `${JSON.stringify(buildOpenApi('/'), null, 2)}\n`,
};

function main(): void {
  const isCheck = process.argv.includes('--check');
  const changed = Object.entries(documents).filter(([path, build]) => readIfThere(path) !== build());
  if (isCheck) {
    for (const [path] of changed) console.error(`✗ ${path} differs from the code: run "npm run docs" and commit it.`);
    process.exitCode = changed.length > 0 ? 1 : 0;
    return;
  }
  for (const [path, build] of changed) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, build());
    console.log(`  ✓ ${path}`);
  }
  if (changed.length === 0) console.log('  ✓ The generated documents are current.');
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

main();
