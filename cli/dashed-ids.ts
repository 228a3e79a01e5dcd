/** Ids are base64url, so one in 64 begins with a dash, and would be taken for an option. */
import type { Command } from 'commander';

const DASHED_ID = /^-[A-Za-z0-9_-]{21}$/;
/** No argument of a process can hold it. */
const SHIELD = '\0';

/** Words of a command line, with those shielded that are ids and neither an option nor one with its value attached. */
export function shieldIds(words: readonly string[], commands: readonly Command[]): string[] {
  const options = commands.flatMap((one) => one.options);
  const isOption = (word: string): boolean =>
    options.some(({ long, short }) => word === long || (short !== undefined && word.startsWith(short)));
  return words.map((word) => (DASHED_ID.test(word) && !isOption(word) ? SHIELD + word : word));
}

/** What the person wrote: of a parameter, of the value of an option, or of several. */
export function unshielded<T>(value: T): T {
  if (Array.isArray(value)) return value.map(unshielded) as T;
  return typeof value === 'string' ? (value.replace(SHIELD, '') as T) : value;
}
