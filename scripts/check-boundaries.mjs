// @ts-check
/**
 * `node scripts/check-boundaries.mjs [folder]` prints every import that breaks the table of lib/boundary-rules.mjs. Why it
 * exists besides the linter: a rule about folders is only kept when the build knows it, and a checker that silently
 * reads nothing is worse than none, so reading no module is a failure too.
 */
import { resolve } from 'node:path';
import { findBoundaryFaults } from './lib/find-boundary-faults.mjs';
import { root } from './lib/settings.mjs';

const { modules, edges, faults } = findBoundaryFaults(resolve(process.argv[2] ?? root));
for (const fault of faults) console.error(`  ${fault}`);
if (modules === 0) console.error('  No module was read: the folders of lib/boundary-rules.mjs are not there.');
else console.log(`${modules} modules, ${edges} imports, ${faults.length} beyond the rules`);
process.exitCode = faults.length > 0 || modules === 0 ? 1 : 0;
