/** Which tests name which items. A title, and a row that makes titles, is a string; what comments say does not count. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const STRING = /(['"`])((?:(?!\1)[^\\\n]|\\.)*)\1/g;
const ITEM = /\b[A-Z][A-Z0-9]{0,2}-\d{2}\b/g;

type TestFile = { readonly path: string; readonly text: string };

export function readTestFiles(root: string): TestFile[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Item → paths of the tests that name it, in their order. */
export function findNamedItems(files: readonly TestFile[]): Map<string, readonly string[]> {
  const named = new Map<string, string[]>();
  for (const { path, text } of files) {
    for (const item of new Set(itemsIn(text))) named.set(item, [...(named.get(item) ?? []), path]);
  }
  return named;
}

function itemsIn(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
    .flatMap((line) => [...line.matchAll(STRING)])
    .flatMap((match) => match[2]?.match(ITEM) ?? []);
}
