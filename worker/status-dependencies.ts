/** The registry's and the status lists' part of the worker's composition root. */
import type { PublishingDependencies, StatusDependencies } from '../activities/status/dependencies.js';
import { createPublishStatusList } from '../activities/status/publish-status-list.js';
import { createReserveStatusEntries } from '../activities/status/reserve-status-entries.js';
import {
  createRegistryIndexes,
  isListNeededInMongo,
  listChangedEntriesInMongo,
  loadCredentialFromMongo,
  registerCredentialsInMongo,
  storeCredentialStatusInMongo,
  unregisterCredentialsInMongo,
} from '../adapters/mongodb/credential-registry.js';
import type { Database } from '../adapters/mongodb/database.js';
import {
  claimDueStatusListsInMongo,
  countStatusChangeInMongo,
  createStatusListIndexes,
  leaseStatusBlockInMongo,
  loadStatusListFromMongo,
  retireStatusListInMongo,
  storeSignedStatusListInMongo,
} from '../adapters/mongodb/status-lists.js';
import type { SigningTask } from './keep-signed.js';

/** How long a claimed list is left to the worker that claimed it. */
const CLAIM = 30_000;

export function createStatusDependencies(
  database: Database,
  issuing: Pick<PublishingDependencies, 'findPresentIssuer' | 'signerFor' | 'now'>,
): StatusDependencies {
  const publishStatusList = createPublishStatusList({
    ...issuing,
    loadStatusList: loadStatusListFromMongo(database),
    listChangedEntries: listChangedEntriesInMongo(database),
    isListNeeded: isListNeededInMongo(database),
    storeSignedStatusList: storeSignedStatusListInMongo(database),
    retireStatusList: retireStatusListInMongo(database),
  });
  return {
    registerCredentials: registerCredentialsInMongo(database),
    unregisterCredentials: unregisterCredentialsInMongo(database),
    loadCredential: loadCredentialFromMongo(database),
    storeCredentialStatus: storeCredentialStatusInMongo(database),
    countStatusChange: countStatusChangeInMongo(database),
    reserveStatusEntries: createReserveStatusEntries(leaseStatusBlockInMongo(database), publishStatusList, issuing.now),
    publishStatusList,
  };
}

export async function createStatusIndexes(database: Database): Promise<void> {
  await createRegistryIndexes(database);
  await createStatusListIndexes(database);
}

/** Every list again before its token expires, and those a worker died over. */
export function statusListTask(
  database: Database,
  publish: (id: string) => Promise<void>,
  now: () => Date,
): SigningTask {
  const claimDue = claimDueStatusListsInMongo(database);
  return {
    claim: () => claimDue(now().getTime(), now().getTime() + CLAIM),
    sign: publish,
  };
}
