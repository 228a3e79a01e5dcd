/**
 * `npm run keys -- <file>` writes the sealing keys of an installation; `npm run keys -- <api file> <worker file>` writes
 * each process its own half. Files that are there are left alone.
 */
import { KeyFileRefused, writeKeyFiles } from './keys/write-key-files.js';

const usage = `Usage:
  npm run keys -- <file>                    all keys in one file
  npm run keys -- <api file> <worker file>  one file for each process, with its own private keys only`;

function main(paths: readonly string[]): void {
  const [first, second, ...more] = paths;
  if (first === undefined || more.length > 0 || paths.some((path) => path.startsWith('-')))
    throw new KeyFileRefused(usage);
  writeKeyFiles(first, second);
  console.log(paths.map((path) => `  ✓ ${path}`).join('\n'));
  console.log('\n  Only its owner can read it; VOUCHSAFE_KEYS names it to the process. Keep a copy where the database');
  console.log('  backups are not: without these keys what is sealed in the database cannot be read.');
}

try {
  main(process.argv.slice(2));
} catch (error) {
  const isTold = error instanceof KeyFileRefused || (error as NodeJS.ErrnoException).code !== undefined;
  console.error(isTold ? (error as Error).message : error);
  process.exitCode = 1;
}
