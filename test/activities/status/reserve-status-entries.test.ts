import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { createReserveStatusEntries } from '../../../activities/status/reserve-status-entries.js';
import type { LeaseStatusBlock, StatusList } from '../../../ports/status-lists.js';

const pool = { issuer: 'default', bits: 1, form: 'jwt' } as const;
const now = () => new Date();
const addressOf = (id: string) => `https://issuer.example/status_lists/${id}`;

/** The database's part, in memory: each position is leased once. */
function createLease(): LeaseStatusBlock {
  const lists: StatusList[] = [];
  return async ({ issuer, bits, form }, { size, block }) => {
    let last = lists.at(-1);
    const isNew = last === undefined || last.leased >= last.size;
    if (last === undefined || isNew) {
      const id = `list-${lists.length}`;
      last = {
        id,
        uri: addressOf(id),
        issuer,
        bits,
        form,
        ordinal: lists.length + 1,
        size,
        leased: 0,
        leasedAt: 0,
        permutationKey: randomBytes(32),
        changes: 0,
      };
      lists.push(last);
    }
    const from = last.leased;
    const until = Math.min(from + block, last.size);
    lists[lists.length - 1] = { ...last, leased: until };
    return { list: last, from, until, isNew };
  };
}

const named = (entries: readonly { list: string; index: number }[]) =>
  entries.map(({ list, index }) => `${list} ${index}`);

describe('reserving status entries', () => {
  it('ST-09 gives 1000 parallel takers in two processes 3000 different entries, over several lists', async () => {
    const lease = createLease();
    const processes = [0, 1].map(() => createReserveStatusEntries(lease, async () => undefined, now));
    const taken = await Promise.all(
      Array.from({ length: 1000 }, (_, nth) => processes[nth % 2]!(pool, { count: 3, size: 1024, addressOf })),
    );
    const all = taken.flatMap(named);
    expect(all).toHaveLength(3000);
    expect(new Set(all).size).toBe(3000);
    expect(new Set(all.map((one) => one.split(' ')[0])).size).toBeGreaterThanOrEqual(3);
  });

  it('ST-06 drops what is left at an address the issuer no longer has', async () => {
    const lease = vi.fn(createLease());
    const reserve = createReserveStatusEntries(lease, async () => undefined, now);
    const options = { count: 1, size: 1024, addressOf };
    await reserve(pool, options);
    await reserve(pool, options);
    expect(lease).toHaveBeenCalledTimes(1);
    await reserve(pool, { ...options, addressOf: (id) => `https://moved.example/${id}` });
    expect(lease).toHaveBeenCalledTimes(2);
  });

  it('ST-11 fills a list to its last entry before it begins another', async () => {
    const reserve = createReserveStatusEntries(createLease(), async () => undefined, now);
    const first = await reserve(pool, { count: 1024, size: 1024, addressOf });
    expect(new Set(first.map((one) => one.list))).toEqual(new Set(['list-0']));
    expect(named(await reserve(pool, { count: 1, size: 1024, addressOf }))[0]).toMatch(/^list-1 /);
  });

  it('ST-06 publishes a list before a credential can name it', async () => {
    const publish = vi.fn(async () => undefined);
    const reserve = createReserveStatusEntries(createLease(), publish, now);
    const [entry] = await reserve(pool, { count: 1, size: 1024, addressOf });
    expect(publish).toHaveBeenCalledExactlyOnceWith(entry?.list);
  });

  it('goes on after the database was away', async () => {
    const lease = createLease();
    const flaky = vi.fn(lease).mockRejectedValueOnce(new Error('away'));
    const reserve = createReserveStatusEntries(flaky, async () => undefined, now);
    await expect(reserve(pool, { count: 1, size: 1024, addressOf })).rejects.toThrow('away');
    await expect(reserve(pool, { count: 1, size: 1024, addressOf })).resolves.toHaveLength(1);
  });
});
