/** The worker's part in changing the status of many credentials. */
import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { BulkDependencies } from '../activities/status/change-status-of-page.js';
import {
  createBulkStatusIndexes,
  findChangeableInMongo,
  storeBulkProgressInMongo,
  storeStatusesInMongo,
} from '../adapters/mongodb/bulk-status.js';
import type { Database } from '../adapters/mongodb/database.js';
import { selectChangeable } from '../protocol/status/select-changeable.js';
import { issuanceSessionWorkflowId } from '../workflows/contract/messages.js';
import { credentialStatusChangedSignal } from '../workflows/contract/status-messages.js';

export function createBulkStatus(database: Database) {
  return {
    prepare: () => createBulkStatusIndexes(database),
    dependencies: {
      findChangeable: findChangeableInMongo(database, selectChangeable),
      storeStatuses: storeStatusesInMongo(database, selectChangeable),
      storeBulkProgress: storeBulkProgressInMongo(database),
    },
  };
}

/** The change stands whether the session still lives or not. */
export function createSessionTeller(client: Pick<Client, 'workflow'>): BulkDependencies['tellSession'] {
  return async (sessionId, news) => {
    try {
      const session = client.workflow.getHandle(issuanceSessionWorkflowId(sessionId));
      await session.signal(credentialStatusChangedSignal, news);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  };
}
