/** Which credentials are due for another look at the status of their wallet. */
import type { ClaimDueRechecks, StoreRecheck } from '../../ports/credential-registry.js';
import type { Database } from './database.js';
import { ensureIndex } from './ensure-index.js';

type FollowedDocument = {
  readonly _id: string;
  readonly status: string;
  readonly validUntil: number;
  readonly attestation?: { readonly checkAt?: number };
};

const AT_ONCE = 100;
const collectionOf = ({ db }: Database) => db.collection<FollowedDocument>('credentials');

export async function createRecheckIndex(database: Database): Promise<void> {
  await ensureIndex(collectionOf(database), { 'attestation.checkAt': 1 }, { sparse: true });
}

export function claimDueRechecksInMongo(database: Database): ClaimDueRechecks {
  const credentials = collectionOf(database);
  return async (now, again) => {
    const due = { 'attestation.checkAt': { $lte: now }, validUntil: { $gt: now } };
    const found = await credentials
      .find(due, { projection: { attestation: 1 } })
      .limit(AT_ONCE)
      .toArray();
    const claims = found.map(async ({ _id, attestation }) => {
      const standing = { _id, 'attestation.checkAt': attestation?.checkAt ?? 0 };
      const claimed = await credentials.updateOne(standing, { $set: { 'attestation.checkAt': again } });
      return claimed.modifiedCount === 1 ? [_id] : [];
    });
    return (await Promise.all(claims)).flat();
  };
}

export function storeRecheckInMongo(database: Database): StoreRecheck {
  const credentials = collectionOf(database);
  return async (id, checkAt) => {
    const followed = { _id: id, attestation: { $exists: true } };
    const change =
      checkAt === undefined
        ? { $unset: { 'attestation.checkAt': '' as const } }
        : { $set: { 'attestation.checkAt': checkAt } };
    await credentials.updateOne(followed, change);
  };
}
