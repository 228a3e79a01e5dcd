/**
 * Finds a member name that occurs twice in one object of a JSON text. `JSON.parse` silently keeps the last, so a request
 * could mean one thing to a filter in front of us and another to us (OID4VCI section 8.3.1.2, `repeats the same parameter`).
 */

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs;

/** The first repeated name, or nothing. The text must be valid JSON; names are compared after their escapes are read. */
export function findDuplicateMember(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let last: string | undefined;
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && last !== undefined) {
      const names = open.at(-1);
      const name = JSON.parse(last) as string;
      if (names?.has(name)) return name;
      names?.add(name);
    }
    last = token.startsWith('"') ? token : undefined;
  }
  return undefined;
}

const BRACKET = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

/** Whether objects and arrays of a valid JSON text lie deeper in each other than this. */
export function isNestedBeyond(json: string, levels: number): boolean {
  let depth = 0;
  for (const [token] of json.matchAll(BRACKET)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth > levels) return true;
  }
  return false;
}
