import { readFileSync } from 'node:fs';

/** Cells of all table rows of a page, heads and rulers left out; of one section only, where its heading is given. */
export function tableRows(path: string, heading?: string): string[][] {
  const lines = section(readFileSync(path, 'utf8'), heading).split('\n');
  const isRow = (line: string | undefined): boolean => line?.startsWith('|') === true;
  const isBody = (line: string, index: number): boolean =>
    isRow(line) && isRow(lines[index - 1]) && !/^\|[\s|:-]+\|$/.test(line);
  return lines.filter(isBody).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
}

/** The text under a heading, up to the next of its level or above. */
export function section(text: string, heading?: string): string {
  if (heading === undefined) return text;
  const start = text.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`There is no heading "${heading}"`);
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const rest = text.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level}} `, 'm'));
  return end < 0 ? rest : rest.slice(0, end);
}
