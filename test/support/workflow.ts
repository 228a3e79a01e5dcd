/** What stands in Temporal about a session. */
import { Client, Connection } from '@temporalio/client';
import { issuanceSessionWorkflowId } from '../../workflows/contract/messages.js';
import type { StackInfo } from './stack.js';

export type WorkflowWatch = {
  /** Events in the history of the session's workflow. */
  readonly historyLength: (sessionId: string) => Promise<number>;
  readonly searchAttributes: (sessionId: string) => Promise<Record<string, unknown>>;
  readonly status: (sessionId: string) => Promise<string>;
  /** The whole history as text, to look for what must not be in it. */
  readonly historyText: (sessionId: string) => Promise<string>;
  /** How many signals of this name stand in it. */
  readonly signals: (sessionId: string, name: string) => Promise<number>;
  readonly client: Client;
  readonly close: () => Promise<void>;
};

export async function watchWorkflows(at: StackInfo): Promise<WorkflowWatch> {
  const connection = await Connection.connect({ address: at.temporalAddress });
  const client = new Client({ connection, namespace: at.temporalNamespace });
  const handle = (sessionId: string) => client.workflow.getHandle(issuanceSessionWorkflowId(sessionId));
  const historyText = async (sessionId: string): Promise<string> =>
    JSON.stringify((await handle(sessionId).fetchHistory()).events, readable);
  return {
    historyLength: async (sessionId) => (await handle(sessionId).describe()).historyLength,
    searchAttributes: async (sessionId) => {
      const { typedSearchAttributes } = await handle(sessionId).describe();
      return Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
    },
    status: async (sessionId) => (await handle(sessionId).describe()).status.name,
    historyText,
    signals: async (sessionId, name) => (await historyText(sessionId)).split(`"signalName":"${name}"`).length - 1,
    client,
    close: () => connection.close(),
  };
}

/** Payloads come in base64; what is in them can be found when they are text. */
function readable(key: string, value: unknown): unknown {
  return key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : value;
}
