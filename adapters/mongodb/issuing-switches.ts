/** Kill switches in MongoDB: beside what an issuance reads anyway, so that the worker sees them in the same read. */
import type { Collection } from 'mongodb';
import type { ListSwitchChanges, LoadSwitches, StoreSwitch, SwitchChange } from '../../ports/issuing-switch.js';
import type { Database } from './database.js';

export const switchId = (issuer: string): string => `switch:${issuer}`;

const changesOf = ({ db }: Database): Collection<SwitchChange> => db.collection('switch_changes');

export function loadSwitchesFromMongo({ vault }: Database): LoadSwitches {
  return async (issuers) => {
    const found = await vault.find({ _id: { $in: issuers.map(switchId) } }).toArray();
    return found.flatMap((one) => one.issuing ?? []);
  };
}

export function storeSwitchInMongo(database: Database): StoreSwitch {
  const changes = changesOf(database);
  return async (change) => {
    // First what is kept for good: of a switch that stands, somebody can always be asked.
    await changes.insertOne({ ...change });
    await database.vault.updateOne({ _id: switchId(change.issuer) }, { $set: { issuing: change } }, { upsert: true });
  };
}

export function listSwitchChangesFromMongo(database: Database): ListSwitchChanges {
  const changes = changesOf(database);
  return async (issuer, limit) => {
    const found = await changes.find({ issuer }).sort({ at: -1 }).limit(limit).toArray();
    return found.map(({ _id, ...rest }) => rest);
  };
}
