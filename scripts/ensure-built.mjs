// @ts-check
/** Runs before the commands that are compiled: builds when a source has changed, and says what to do when it cannot. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { root } from './lib/settings.mjs';

await runMain(async () => {
  if (!existsSync(join(root, 'node_modules'))) throw new Problem('Nothing is installed yet. Run npm start, or npm ci.');
  await ensureBuilt();
});
