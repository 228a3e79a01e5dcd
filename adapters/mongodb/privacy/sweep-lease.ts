/** The sweep's one document: who may sweep, and how far walks have come. */
import type { SweepLease } from '../../../ports/privacy.js';
import type { Database } from '../database.js';
import { isDuplicate } from '../database.js';

type LeaseDocument = {
  readonly _id: string;
  readonly dueAt: number;
  readonly cursors: Record<string, string>;
  readonly completedAt?: number;
};

const ID = 'retention';

/** The cursor of a walk that is over: it begins anew with the next sweep, however long this one goes on with others. */
export const WALKED = 'walked';

export function createSweepLease({ db }: Database): SweepLease {
  const sweeps = db.collection<LeaseDocument>('sweeps');
  return {
    claim: async (now, until) => {
      const claimed = await sweeps.updateOne({ _id: ID, dueAt: { $lte: now } }, { $set: { dueAt: until } });
      if (claimed.modifiedCount === 1) return true;
      if ((await sweeps.findOne({ _id: ID }, { projection: { _id: 1 } })) !== null) return false;
      try {
        await sweeps.insertOne({ _id: ID, dueAt: until, cursors: {} });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    load: async () => ({ ...(await sweeps.findOne({ _id: ID }))?.cursors }),
    settle: async (cursors, next, completedAt) => {
      const complete = completedAt === undefined ? {} : { completedAt };
      await sweeps.updateOne({ _id: ID }, { $set: { cursors, dueAt: next, ...complete } });
    },
    lastComplete: async () => (await sweeps.findOne({ _id: ID }, { projection: { completedAt: 1 } }))?.completedAt,
  };
}
