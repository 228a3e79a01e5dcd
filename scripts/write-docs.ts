/**
 * `npm run docs`: writes the documents that follow from the code. With `--check` it writes nothing and fails when one of
 * them differs, naming the file and the command.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOpenApi } from '../api/private/build-open-api.js';
import { buildApiTypes } from './docs/build-api-types.js';
import { buildCliPage } from './docs/build-cli-page.js';
import { buildConfigurationPage } from './docs/build-configuration-page.js';
import { buildConformancePage } from './docs/build-conformance-page.js';
import { buildEnvironmentExample } from './docs/build-environment-example.js';
import { buildErrorsPage } from './docs/build-errors-page.js';
import { buildWalletHintsPage } from './docs/build-wallet-hints-page.js';
import { buildWebhooksPage } from './docs/build-webhooks-page.js';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Where each document lies, and how it is made. `test/docs` checks what they say; this only keeps them current. */
const documents: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/errors.md': buildErrorsPage,
  'docs/wallet-hints.md': buildWalletHintsPage,
  'docs/configuration.md': buildConfigurationPage,
  'docs/conformance.md': () => buildConformancePage(root),
  '.env.example': buildEnvironmentExample,
  'docs/webhooks.md': buildWebhooksPage,
  'docs/cli.md': buildCliPage,
  'cli/private-api.d.ts': buildApiTypes,
  'docs/openapi.json': () => `${JSON.stringify(buildOpenApi('/'), null, 2)}\n`,
};

async function main(): Promise<void> {
  const isCheck = process.argv.includes('--check');
  const built = await Promise.all(
    Object.entries(documents).map(async ([path, build]) => [path, await build()] as const),
  );
  const changed = built.filter(([path, text]) => readIfThere(path) !== text);
  if (isCheck) {
    for (const [path] of changed) console.error(`✗ ${path} differs from the code: run "npm run docs" and commit it.`);
    process.exitCode = changed.length > 0 ? 1 : 0;
    return;
  }
  for (const [path, text] of changed) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
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

await main();
