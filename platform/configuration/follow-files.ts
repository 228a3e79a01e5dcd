/** Notices that files have changed. By looking: watchers of the system miss the swapped links of mounted volumes. */
import { stat } from 'node:fs/promises';

const INTERVAL = 1000;

/**
 * Calls `onChange` when the files look otherwise than before and have kept still for one interval, so that a file in the
 * middle of being written is left alone. A call that fails is made again.
 *
 * @param files asked for every time: what is read may name other files the next time
 * @returns how to stop
 */
export function followFiles(
  files: () => readonly string[],
  onChange: () => Promise<'done' | 'again'>,
  interval = INTERVAL,
): () => void {
  let taken: string | undefined;
  let before: string | undefined;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const now = await fingerprint(files());
    taken ??= now;
    if (now !== taken && now === before) {
      const outcome = await onChange();
      // What was read may name others than those looked at.
      if (outcome === 'done') taken = await fingerprint(files());
    }
    before = now;
  };
  const next = (): void => {
    if (isStopped) return;
    setTimeout(
      () =>
        void look()
          .catch(() => undefined)
          .finally(next),
      interval,
    ).unref();
  };
  next();
  return () => {
    isStopped = true;
  };
}

async function fingerprint(files: readonly string[]): Promise<string> {
  const marks = [...new Set(files)].map(async (file) => {
    const found = await stat(file).catch(() => undefined);
    return found === undefined ? `${file} is not there` : `${file} ${found.ino} ${found.size} ${found.mtimeMs}`;
  });
  return (await Promise.all(marks)).join('\n');
}
