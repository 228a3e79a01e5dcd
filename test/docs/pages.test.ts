import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listVariables } from '../../scripts/docs/environment.js';

const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name));
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...inDocs];

/** Headings as the anchors they get. */
function anchorsOf(path: string): string[] {
  const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? '');
  return headings.map((text) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('pages', () => {
  it.each(pages)('%s links to what is there', (page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(
      (one) => one[1] ?? '',
    );
    const broken = links.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page : normalize(join(dirname(page), file));
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it.each(pages)('%s names files of the repository that are there', (page) => {
    const folders =
      'protocol|credentials|ports|workflows|activities|api|worker|adapters|platform|config|docs|scripts|test';
    const named = [...readFileSync(page, 'utf8').matchAll(new RegExp(`\`((?:${folders})/[\\w./-]+\\.\\w+)\``, 'g'))];
    const missing = [...new Set(named.map((match) => match[1] ?? ''))].filter((path) => !existsSync(path));
    expect(missing).toEqual([]);
  });

  it('names in the configuration page every VOUCHSAFE variable that other pages name', () => {
    const known = new Set(listVariables().flatMap(({ variables }) => variables.map(({ name }) => name)));
    const named = [...pages, 'docker-compose.yml'].flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\bVOUCHSAFE_[A-Z_]+[A-Z]\b/g)].map((match) => match[0]),
    );
    expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('numbers the decision records without a gap, each with its four headings', () => {
    const records = readdirSync('docs/adr').sort();
    expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_, index) => index + 1));
    for (const name of records) {
      const headings = [...readFileSync(join('docs/adr', name), 'utf8').matchAll(/^## (.+)$/gm)].map(
        (match) => match[1],
      );
      expect([name, ...headings]).toEqual([name, 'Context', 'Options', 'Decision', 'Consequences']);
    }
  });
});
