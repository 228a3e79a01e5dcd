/** docs/conformance.md: how every item of the checklist stands, and which tests say so. */
import type { Item, ItemSection, ItemState, Remark } from './conformance-items.js';
import { sections } from './conformance-items.js';
import { findNamedItems, readTestFiles } from './find-named-items.js';
import { code, GENERATED, table } from './markdown.js';

type State = 'tested' | ItemState;
type Standing = { readonly item: Item; readonly state: State; readonly files: readonly string[] };
type NamedItems = ReadonlyMap<string, readonly string[]>;

const STATES: readonly State[] = ['tested', 'built', 'not built', 'not ours'];

const intro = `# Conformance

${GENERATED}

What the specifications and profiles ask of an issuer, as a checklist: each item has an id, and tests name the ids they are
about in their titles. The states:

- **tested**: the title of at least one test names the item. What of the item is not there follows after *In part*.
- **built**: it is there, and something else shows it: the tests of another item, or what is said.
- **not built**: it is not there, or not enough of it to say so.
- **not ours**: somebody else's to do.

An item that no test names has to say how it stands, and a test may name no item that is not here; \`npm run docs\` refuses
both. No run of anybody's conformance suite is claimed here, and no certification.

References: *OID4VCI* is OpenID4VCI 1.0 (*errata*: its first set), *HAIP* the High Assurance Interoperability Profile 1.0,
*ABCA* OAuth attestation-based client authentication, draft 07 (*ABCA-10*: draft 10), *SD-JWT VC* its draft 13, *TSL* the
Token Status List, draft 20, *RFC 9901* SD-JWT, *VCDM* the W3C Verifiable Credentials Data Model, *AV* the EU Age
Verification specification (*A*: its annex A), *ARF* and *PID rulebook* those of the EUDI Wallet, *TS3* its technical
specification 3. *Own decision*: the texts are silent there, or contradict each other.`;

/** @param root of the repository, whose tests are read */
export function buildConformancePage(root: string): string {
  return describeConformance(sections, findNamedItems(readTestFiles(root)));
}

/** @throws Error naming every item that is unexplained, explained wrongly, or unknown */
export function describeConformance(all: readonly ItemSection[], named: NamedItems): string {
  const faults = findConformanceFaults(all, named);
  if (faults.length > 0)
    throw new Error(`The conformance page has holes:\n${faults.map((one) => `✖ ${one}`).join('\n')}`);
  const stood = all.map(({ title, items }) => ({ title, standings: items.map((item) => standingOf(item, named)) }));
  const parts = stood.map(
    ({ title, standings }) =>
      `## ${title}\n\n${table(['Item', 'What', 'Reference', 'State', 'Tests, or how it stands'], standings.map(toRow))}`,
  );
  return `${[intro, summarize(stood), ...parts].join('\n\n')}\n`;
}

export function findConformanceFaults(all: readonly ItemSection[], named: NamedItems): string[] {
  const items = all.flatMap((one) => one.items);
  const known = new Set(items.map(([id]) => id));
  const twice = items.filter(([id], index) => items.findIndex(([other]) => other === id) !== index);
  const strangers = [...named].filter(([id]) => !known.has(id));
  return [
    ...twice.map(([id]) => `${id} stands in the list twice`),
    ...strangers.map(([id, files]) => `${id} is named by ${files.join(', ')} and not in the list`),
    ...items.flatMap((item) => findItemFaults(item, known, named)),
  ];
}

function findItemFaults([id, , , remark]: Item, known: ReadonlySet<string>, named: NamedItems): string[] {
  const files = named.get(id);
  const mentioned = remark?.why.match(/\b[A-Z][A-Z0-9]{0,2}-\d{2}\b/g) ?? [];
  return [
    ...(files === undefined && remark?.state === undefined
      ? [`${id} is named by no test: say whether it is built, not built or not ours`]
      : []),
    ...(files !== undefined && remark?.state !== undefined
      ? [`${id} is named by ${files.join(', ')}: it is not to be called ${remark.state} as well`]
      : []),
    ...(remark !== undefined && remark.why === '' && remark.provedBy.length === 0
      ? [`${id} is explained by nothing`]
      : []),
    ...mentioned.filter((one) => !known.has(one)).map((one) => `${id} mentions ${one}, which is not in the list`),
    ...(remark?.provedBy ?? [])
      .filter((one) => !named.has(one))
      .map((one) => `${id} is to be proved by the tests of ${one}, which has none`),
  ];
}

function standingOf(item: Item, named: NamedItems): Standing {
  const [id, , , remark] = item;
  return { item, state: remark?.state ?? 'tested', files: named.get(id) ?? [] };
}

function toRow({ item: [id, title, reference, remark], state, files }: Standing): string[] {
  const links = files.map((path) => `[${nameOf(path)}](../${path})`).join(', ');
  return [id, title, reference, state, [links, explain(remark)].filter((part) => part !== '').join('. ')];
}

function nameOf(path: string): string {
  return path.replace(/^test\//, '').replace(/\.test\.tsx?$/, '');
}

function explain(remark: Remark | undefined): string {
  if (remark === undefined) return '';
  if (remark.state === undefined) return `*In part:* ${remark.why}`;
  const proof = remark.provedBy.length === 0 ? '' : `By the tests of ${remark.provedBy.join(' and ')}.`;
  return [proof, remark.why].filter((part) => part !== '').join(' ');
}

function summarize(all: readonly { readonly title: string; readonly standings: readonly Standing[] }[]): string {
  const count = (standings: readonly Standing[]): string[] => [
    String(standings.length),
    ...STATES.map((state) => String(standings.filter((one) => one.state === state).length)),
  ];
  const everything = all.flatMap((one) => one.standings);
  const missing = everything.filter((one) => one.state === 'not built').map(({ item: [id] }) => code(id));
  const partial = everything.filter(({ item, state }) => state === 'tested' && item[3] !== undefined);
  const rows = [...all.map(({ title, standings }) => [title, ...count(standings)]), ['All', ...count(everything)]];
  return [
    '## In numbers',
    table(['', 'Items', ...STATES], rows),
    ...(partial.length > 0
      ? [`Of those tested, in part: ${partial.map(({ item: [id] }) => code(id)).join(', ')}.`]
      : []),
    ...(missing.length > 0 ? [`Not built: ${missing.join(', ')}.`] : []),
  ].join('\n\n');
}
