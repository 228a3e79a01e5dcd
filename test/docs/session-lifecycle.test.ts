import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../protocol/errors/catalogue.js';
import { sessionStatuses } from '../../protocol/session-view.js';
import { section, tableRows } from './read-markdown.js';

const PAGE = 'docs/session-lifecycle.md';
const page = readFileSync(PAGE, 'utf8');
const firstCells = (heading: string): string[] =>
  tableRows(PAGE, heading).map((cells) => (cells[0] ?? '').replaceAll('`', ''));

/** Members of a string union of protocol/session-view.ts; a type leaves nothing to ask at run time. */
function unionOf(name: string): string[] {
  const source = readFileSync('protocol/session-view.ts', 'utf8');
  const text = new RegExp(`export type ${name} =([^;]+);`).exec(source)?.[1] ?? '';
  return [...text.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
}

/** States of the Mermaid diagram, its start and end mark and the composite ones left out. */
function drawnStates(): string[] {
  const diagram = /```mermaid\n([\s\S]*?)```/.exec(section(page, '## Status'))?.[1] ?? '';
  const arrows = [...diagram.matchAll(/^\s*(\S+) --> ([^\s:]+)/gm)].flatMap((match) => [match[1], match[2]]);
  return [...new Set(arrows)].filter((name): name is string => name !== undefined && name !== '[*]');
}

describe('docs/session-lifecycle.md', () => {
  it('has a row for every status and for nothing else', () => {
    expect(firstCells('### Each status').sort()).toEqual([...sessionStatuses].sort());
  });

  it('draws every status and nothing else', () => {
    expect(drawnStates().sort()).toEqual([...sessionStatuses].sort());
  });

  it('has a row for every event type and for nothing else', () => {
    expect(firstCells('## Events').sort()).toEqual(unionOf('SessionEventType').sort());
  });

  it('has a row for every state of claims and of an issuance', () => {
    expect(firstCells('### Claims').sort()).toEqual(unionOf('ClaimsState').sort());
    expect(firstCells('### Issuances').sort()).toEqual(unionOf('IssuanceState').sort());
  });

  it('names no error that is not in the catalogue', () => {
    const named = tableRows(PAGE, '### Each status').flatMap((cells) => [...(cells[4] ?? '').matchAll(/`([a-z_]+)`/g)]);
    expect(named.length).toBeGreaterThan(10);
    expect(named.map((match) => match[1]).filter((reason) => !Object.hasOwn(catalogue(), reason ?? ''))).toEqual([]);
  });
});
