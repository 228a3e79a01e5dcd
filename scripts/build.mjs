// @ts-check
/** `npm run build`: always builds; the two commands build by themselves when a source has changed. */
import { build } from './lib/build.mjs';
import { runMain } from './lib/problem.mjs';

await runMain(build);
