/**
 * The kill switches as this process knows them, looked at once a second whatever the load: no request waits for them. What
 * is signed does not depend on it; the worker reads the switch together with what it signs.
 */
import type { KnownSwitches, LoadSwitches, SwitchChange } from '../ports/issuing-switch.js';

const LOOK_EVERY = 1000;

export type SwitchWatch = KnownSwitches & {
  /** At once, for the process that has just switched. */
  readonly refresh: () => Promise<void>;
  readonly stop: () => void;
};

export function watchSwitches(load: LoadSwitches, listIssuers: () => readonly string[]): SwitchWatch {
  let known = new Map<string, SwitchChange>();
  let isLooking = false;
  const refresh = async (): Promise<void> => {
    known = new Map((await load(listIssuers())).map((one) => [one.issuer, one]));
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    // While the database is away nothing is known anew, and nothing can be issued either.
    refresh()
      .catch(() => undefined)
      .finally(() => {
        isLooking = false;
      });
  }, LOOK_EVERY);
  timer.unref();
  return {
    of: (issuer) => known.get(issuer),
    listOff: () =>
      [...known.values()].flatMap(({ issuer, state, configurationsOff }) =>
        state === 'off' ? [{ issuer }] : configurationsOff.map((configurationId) => ({ issuer, configurationId })),
      ),
    refresh,
    stop: () => clearInterval(timer),
  };
}
