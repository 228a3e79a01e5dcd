/** Builds the wallets on the EUDI's library with the Java and Maven of the machine; what is built stays under .local. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capture, findOnPath } from '../../scripts/lib/commands.mjs';
import type { Command } from './wallet-process.js';

/** Which text the wallet speaks; also the folder of its source. */
export type Speaks = 'final' | 'draft15';

/** How it is run, or why it cannot be. */
export type BuiltWallet = { readonly command: Command } | { readonly reason: string };

const SOURCE = fileURLToPath(new URL('../interop/wallets/eudi/', import.meta.url));
const OUTPUT = fileURLToPath(new URL('../../.local/eudi-wallet/', import.meta.url));

/** Where nothing has changed since, it is there already. */
export async function buildEudiWallet(speaks: Speaks): Promise<BuiltWallet> {
  const missing = ['java', 'mvn'].find((name) => findOnPath(name) === undefined);
  if (missing) return { reason: `${missing} is not installed` };
  const output = join(OUTPUT, speaks);
  const stamp = join(output, 'built-from');
  const digest = digestOf(speaks);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
    rmSync(output, { recursive: true, force: true });
    const args = ['-Dstyle.color=never', '--batch-mode', '--quiet', '--file', join(SOURCE, 'pom.xml'), 'compile'];
    const built = await capture('mvn', speaks === 'final' ? args : [...args, '--activate-profiles', speaks]);
    if (built.code !== 0) return { reason: `Maven could not build it: ${firstError(built.output)}` };
    writeFileSync(stamp, digest);
  }
  const classPath = [join(output, 'classes'), join(output, 'libraries', '*')].join(delimiter);
  // What the second compiler would gain is never earned back in so short a life.
  return { command: ['java', '-XX:TieredStopAtLevel=1', '-cp', classPath, 'WalletKt'] };
}

function firstError(output: string): string {
  // Its terminal library writes escapes before the mark, whatever it is told.
  return /\[ERROR\] (.*)/.exec(output)?.[1] ?? output.slice(-500);
}

function digestOf(speaks: Speaks): string {
  const hash = createHash('sha256').update(readFileSync(join(SOURCE, 'pom.xml')));
  for (const folder of ['shared', speaks].map((name) => join(SOURCE, name)))
    for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}
