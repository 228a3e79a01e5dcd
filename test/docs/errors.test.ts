import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../protocol/errors/catalogue.js';
import type { Refusal } from '../../protocol/errors/protocol-error.js';
import { reserved } from '../../scripts/docs/build-errors-page.js';
import { tableRows } from './read-markdown.js';

const rows = tableRows('docs/errors.md');
const documented = new Map(rows.map((cells) => [cells[0]?.replaceAll('`', ''), cells]));
const reasons = Object.entries<Refusal>(catalogue());

/** Every source that may raise a refusal, without the catalogue itself. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !(folder === 'protocol' && name.startsWith('errors/')))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

describe('docs/errors.md', () => {
  it.each(reasons)('documents %s as the catalogue has it', (reason, refusal) => {
    const cells = documented.get(reason) ?? [];
    expect(cells.slice(1, 4)).toEqual([String(refusal.status), `\`${refusal.code}\``, refusal.sentence]);
    expect(cells.slice(5)).toEqual([refusal.retryable ? 'yes' : 'no', refusal.specRef]);
  });

  it('documents no reason that is not in the catalogue, and none twice', () => {
    const known = new Set(reasons.map(([reason]) => reason));
    expect([...documented.keys()].filter((reason) => !known.has(reason ?? ''))).toEqual([]);
    expect(rows).toHaveLength(reasons.length);
  });

  it('calls exactly those reasons reserved that nothing raises', () => {
    const text = ['protocol', 'api', 'workflows', 'activities', 'console'].flatMap(sources).join('\n');
    // The faults of DPoP proofs and of attestations are named by templates, one for each door or kind.
    const isTemplated = (reason: string): boolean =>
      /^((access_)?dpop|(key|wallet)_attestation|wallet_pop)_/.test(reason);
    // Some are told by their sentence or code, without being thrown.
    const isNamed = (reason: string): boolean => new RegExp(`'${reason}'|\\bcatalogue\\(\\)\\.${reason}\\b`).test(text);
    const isRaised = (reason: string): boolean => isTemplated(reason) || isNamed(reason);
    expect(
      reasons
        .map(([reason]) => reason)
        .filter((reason) => !isRaised(reason))
        .sort(),
    ).toEqual([...reserved].sort());
  });
});
