/** What the back office's acts need. */
import type { Database } from '../../adapters/mongodb/database.js';
import { loadErasureFromMongo } from '../../adapters/mongodb/privacy/erasures.js';
import {
  insertSessionInMongo,
  listSessionsFromMongo,
  removeSessionFromMongo,
  storeAssuranceInMongo,
  storeRenewedOfferInMongo,
} from '../../adapters/mongodb/session-records.js';
import { listLogsFromMongo } from '../../adapters/mongodb/trace.js';
import { removeClaimsFromMongo, storeClaimsInMongo } from '../../adapters/mongodb/vault.js';
import type { Config } from '../../platform/config.js';
import type { BackOfficeDependencies } from '../back-office/dependencies.js';

export function createBackOfficeDependencies(
  config: Config,
  database: Database,
  shared: Pick<
    BackOfficeDependencies,
    'issuers' | 'switches' | 'handles' | 'gateway' | 'seals' | 'trace' | 'checkClaims' | 'loadSession' | 'now'
  >,
): BackOfficeDependencies {
  return {
    ...shared,
    insertSession: insertSessionInMongo(database),
    loadErasure: loadErasureFromMongo(database),
    listSessions: listSessionsFromMongo(database),
    listLogs: listLogsFromMongo(database),
    storeRenewedOffer: storeRenewedOfferInMongo(database),
    storeAssurance: storeAssuranceInMongo(database),
    removeSession: removeSessionFromMongo(database),
    storeClaims: storeClaimsInMongo(database),
    removeClaims: removeClaimsFromMongo(database),
    privateUrl: config.privateUrl,
  };
}
