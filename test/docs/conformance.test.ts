import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  buildConformancePage,
  describeConformance,
  findConformanceFaults,
} from '../../scripts/docs/build-conformance-page.js';
import type { Item, Remark } from '../../scripts/docs/conformance-items.js';
import { findNamedItems } from '../../scripts/docs/find-named-items.js';

/** Made up here, so that this file names no item itself. */
const [one, two, three] = ['1', '2', '3'].map((digit) => `ZZ-0${digit}`) as [string, string, string];
const item = (id: string, remark?: Partial<Remark>): Item =>
  remark === undefined ? [id, 'title', 'text'] : [id, 'title', 'text', { why: 'So.', provedBy: [], ...remark }];
const listed = (...items: Item[]) => [{ title: 'Section', items }];
const named = (...ids: string[]) => new Map(ids.map((id) => [id, ['test/a/b.test.ts']]));
const root = resolve(import.meta.dirname, '../..');

describe('the names of items in tests', () => {
  const find = (text: string) => [...findNamedItems([{ path: 'test/a.test.ts', text }]).keys()];

  it('are found in titles of tests and groups, and in the rows of a table', () => {
    expect(find(`it('${one} ${two} does', () => {});\n  ['${three} a row', { a: 1 }],`)).toEqual([one, two, three]);
    expect(find(`describe("a group (${one})", () => {});\nit(\`${two} does\`, () => {});`)).toEqual([one, two]);
  });

  it('are not found in comments, and not in what only looks alike', () => {
    expect(find(`// '${one}'\n/** '${two}' */\n * '${three}'`)).toEqual([]);
    expect(find(`it('takes P-256, ES256 and 2024-01-01', () => {}); // ${one}`)).toEqual([]);
  });

  it('are found once for each file, in the order of the files', () => {
    const text = `it('${one} a', f); it('${one} b', f);`;
    const files = ['test/a.test.ts', 'test/b.test.ts'].map((path) => ({ path, text }));
    expect(findNamedItems(files)).toEqual(new Map([[one, ['test/a.test.ts', 'test/b.test.ts']]]));
  });
});

describe('an item', () => {
  it('that a test names needs no explanation, and may say what of it is missing', () => {
    expect(findConformanceFaults(listed(item(one), item(two, {})), named(one, two))).toEqual([]);
  });

  it.each(['built', 'not built', 'not ours'] as const)('that no test names may be %s', (state) => {
    expect(findConformanceFaults(listed(item(one, { state })), named())).toEqual([]);
  });

  it.each<[string, Item[], string[], string]>([
    ['that no test names and nobody explains', [item(one)], [], 'is named by no test'],
    ['that no test names and is said to be there in part', [item(one, {})], [], 'is named by no test'],
    ['that a test names and that is called not built', [item(one, { state: 'not built' })], [one], 'as well'],
    ['that is not in the list', [item(one)], [one, two], 'and not in the list'],
    ['that is in the list twice', [item(one), item(one)], [one], 'twice'],
    ['whose explanation is empty', [item(one, { state: 'built', why: '' })], [], 'by nothing'],
    ['whose explanation names an unknown one', [item(one, { state: 'built', why: two })], [], `mentions ${two}`],
    [
      'that leans on one without tests',
      [item(one, { state: 'built', provedBy: [two] }), item(two, { state: 'built' })],
      [],
      'which has none',
    ],
  ])('%s is a fault, and there is no page', (_name, items, ids, fault) => {
    expect(findConformanceFaults(listed(...items), named(...ids))).toEqual([expect.stringContaining(fault)]);
    expect(() => describeConformance(listed(...items), named(...ids))).toThrow(fault);
  });
});

describe('docs/conformance.md', () => {
  it('has a row for each item and counts them by state', () => {
    const items = [item(one), item(two, {}), item(three, { state: 'built', why: '', provedBy: [one] })];
    const page = describeConformance(listed(...items), named(one, two));
    expect(page).toContain(`| ${one} | title | text | tested | [a/b](../test/a/b.test.ts) |`);
    expect(page).toContain(`| ${two} | title | text | tested | [a/b](../test/a/b.test.ts). *In part:* So. |`);
    expect(page).toContain(`| ${three} | title | text | built | By the tests of ${one}. |`);
    expect(page).toContain('| Section | 3 | 2 | 1 | 0 | 0 |');
  });

  it('is in step with the tests and the list', () => {
    expect(readFileSync('docs/conformance.md', 'utf8')).toBe(buildConformancePage(root));
  });
});
