/**
 * Tells a held request that its session has changed. One read for all that wait, at a fixed pace, whatever their number:
 * no message to a workflow, no connection held at the database.
 */
import type { LoadSessionVersions } from '../../ports/session-records.js';

const PACE = 500;
/** Held at once by this process; one more is answered at once. */
const MOST_HELD = 200;
/** One wallet must not take the places of all others. */
const MOST_OF_SESSION = 3;

export type SessionWatch = {
  /**
   * Returns when the read model is newer than `version`, after `ms`, on abort or on `stop`.
   * Answers false when there was no place and nothing was waited for.
   */
  readonly hold: (
    sessionId: string,
    version: number,
    until: { readonly ms: number; readonly signal: AbortSignal },
  ) => Promise<boolean>;
  /** How many are held. */
  readonly held: () => number;
  /** Lets everybody go, and holds nobody any more. */
  readonly stop: () => void;
};

type Held = { readonly sessionId: string; readonly version: number; readonly free: () => void };

export function createSessionWatch(loadVersions: LoadSessionVersions, pace = PACE): SessionWatch {
  const all = new Set<Held>();
  let isLooking = false;
  let isStopped = false;

  async function look(): Promise<void> {
    isLooking = true;
    while (all.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, pace));
      if (all.size === 0) break;
      // A database that is away is asked again; who waits is let go in time anyway.
      const versions = await loadVersions([...new Set([...all].map((one) => one.sessionId))]).catch(() => undefined);
      for (const one of all) if ((versions?.get(one.sessionId) ?? 0) > one.version) one.free();
    }
    isLooking = false;
  }

  return {
    hold: async (sessionId, version, { ms, signal }) => {
      const ofSession = [...all].filter((one) => one.sessionId === sessionId).length;
      if (isStopped || signal.aborted || all.size >= MOST_HELD || ofSession >= MOST_OF_SESSION) return false;
      await new Promise<void>((resolve) => {
        const free = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', free);
          all.delete(one);
          resolve();
        };
        const one: Held = { sessionId, version, free };
        const timer = setTimeout(free, ms);
        signal.addEventListener('abort', free, { once: true });
        all.add(one);
        if (!isLooking) void look();
      });
      return true;
    },
    held: () => all.size,
    stop: () => {
      isStopped = true;
      for (const one of all) one.free();
    },
  };
}
