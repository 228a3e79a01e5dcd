/** Status lists in MongoDB. Everything that must happen once is a compare-and-set or a unique index. */
import { randomBytes } from 'node:crypto';
import type { Collection } from 'mongodb';
import type {
  ClaimDueStatusLists,
  CountStatusChange,
  LeaseStatusBlock,
  ListPool,
  LoadStatusList,
  RetireStatusList,
  SignedStatusList,
  StatusList,
  StoreSignedStatusList,
} from '../../ports/status-lists.js';
import { toBytes } from './bytes.js';
import type { Database } from './database.js';
import { isDuplicate } from './database.js';
import { ensureIndex } from './ensure-index.js';

export type ListDocument = Omit<StatusList, 'id'> & { readonly _id: string; readonly isRetired: boolean } & {
  /** When the token is next to be signed; 0 until it first was. */
  readonly resignAt: number;
  readonly signed?: Omit<SignedStatusList, 'id' | 'resignAt'>;
};

const ID_BYTES = 12;
const KEY_BYTES = 32;
/** An issuer has two while it moves. */
const MOST_ADDRESSES = 8;
const withoutToken = { projection: { signed: 0 } } as const;

export const statusListsOf = ({ db }: Database): Collection<ListDocument> => db.collection('status_lists');

export async function createStatusListIndexes(database: Database): Promise<void> {
  const lists = statusListsOf(database);
  await ensureIndex(lists, { issuer: 1, bits: 1, form: 1, ordinal: -1 }, { unique: true });
  await ensureIndex(lists, { isRetired: 1, resignAt: 1 });
}

export function leaseStatusBlockInMongo(database: Database): LeaseStatusBlock {
  const lists = statusListsOf(database);
  return async (pool, { size, block, now, addressOf }) => {
    for (;;) {
      const newest = await findNewest(lists, pool);
      // An issuer that has moved goes on with a list at its new address; processes that have not heard of it yet, with theirs.
      const last = newest.find((one) => one.uri === addressOf(one.id));
      const isNew = last === undefined || last.leased >= last.size;
      const ordinal = (newest[0]?.ordinal ?? 0) + 1;
      const list = isNew ? await begin(lists, pool, { size, addressOf, ordinal }) : last;
      // Another worker was quicker: look again.
      if (list === undefined) continue;
      const from = list.leased;
      const until = Math.min(from + block, list.size);
      const leased = await lists.updateOne({ _id: list.id, leased: from }, { $set: { leased: until, leasedAt: now } });
      if (leased.modifiedCount === 1) return { list, from, until, isNew };
    }
  };
}

async function findNewest(lists: Collection<ListDocument>, pool: ListPool): Promise<StatusList[]> {
  const { issuer, bits, form } = pool;
  const found = lists.find({ issuer, bits, form }, withoutToken).sort({ ordinal: -1 }).limit(MOST_ADDRESSES);
  return (await found.toArray()).map(toList);
}

type Beginning = { readonly size: number; readonly ordinal: number; readonly addressOf: (id: string) => string };

async function begin(lists: Collection<ListDocument>, pool: ListPool, { size, ordinal, addressOf }: Beginning) {
  const { issuer, bits, form } = pool;
  // Random, so that its address does not tell how many lists there are.
  const id = randomBytes(ID_BYTES).toString('base64url');
  const document: ListDocument = {
    _id: id,
    uri: addressOf(id),
    ...{ issuer, bits, form, ordinal, size },
    leased: 0,
    leasedAt: 0,
    permutationKey: randomBytes(KEY_BYTES),
    changes: 0,
    isRetired: false,
    resignAt: 0,
  };
  try {
    await lists.insertOne(document);
    return toList(document);
  } catch (error) {
    if (isDuplicate(error)) return undefined;
    throw error;
  }
}

export function loadStatusListFromMongo(database: Database): LoadStatusList {
  const lists = statusListsOf(database);
  return async (id) => {
    const found = await lists.findOne({ _id: id }, withoutToken);
    return found === null ? undefined : toList(found);
  };
}

export function countStatusChangeInMongo(database: Database): CountStatusChange {
  const lists = statusListsOf(database);
  return async (id) => {
    // Whoever dies between this and the signing leaves the list due.
    await lists.updateOne({ _id: id }, { $inc: { changes: 1 }, $set: { resignAt: 0 } });
  };
}

export function storeSignedStatusListInMongo(database: Database): StoreSignedStatusList {
  const lists = statusListsOf(database);
  return async ({ id, resignAt, ...signed }) => {
    const isOlder = [{ signed: { $exists: false } }, { 'signed.changes': { $lte: signed.changes } }];
    await lists.updateOne({ _id: id, $or: isOlder }, { $set: { signed } });
    // A change counted meanwhile has made the list due again; it stays due.
    await lists.updateOne({ _id: id, changes: signed.changes }, { $set: { resignAt } });
  };
}

export function claimDueStatusListsInMongo(database: Database): ClaimDueStatusLists {
  const lists = statusListsOf(database);
  return async (now, again) => {
    const due = { isRetired: false, resignAt: { $lte: now } };
    const found = await lists
      .find(due, { projection: { resignAt: 1 } })
      .limit(100)
      .toArray();
    const claims = found.map(async ({ _id, resignAt }) => {
      const claimed = await lists.updateOne({ _id, resignAt }, { $set: { resignAt: again } });
      return claimed.modifiedCount === 1 ? [_id] : [];
    });
    return (await Promise.all(claims)).flat();
  };
}

export function retireStatusListInMongo(database: Database): RetireStatusList {
  const lists = statusListsOf(database);
  return async (id) => {
    await lists.updateOne({ _id: id }, { $set: { isRetired: true } });
  };
}

function toList(document: ListDocument): StatusList {
  const { _id, isRetired: _isRetired, resignAt: _resignAt, signed: _signed, permutationKey, ...rest } = document;
  return { id: _id, ...rest, permutationKey: toBytes(permutationKey) };
}
