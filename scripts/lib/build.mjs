// @ts-check
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runOrExplain } from './commands.mjs';
import { hashFiles, listFiles } from './hash.mjs';
import { withProgress } from './progress.mjs';
import { root } from './settings.mjs';

/** The folders that are compiled; the tests are run from source. */
export const SOURCE_FOLDERS = [
  'protocol',
  'credentials',
  'ports',
  'workflows',
  'activities',
  'api',
  'worker',
  'adapters',
  'platform',
  'console',
  'cli',
];
const INPUTS = [...SOURCE_FOLDERS, 'scripts', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
/** What the reference page of the private API is drawn with; it is needed to build, not to run. */
const REFERENCE = 'dist/vendor/swagger-ui';
const REFERENCE_FILES = [
  'swagger-ui-bundle.js',
  'swagger-ui-bundle.js.LICENSE.txt',
  'swagger-ui.css',
  'favicon-32x32.png',
  'LICENSE',
  'NOTICE',
];
const OUTPUTS = [
  'dist/api/main.js',
  'dist/worker/main.js',
  'dist/workflow-bundle.js',
  ...REFERENCE_FILES.map((name) => `${REFERENCE}/${name}`),
];
const STAMP = 'dist/.sources';
const BUNDLER = 'dist/worker/build-workflow-bundle.js';

/** Files the compiler does not carry over; they are found beside the compiled module, as beside the source. */
const ASSET = /\.(css|svg|png|ico|js|html|woff2)$/;

function isBuildCurrent() {
  const stamp = join(root, STAMP);
  if (!existsSync(stamp) || !OUTPUTS.every((file) => existsSync(join(root, file)))) return false;
  return readFileSync(stamp, 'utf8') === hashFiles(listFiles(INPUTS));
}

export async function ensureBuilt() {
  if (!isBuildCurrent()) await build();
}

/** Compiles, copies assets, removes what has lost its source, and bundles the workflows. */
export async function build() {
  const sources = hashFiles(listFiles(INPUTS));
  rmSync(join(root, STAMP), { force: true });
  await withProgress('Compiling', () =>
    runOrExplain(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
      advice: 'The sources do not compile.',
    }),
  );
  copyAssets();
  copyReference();
  removeOrphans();
  await withProgress('Bundling the workflows', () =>
    runOrExplain(process.execPath, [BUNDLER], { advice: 'The workflow bundle could not be built.' }),
  );
  writeFileSync(join(root, STAMP), sources);
}

function copyAssets() {
  for (const file of listFiles(SOURCE_FOLDERS).filter((name) => ASSET.test(name))) {
    const target = join(root, 'dist', file);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(root, file), target);
  }
}

function copyReference() {
  const origin = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  mkdirSync(join(root, REFERENCE), { recursive: true });
  for (const name of REFERENCE_FILES) copyFileSync(join(origin, name), join(root, REFERENCE, name));
}

/** A module that was deleted must not live on in dist, where it could still be imported and bundled. */
function removeOrphans() {
  for (const file of listFiles(SOURCE_FOLDERS, join(root, 'dist'))) {
    const source = file.replace(/\.(js|js\.map)$/, '');
    const origins = [file, `${source}.ts`, `${source}.tsx`];
    if (!origins.some((origin) => existsSync(join(root, origin)))) rmSync(join(root, 'dist', file));
  }
}
