/** Takes configuration anew while the process runs: the whole of it or nothing. */
import { ConfigurationError } from '../config.js';
import { followFiles } from './follow-files.js';
import type { WatchedFiles } from './watched-files.js';

export type ConfigurationState = {
  /** When what is in use was read. */
  readonly takenAt: Date;
  /** What was read since and refused; gone when something good is read. */
  readonly refused?: { readonly at: Date; readonly mistakes: readonly string[] };
};

export type Reloading = {
  readonly state: () => ConfigurationState;
  /** Reads now, whether anything has changed or not. */
  readonly reload: () => Promise<void>;
  readonly stop: () => void;
};

type Log = {
  readonly info: (detail: object, message: string) => void;
  readonly error: (detail: object, message: string) => void;
};

/**
 * @param take reads, checks and puts into use; a ConfigurationError means that nothing has changed, and so does any other
 * error, after which it is tried again: the database may be away
 */
export function reloadConfiguration(
  take: () => Promise<void>,
  options: {
    /** What `take` notes the files in that it reads. */
    readonly watched: WatchedFiles;
    readonly log: Log;
    readonly onOutcome?: (outcome: 'taken' | 'refused', state: ConfigurationState) => void;
  },
): Reloading {
  const { watched, log, onOutcome = () => undefined } = options;
  let state: ConfigurationState = { takenAt: new Date() };
  let turn: Promise<void> = Promise.resolve();
  /** It was read and is good as far as is known, but not in use: whoever asked for it, the files do not say so. */
  let isOwed = false;
  const attempt = async (): Promise<void> => {
    try {
      await take();
      isOwed = false;
      state = { takenAt: new Date() };
      log.info({}, 'Configuration taken anew');
      onOutcome('taken', state);
    } catch (error) {
      isOwed = !(error instanceof ConfigurationError);
      if (!(error instanceof ConfigurationError)) {
        log.error({ err: error }, 'The changed configuration could not be put into use and is tried again');
        return;
      }
      const mistakes = error.message.split('\n');
      state = { ...state, refused: { at: new Date(), mistakes } };
      log.error({ mistakes }, 'The changed configuration is refused; what was in use stays in use');
      onOutcome('refused', state);
    }
  };
  // One after the other: the later one must find what the earlier one left.
  const inTurn = (): Promise<void> => {
    turn = turn.then(attempt);
    return turn;
  };
  return {
    state: () => state,
    reload: inTurn,
    stop: followFiles(watched, inTurn, () => isOwed),
  };
}
