/** The worker's part in finding sessions without a workflow: where they are, and how one is started. */
import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { createRescueSessions } from '../activities/privacy/rescue-sessions.js';
import type { Database } from '../adapters/mongodb/database.js';
import { loadErasureFromMongo } from '../adapters/mongodb/privacy/erasures.js';
import {
  closeRecordInMongo,
  findOverdueSessionsInMongo,
  findUntouchedSessionsInMongo,
} from '../adapters/mongodb/privacy/lost-sessions.js';
import { forgetSessionInMongo } from '../adapters/mongodb/vault.js';
import type { FindWorkflow, StartWorkflow } from '../ports/lost-sessions.js';
import type { SessionStart } from '../workflows/contract/messages.js';
import { issuanceSessionWorkflowId } from '../workflows/contract/messages.js';
import { sessionStartOptions } from '../workflows/contract/session-start-options.js';

type SessionClient = Pick<Client, 'workflow'>;

export function createRescue(database: Database, client: SessionClient, now: () => Date) {
  return createRescueSessions({
    findUntouched: findUntouchedSessionsInMongo(database),
    findOverdue: findOverdueSessionsInMongo(database),
    findWorkflow: findWorkflowIn(client),
    startWorkflow: startWorkflowIn(client),
    closeRecord: closeRecordInMongo(database),
    forgetSession: forgetSessionInMongo(database),
    loadErasure: loadErasureFromMongo(database),
    now,
  });
}

function findWorkflowIn({ workflow }: SessionClient): FindWorkflow {
  return async (sessionId) => {
    try {
      const { status } = await workflow.getHandle(issuanceSessionWorkflowId(sessionId)).describe();
      return status.name === 'RUNNING' ? 'running' : 'over';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'unknown';
      throw error;
    }
  };
}

function startWorkflowIn({ workflow }: SessionClient): StartWorkflow {
  return async (start) => {
    try {
      await workflow.start('issuanceSession', sessionStartOptions(start as SessionStart));
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  };
}
