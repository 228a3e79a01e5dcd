import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AV } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { deferSession, openSession } from '../support/open-session.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';
import { PRE_AUTHORIZED, send, Wallet } from '../support/wallet.js';
import { finishAll, startFlowsAtEveryStep } from './patient-flow.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const ready = async () => (await send(`${stack.privateUrl}/health/ready`)).body;

describe.each(['temporal', 'database'] as const)('the %s is killed', (part) => {
  it('lets every wallet finish that was between any two steps', async () => {
    const flows = await startFlowsAtEveryStep(stack);
    await stack.kill(part);
    const finishing = flows.map((flow) => flow.finish());
    await pause(1500);
    await stack.start(part);
    await finishAll(finishing);
    for (const flow of flows) await flow.check();
    expect(flows.flatMap((flow) => flow.troubles)).toContain('503');
  }, 90_000);

  it('says so on the health page and to wallets, and comes back by itself', async () => {
    const { wallet, offer } = await openSession(stack);
    const waiting = await deferSession(stack);
    await stack.kill(part);
    expect(await ready()).toMatchObject({ status: 'down', [part]: 'down' });
    const answers = [
      await waiting.backOffice.call('POST', '/sessions', { credential_configuration_ids: [AV], claims: {} }),
      part === 'temporal'
        ? await wallet.token({ grant_type: PRE_AUTHORIZED, 'pre-authorized_code': Wallet.codeOf(offer) })
        : await waiting.wallet.collect(waiting.tokens, waiting.transactionId),
    ];
    for (const { status, headers, body } of answers) {
      expect({ status, body }).toEqual({
        status: 503,
        body: {
          error: 'temporarily_unavailable',
          error_description: 'The issuer is temporarily unavailable; try again later.',
        },
      });
      expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
    await stack.start(part);
    await eventually(async () => expect(await ready()).toMatchObject({ status: 'up', [part]: 'up' }), 30_000);
    expect((await waiting.wallet.collect(waiting.tokens, waiting.transactionId)).status).toBe(202);
  }, 60_000);
});
