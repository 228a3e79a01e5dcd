import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import type { StackInfo } from '../support/stack.js';
import { watchWorkflows } from '../support/workflow.js';

/** The wallets of the seeds took seconds from the offer to the token; ours waits until its fetches have been told. */
export async function untilRetrieved(at: StackInfo, sessionId: string, times: number): Promise<void> {
  const workflows = await watchWorkflows(at);
  try {
    await eventually(async () => expect(await workflows.signals(sessionId, 'offerRetrieved')).toBe(times));
  } finally {
    await workflows.close();
  }
}
