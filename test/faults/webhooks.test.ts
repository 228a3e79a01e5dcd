import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BackOffice } from '../support/back-office.js';
import { AV } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { redeemSession } from '../support/open-session.js';
import type { Receiver } from '../support/receiver.js';
import { startReceiver } from '../support/receiver.js';
import type { Stack } from '../support/stack.js';
import { startStack } from '../support/stack.js';

const STORY = ['offer_created', 'token_exchanged', 'credential_requested', 'credential_issued'];
const WITHIN = 60_000;

let stack: Stack;
let receiver: Receiver;
let backOffice: BackOffice;
beforeAll(async () => {
  stack = await startStack({ env: { VOUCHSAFE_WEBHOOK_RETRIES: '1' } });
  receiver = await startReceiver();
  backOffice = new BackOffice(stack);
  const { status } = await backOffice.call('POST', '/webhooks', { url: receiver.url });
  expect(status).toBe(201);
});
afterAll(async () => {
  await receiver.close();
  await stack.stop();
});

async function issue(): Promise<string> {
  const { wallet, tokens, id } = await redeemSession(stack);
  expect((await wallet.requestCredential(tokens, AV)).status).toBe(200);
  return id;
}

/** In order, repeats apart: at least once is what is promised. */
function firsts(sessionId: string): string[] {
  return [...new Set(receiver.types(sessionId))];
}

async function allTold(sessions: readonly string[]): Promise<void> {
  for (const id of sessions) await eventually(() => expect(firsts(id)).toEqual(STORY), WITHIN, 200);
  const fed: { session_id: string; type: string }[] = [];
  for (let after = '0'; ; ) {
    const page = await backOffice.get<{ events: typeof fed; next_cursor: string }>(`/events?after=${after}&limit=50`);
    fed.push(...page.events);
    if (page.events.length === 0) break;
    after = page.next_cursor;
  }
  for (const id of sessions) expect(fed.filter((one) => one.session_id === id).map((one) => one.type)).toEqual(STORY);
}

it.each(['worker', 'temporal', 'database', 'api'] as const)(
  'every event is told, in order and none that did not happen, though the %s dies between the mark and the delivery',
  async (part) => {
    const sessions = await Promise.all(Array.from({ length: 4 }, issue));
    // The last event of each is marked and held at this moment.
    await stack.kill(part);
    await pause(500);
    await stack.start(part);
    await allTold(sessions);
  },
  120_000,
);

it('a call that was under way when the worker died is made again, by the same id', async () => {
  let hung: string | undefined;
  receiver.behave = ({ body }) => {
    // Sessions of the tests before may still be told of; the first event is of this test's alone.
    if (hung !== undefined || body.seq !== 1) return 204;
    hung = body.session_id;
    return 'hang';
  };
  receiver.received.length = 0;
  const id = await issue();
  await eventually(() => expect(hung).toBe(id), WITHIN);
  await stack.kill('worker');
  await stack.start('worker');
  await eventually(() => expect(firsts(id)).toEqual(STORY), WITHIN, 200);
  expect(receiver.types(id).slice(0, 2)).toEqual(['offer_created', 'offer_created']);
}, 120_000);
