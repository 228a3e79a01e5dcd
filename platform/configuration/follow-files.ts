/** Notices that files have changed since they were read. */
import type { WatchedFiles } from './watched-files.js';

const INTERVAL = 1000;

/**
 * Calls `onChange` when the files look otherwise than when they were read and have kept still for one interval, so that
 * a file in the middle of being written is left alone. While `isOwed` says so it is called every time, changed or not.
 *
 * @returns how to stop
 */
export function followFiles(
  watched: Pick<WatchedFiles, 'look' | 'read'>,
  onChange: () => Promise<void>,
  isOwed: () => boolean,
  interval = INTERVAL,
): () => void {
  let before: string | undefined;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const now = watched.look();
    if (isOwed() || (now !== watched.read() && now === before)) await onChange();
    before = now;
  };
  const next = (): void => {
    if (isStopped) return;
    const looked = () =>
      void look()
        .catch(() => undefined)
        .finally(next);
    setTimeout(looked, interval).unref();
  };
  next();
  return () => {
    isStopped = true;
  };
}
