/** Notices that files have changed since they were read. */
import type { WatchedFiles } from './watched-files.js';

const INTERVAL = 1000;

/**
 * Calls `onChange` when the files look otherwise than when they were read and have kept still for one interval, so that
 * a file in the middle of being written is left alone. `again` asks to be called again, changed or not.
 *
 * @returns how to stop
 */
export function followFiles(
  watched: Pick<WatchedFiles, 'look' | 'read'>,
  onChange: () => Promise<'done' | 'again'>,
  interval = INTERVAL,
): () => void {
  let before: string | undefined;
  let isDue = false;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const now = watched.look();
    if (isDue || (now !== watched.read() && now === before)) isDue = (await onChange()) === 'again';
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
