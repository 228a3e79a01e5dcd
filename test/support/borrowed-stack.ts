/**
 * A stack for tests that need issuers of their own and nothing else of their own: they neither end its processes nor
 * count what all issuers do together. One serves all such files of a process in turn, as an operator would change the
 * issuers of a running installation; another would take five seconds of work to start.
 */
import { copyFileSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { type Stack, startStack } from './stack.js';

type Lent = { readonly stack: Stack; readonly issuersFile: string };

/** Of this process; the end of the run takes it away. */
let lent: Promise<Lent> | undefined;
let isLent = false;

/** `stop` gives it back: it goes on for whoever comes next. */
export type BorrowedStack = Omit<Stack, 'kill' | 'start' | 'reload'>;

/** @param issuersFile complete in itself or with absolute paths; later changes of it are not seen */
export async function borrowStack(issuersFile: string): Promise<BorrowedStack> {
  if (isLent) throw new Error('The stack is lent already; give it back first, or start another.');
  isLent = true;
  const isNew = lent === undefined;
  try {
    lent ??= startFor(issuersFile);
    const { stack, issuersFile: own } = await lent;
    if (!isNew) await take(stack, issuersFile, own);
    const { kill, start, reload, ...rest } = stack;
    return {
      ...rest,
      stop: async () => {
        isLent = false;
      },
    };
  } catch (error) {
    // Whoever comes next is not to fail by it.
    isLent = false;
    if (isNew) lent = undefined;
    throw error;
  }
}

async function startFor(issuersFile: string): Promise<Lent> {
  const own = join(mkdtempSync(join(tmpdir(), 'vouchsafe-lent-')), 'issuers.json');
  copyFileSync(issuersFile, own);
  return { stack: await startStack({ issuersFile: own }), issuersFile: own };
}

async function take(stack: Stack, issuersFile: string, own: string): Promise<void> {
  copyFileSync(issuersFile, `${own}.new`);
  renameSync(`${own}.new`, own);
  for (const part of ['api', 'worker'] as const) {
    const log = part === 'api' ? stack.apiLog : stack.workerLog;
    // The first may only see the end of a reading that began before the file was there.
    for (const _time of [1, 2]) await readAnew(() => stack.reload(part), log);
  }
}

async function readAnew(ask: () => void, log: () => string): Promise<void> {
  const before = log().length;
  ask();
  const since = await eventually(() => {
    const told = log().slice(before);
    if (!/Configuration taken anew|configuration is refused/.test(told)) throw new Error('No issuers were read.');
    return told;
  }, 60_000);
  if (since.includes('configuration is refused')) throw new Error(since);
}
