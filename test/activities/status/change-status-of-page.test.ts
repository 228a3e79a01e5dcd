/** The bulk act's page over a registry in memory. */
import { describe, expect, it } from 'vitest';
import { type BulkDependencies, createChangeStatusOfPage } from '../../../activities/status/change-status-of-page.js';
import type { BulkProgress } from '../../../ports/bulk-status.js';
import type { RegisteredCredential } from '../../../ports/credential-registry.js';
import { selectChangeable } from '../../../protocol/status/select-changeable.js';

function setUp(count: number) {
  const rows = new Map<string, RegisteredCredential>();
  for (let nth = 0; nth < count; nth += 1) {
    const id = String(nth).padStart(5, '0');
    const entry = { list: `list-${nth % 2}`, uri: '', index: nth, bits: 2 };
    rows.set(id, {
      id,
      sessionId: 's',
      issuer: 'i',
      configurationId: 'c',
      entry,
      status: 'valid',
    } as RegisteredCredential);
  }
  const signed: string[] = [];
  const told: string[] = [];
  const stored: BulkProgress[] = [];
  const deps: BulkDependencies = {
    findChangeable: async ({ wanted, changeId, after = '', limit }) =>
      [...rows.values()]
        .filter((one) => one.id > after)
        .filter((one) => selectChangeable(wanted).from.includes(one.status) || one.changedBy === changeId)
        .slice(0, limit),
    storeStatuses: async (ids, { wanted, changeId }) => {
      for (const id of ids) rows.set(id, { ...rows.get(id)!, status: wanted, changedBy: changeId });
      return ids;
    },
    countStatusChange: async () => undefined,
    publishStatusList: async (list) => void signed.push(list),
    tellSession: async (_session, { credentialId }) => void told.push(credentialId),
    storeBulkProgress: async (_id, progress) => void stored.push(progress),
    now: () => new Date(0),
  };
  return { rows, signed, told, stored, deps };
}

const begin = { state: 'running', changed: 0, pages: 0, sweep: 1 } as const;

async function runAll(deps: BulkDependencies, wanted: 'revoked' | 'suspended', from: BulkProgress = begin) {
  const page = createChangeStatusOfPage(deps);
  let progress = from;
  while (progress.state === 'running')
    progress = await page({ actId: 'act', selection: { issuer: 'i' }, wanted, progress });
  return progress;
}

describe('an act upon many credentials', () => {
  it('changes all of them and signs each list once for a page', async () => {
    const { rows, signed, told, stored, deps } = setUp(450);
    expect(await runAll(deps, 'revoked')).toEqual({ state: 'done', changed: 450, pages: 4, sweep: 2 });
    expect([...rows.values()].every((one) => one.status === 'revoked')).toBe(true);
    expect(signed).toHaveLength(6);
    expect(new Set(told).size).toBe(450);
    expect(stored.map((one) => one.changed)).toEqual([200, 400, 450, 450]);
  });

  it('finds the same page again when its worker died after it had changed the registry', async () => {
    const { deps, signed } = setUp(300);
    const page = createChangeStatusOfPage({
      ...deps,
      publishStatusList: async () => {
        throw new Error('killed');
      },
    });
    await expect(
      page({ actId: 'act', selection: { issuer: 'i' }, wanted: 'suspended', progress: begin }),
    ).rejects.toThrow('killed');
    expect(await runAll(deps, 'suspended')).toMatchObject({ state: 'done', changed: 300 });
    expect(signed.slice(0, 2).sort()).toEqual(['list-0', 'list-1']);
  });

  it('revokes what was registered behind it while it went, in a second sweep', async () => {
    const { rows, deps } = setUp(250);
    const late = { ...rows.get('00001')!, id: '000005', status: 'valid' as const };
    const page = createChangeStatusOfPage(deps);
    const first = await page({ actId: 'act', selection: { issuer: 'i' }, wanted: 'revoked', progress: begin });
    rows.set(late.id, late);
    expect(await runAll(deps, 'revoked', first)).toMatchObject({ state: 'done', changed: 251 });
    expect(rows.get(late.id)?.status).toBe('revoked');
  });
});
