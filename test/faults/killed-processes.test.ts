import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AV } from '../support/datasets.js';
import { redeemSession } from '../support/open-session.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';
import type { CredentialAnswer } from '../support/wallet.js';
import { newKey } from '../support/wallet.js';
import { finishAll, patiently, startFlowsAtEveryStep } from './patient-flow.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

describe.each(['worker', 'api'] as const)('the %s is killed', (part) => {
  it('lets every wallet finish that was between any two steps', async () => {
    const flows = await startFlowsAtEveryStep(stack);
    await stack.kill(part);
    const finishing = flows.map((flow) => flow.finish());
    // Longer than the API waits for an answer, so that wallets are told to try again.
    await pause(part === 'worker' ? 8000 : 1000);
    await stack.start(part);
    await finishAll(finishing);
    for (const flow of flows) await flow.check();
    expect(flows.flatMap((flow) => flow.troubles)).toContain(part === 'worker' ? '503' : 'ECONNREFUSED');
  }, 90_000);
});

describe('the worker is killed in the middle of a credential request', () => {
  it('answers each request in the end, and issues once', async () => {
    const sessions = await Promise.all(Array.from({ length: 4 }, () => redeemSession(stack)));
    const requests = await Promise.all(
      sessions.map(async ({ wallet, tokens }) => wallet.credentialRequest(tokens, AV, [await newKey()])),
    );
    const troubles: string[] = [];
    const answering = sessions.map(({ wallet, tokens }, index) =>
      patiently(troubles, () => wallet.authorized<CredentialAnswer>('/credential', tokens, requests[index])),
    );
    await pause(15);
    await stack.kill('worker');
    await stack.start('worker');
    for (const { status, body } of await Promise.all(answering)) {
      expect(status).toBe(200);
      expect(body.credentials).toHaveLength(1);
    }
    for (const { id, backOffice } of sessions) {
      const types = await backOffice.eventTypes(id);
      expect(types.filter((one) => one === 'credential_issued')).toHaveLength(1);
    }
  }, 60_000);
});
