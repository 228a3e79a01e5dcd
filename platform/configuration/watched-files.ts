/** Which files configuration was read from, and how they looked then: what differs from that has not been read yet. */
import { statSync } from 'node:fs';

export type WatchedFiles = {
  /** To be called as soon as they have been read, whatever comes of it. Absolute paths; some may not be there. */
  readonly note: (files: readonly string[]) => void;
  /** How the files look now, as a text to be compared. */
  readonly look: () => string;
  /** How they looked when they were read. */
  readonly read: () => string;
};

export function createWatchedFiles(): WatchedFiles {
  let files: readonly string[] = [];
  let read = '';
  let seen = new Map<string, string>();
  // Looking: watchers of the system miss the swapped links of mounted volumes.
  const look = (): string => {
    seen = new Map(files.map((file) => [file, describe(file)]));
    return [...seen.values()].join('\n');
  };
  return {
    note: (found) => {
      files = [...new Set(found)];
      // As they looked before they were read: what changes in the middle of that is a change.
      read = files.map((file) => seen.get(file) ?? describe(file)).join('\n');
    },
    look,
    read: () => read,
  };
}

function describe(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? `${file} is not there` : `${file} ${found.ino} ${found.size} ${found.mtimeMs}`;
}
