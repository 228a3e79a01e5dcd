/** Up to where the feed has been trimmed, by issuer in MongoDB: they keep their events for different times. */
import type { Database } from './database.js';

type TrimDocument = { readonly _id: string; readonly upTo: number };

const trimsOf = ({ db }: Database) => db.collection<TrimDocument>('feed_trims');

/** Before the events go, so that no reader finds a gap that is not noted. */
export function noteTrimmedInMongo(database: Database) {
  const trims = trimsOf(database);
  return async (events: readonly { readonly issuer: string; readonly position: number }[]): Promise<void> => {
    const upTo = new Map<string, number>();
    for (const { issuer, position } of events) upTo.set(issuer, Math.max(position, upTo.get(issuer) ?? 0));
    for (const [issuer, position] of upTo)
      await trims.updateOne({ _id: issuer }, { $max: { upTo: position } }, { upsert: true });
  };
}

/** Of one issuer, or the furthest of all; 0 where nothing was trimmed. */
export function findTrimmedInMongo(database: Database) {
  const trims = trimsOf(database);
  return async (issuer: string | undefined): Promise<number> => {
    const found = await trims.find(issuer === undefined ? {} : { _id: issuer }).toArray();
    return Math.max(0, ...found.map((one) => one.upTo));
  };
}
