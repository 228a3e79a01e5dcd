/** Entries of status lists, from blocks leased for this process: one database operation for many credentials. */
import { permuteIndex } from '../../credentials/status-list/permute-index.js';
import type { StatusEntry } from '../../ports/credential-registry.js';
import type { LeasedBlock, LeaseStatusBlock } from '../../ports/status-lists.js';
import type { ReserveStatusEntries } from './dependencies.js';

/** What a process that dies wastes at most; a list holds a thousand of them. */
const BLOCK = 128;
/** What is left of a block is dropped then, so that a list nobody takes from any more can be known as such. */
export const BLOCK_LIFE = 3_600_000;

type Rest = LeasedBlock & { readonly next: number; readonly dropAt: number };

/**
 * Guarantees that no entry is answered twice, by this process or another: positions come from a lease nobody else has,
 * are counted up, and are only ever forgotten. What a crash forgets is wasted, never shared.
 *
 * @param publish called for a list that has just begun, so that its address answers before a credential names it
 */
export function createReserveStatusEntries(
  lease: LeaseStatusBlock,
  publish: (list: string) => Promise<void>,
  now: () => Date,
): ReserveStatusEntries {
  const rests = new Map<string, Rest>();
  const turns = new Map<string, Promise<unknown>>();

  async function take(key: string, ...[pool, options]: Parameters<ReserveStatusEntries>): Promise<StatusEntry[]> {
    const entries: StatusEntry[] = [];
    while (entries.length < options.count) {
      let rest = rests.get(key);
      const at = now().getTime();
      const isElsewhere = rest !== undefined && rest.list.uri !== options.addressOf(rest.list.id);
      if (rest === undefined || rest.next >= rest.until || at >= rest.dropAt || isElsewhere) {
        const leased = await lease(pool, { size: options.size, block: BLOCK, now: at, addressOf: options.addressOf });
        if (leased.isNew) await publish(leased.list.id);
        rest = { ...leased, next: leased.from, dropAt: at + BLOCK_LIFE };
      }
      const { list, next } = rest;
      rests.set(key, { ...rest, next: next + 1 });
      const index = permuteIndex(list.permutationKey, list.size, next);
      entries.push({ list: list.id, uri: list.uri, index, bits: list.bits });
    }
    return entries;
  }

  return (pool, options) => {
    const key = `${pool.issuer} ${pool.bits} ${pool.form}`;
    // One after the other: two takers that both find their block used up would lease two.
    const turn = (turns.get(key) ?? Promise.resolve()).catch(() => undefined).then(() => take(key, pool, options));
    turns.set(key, turn);
    return turn;
  };
}
