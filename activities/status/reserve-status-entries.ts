/** Entries of status lists, from blocks leased for this process: one database operation for many credentials. */
import { permuteIndex } from '../../credentials/status-list/permute-index.js';
import type { StatusEntry } from '../../ports/credential-registry.js';
import type { LeasedBlock, LeaseStatusBlock } from '../../ports/status-lists.js';
import type { ReserveStatusEntries } from './dependencies.js';

/** What a process that dies wastes at most; a list holds a thousand of them. */
const BLOCK = 128;

type Rest = LeasedBlock & { readonly next: number };

/**
 * Guarantees that no entry is answered twice, by this process or another: positions come from a lease nobody else has,
 * are counted up, and are only ever forgotten. What a crash forgets is wasted, never shared.
 *
 * @param publish called for a list that has just begun, so that its address answers before a credential names it
 */
export function createReserveStatusEntries(
  lease: LeaseStatusBlock,
  publish: (list: string) => Promise<void>,
): ReserveStatusEntries {
  const rests = new Map<string, Rest>();
  const turns = new Map<string, Promise<unknown>>();

  async function take(key: string, ...[pool, options]: Parameters<ReserveStatusEntries>): Promise<StatusEntry[]> {
    const entries: StatusEntry[] = [];
    while (entries.length < options.count) {
      let rest = rests.get(key);
      if (rest === undefined || rest.next >= rest.until) {
        const leased = await lease(pool, { size: options.size, block: BLOCK, addressOf: options.addressOf });
        if (leased.isNew) await publish(leased.list.id);
        rest = { ...leased, next: leased.from };
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
