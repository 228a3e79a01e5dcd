import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { PublishingDependencies } from '../../../activities/status/dependencies.js';
import { createPublishStatusList } from '../../../activities/status/publish-status-list.js';
import type { CredentialSigner } from '../../../credentials/credential-format.js';
import { createTestPki, ISSUER, loadShippedIssuers } from '../../credentials/fixtures.js';

const now = new Date('2026-11-22T10:00:00Z');
const DAY = 86_400_000;
const full = {
  id: 'a',
  uri: `${ISSUER}/status_lists/a`,
  issuer: 'default',
  bits: 1,
  form: 'jwt',
  ordinal: 1,
  size: 1024,
} as const;
const list = { ...full, leased: 1024, leasedAt: now.getTime() - DAY, permutationKey: Buffer.alloc(32), changes: 3 };
let signer: CredentialSigner;
beforeAll(async () => {
  signer = (await createTestPki(now)).signer;
});

async function publish(change: Partial<typeof list>, isNeeded: boolean) {
  const issuer = (await loadShippedIssuers()).issuers[0]!;
  const deps = {
    loadStatusList: async () => ({ ...list, ...change }),
    listChangedEntries: async () => [{ index: 7, status: 'revoked' }],
    isListNeeded: async () => isNeeded,
    storeSignedStatusList: vi.fn(async () => undefined),
    retireStatusList: vi.fn(async () => undefined),
    findPresentIssuer: () => ({ identifier: ISSUER, issuer }),
    signerFor: () => signer,
    now: () => now,
  } satisfies PublishingDependencies & Record<string, unknown>;
  await createPublishStatusList(deps)('a');
  return { signed: deps.storeSignedStatusList.mock.calls as unknown[][], retired: deps.retireStatusList.mock.calls };
}

describe('publishing a status list', () => {
  it('ST-07 says which changes it contains, and is due again at half of its life', async () => {
    const { signed } = await publish({}, true);
    expect(signed[0]?.[0]).toMatchObject({
      id: 'a',
      changes: 3,
      resignAt: now.getTime() + DAY / 2,
      expiresAt: now.getTime() + DAY,
    });
  });

  it.each([
    ['a credential that refers to it is valid', {}, true],
    ['entries are left in it', { leased: 1000 }, false],
    ['a worker may still give entries out', { leasedAt: now.getTime() - 3_600_000 }, false],
  ])('ST-17 goes on while %s', async (_why, change, isNeeded) => {
    const { signed, retired } = await publish(change, isNeeded);
    expect([signed.length, retired.length]).toEqual([1, 0]);
  });

  it('ST-17 ends when nobody needs the list any more', async () => {
    const { signed, retired } = await publish({}, false);
    expect([signed.length, retired.length]).toEqual([0, 1]);
  });
});
