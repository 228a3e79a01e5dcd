/** Signed status lists as the public listener serves them. */
import type { ListServedStatusLists, LoadServedStatusList } from '../../ports/status-lists.js';
import { toBytes } from './bytes.js';
import type { Database } from './database.js';
import { statusListsOf } from './status-lists.js';

export function loadServedStatusListFromMongo(database: Database): LoadServedStatusList {
  const lists = statusListsOf(database);
  return async (issuer, id) => {
    const found = await lists.findOne({ _id: id, issuer }, { projection: { signed: 1, form: 1 } });
    if (found?.signed === undefined) return undefined;
    const { jwt, cwt, signedAt, expiresAt } = found.signed;
    return { jwt, cwt: toBytes(cwt), signedAt, expiresAt, form: found.form };
  };
}

export function listServedStatusListsInMongo(database: Database): ListServedStatusLists {
  const lists = statusListsOf(database);
  return async (issuer) => {
    const living = { issuer, isRetired: false, signed: { $exists: true } };
    const found = await lists.find(living, { projection: { uri: 1 } }).toArray();
    return found.map((one) => one.uri);
  };
}
