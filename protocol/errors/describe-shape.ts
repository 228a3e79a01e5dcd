/** Words for what was received that can stand in a log: names and types, never values. */

const MAX_NAMES = 20;
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_.:@#+/-]{0,39}$/;

/**
 * A name chosen by the sender, if it looks like one. A body sent under the wrong media type can turn up as one long
 * parameter name, codes and all, so anything else is only counted.
 */
export function shownName(name: string): string {
  return PLAIN_NAME.test(name) ? name : `(name of ${name.length} characters)`;
}

/** The first few names. */
export function shownNames(names: Iterable<string>): string[] {
  return [...names].slice(0, MAX_NAMES).map(shownName);
}

/** JSON's name for the type of a value, and `nothing` where there is none. */
export function typeName(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** What stands where a name of the specification should: that text if it looks like a name, else its type. */
export function shownText(value: unknown): string {
  return typeof value === 'string' ? shownName(value) : typeName(value);
}

/** A list of names as it stands in a sentence: `kid`, `typ`, `alg`. */
export function quotedNames(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ');
}

/** Whether this is what JSON calls an object. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
