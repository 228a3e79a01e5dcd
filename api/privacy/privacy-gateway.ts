/** Starts the workflows of erasure and export, and waits for them as long as a caller would. */
import type { Client } from '@temporalio/client';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { ISSUANCE_TASK_QUEUE } from '../../workflows/contract/messages.js';
import { eraseSessionWorkflowId, exportSubjectWorkflowId } from '../../workflows/contract/privacy-messages.js';
import type { sessionErasure } from '../../workflows/privacy/erase-session.js';
import type { subjectExport } from '../../workflows/privacy/export-subject.js';

export type PrivacyGateway = {
  /** Certain to happen when it returns. `waitMs`: how long to wait for its end; answers whether that came. */
  readonly eraseSession: (sessionId: string, issuer: string, waitMs: number) => Promise<boolean>;
  /** Returns when the export is sealed. @throws ProtocolError `temporarily_unavailable` */
  readonly exportSubject: (exportId: string) => Promise<void>;
};

/** Milliseconds. */
const START_WITHIN = 5000;
const EXPORT_WITHIN = 30_000;

export function createPrivacyGateway(client: Client): PrivacyGateway {
  const within = <T>(ms: number, call: () => Promise<T>): Promise<T> =>
    client.connection.withDeadline(Date.now() + ms, call);
  return {
    eraseSession: async (sessionId, issuer, waitMs) => {
      const start = () =>
        client.workflow.start<typeof sessionErasure>('sessionErasure', {
          workflowId: eraseSessionWorkflowId(sessionId),
          taskQueue: ISSUANCE_TASK_QUEUE,
          args: [{ session_id: sessionId, issuer }],
          // Asked for twice, it is the same erasure; asked for again later, it starts anew and finds little to do.
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          staticSummary: `${issuer}: erase a session`,
        });
      const handle = await within(START_WITHIN, start).catch(unavailable);
      if (waitMs === 0) return false;
      return within(waitMs, () => handle.result()).then(
        () => true,
        () => false,
      );
    },
    exportSubject: async (exportId) => {
      const execute = () =>
        client.workflow.execute<typeof subjectExport>('subjectExport', {
          workflowId: exportSubjectWorkflowId(exportId),
          taskQueue: ISSUANCE_TASK_QUEUE,
          args: [{ export_id: exportId }],
          staticSummary: 'subject access export',
        });
      await within(EXPORT_WITHIN, execute).catch(unavailable);
    },
  };
}

function unavailable(error: unknown): never {
  throw refuse('temporarily_unavailable', {}, error);
}
