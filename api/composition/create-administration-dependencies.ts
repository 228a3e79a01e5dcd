/** What the acts of operators and back offices beside sessions need: on credentials, one or many, the inbox and the switches. */
import {
  countCredentialsInMongo,
  insertBulkActInMongo,
  loadBulkActFromMongo,
  removeBulkActFromMongo,
} from '../../adapters/mongodb/bulk-status.js';
import { findCredentialsInMongo, loadCredentialFromMongo } from '../../adapters/mongodb/credential-registry.js';
import type { Database } from '../../adapters/mongodb/database.js';
import { giveUpLeaseInMongo, listInboxFromMongo, takeLeaseInMongo } from '../../adapters/mongodb/inbox.js';
import {
  listSwitchChangesFromMongo,
  loadSwitchesFromMongo,
  storeSwitchInMongo,
} from '../../adapters/mongodb/issuing-switches.js';
import { selectChangeable } from '../../protocol/status/select-changeable.js';
import type { BulkAdministrationDependencies } from '../back-office/create-bulk-administration.js';
import type { CredentialAdministrationDependencies } from '../back-office/create-credential-administration.js';
import type { InboxDependencies } from '../back-office/create-inbox.js';
import type { SwitchAdministrationDependencies } from '../back-office/create-switch-administration.js';
import type { BackOfficeDependencies } from '../back-office/dependencies.js';

type Shared = Pick<BackOfficeDependencies, 'issuers' | 'handles' | 'gateway' | 'trace' | 'loadSession' | 'now'> &
  Pick<SwitchAdministrationDependencies, 'switches'>;

export function createAdministrationDependencies(
  database: Database,
  shared: Shared,
): {
  readonly credentials: CredentialAdministrationDependencies;
  readonly inbox: InboxDependencies;
  readonly bulkStatus: BulkAdministrationDependencies;
  readonly switching: SwitchAdministrationDependencies;
} {
  return {
    credentials: {
      ...shared,
      loadCredential: loadCredentialFromMongo(database),
      findCredentials: findCredentialsInMongo(database),
    },
    inbox: {
      ...shared,
      listInbox: listInboxFromMongo(database),
      takeLease: takeLeaseInMongo(database),
      giveUpLease: giveUpLeaseInMongo(database),
    },
    bulkStatus: {
      ...shared,
      countCredentials: countCredentialsInMongo(database, selectChangeable),
      insertBulkAct: insertBulkActInMongo(database),
      loadBulkAct: loadBulkActFromMongo(database),
      removeBulkAct: removeBulkActFromMongo(database),
    },
    switching: {
      ...shared,
      loadSwitches: loadSwitchesFromMongo(database),
      storeSwitch: storeSwitchInMongo(database),
      listSwitchChanges: listSwitchChangesFromMongo(database),
    },
  };
}
