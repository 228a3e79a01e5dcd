import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Delivery } from '../../ports/webhooks.js';
import { makeRecord, START } from './fake-back-office.js';
import { type ServedConsole, serveConsole, Visitor } from './served-console.js';

const delivery = (change: Partial<Delivery>): Delivery => ({
  id: 'dlv_1',
  endpointId: 'wh_1',
  event: { id: 'evt_1', type: 'offer_created', issuer: 'default', at: START, data: {} },
  position: 1,
  lane: 'l',
  state: 'delivered',
  dueAt: START + 5000,
  since: START,
  createdAt: START,
  attemptCount: 1,
  attempts: [{ at: START, latencyMs: 41, status: 204 }],
  ...change,
});

let served: ServedConsole;
beforeAll(async () => {
  const told: Record<string, Delivery[]> = {
    told: [
      delivery({}),
      delivery({ id: 'dlv_2', state: 'pending', attempts: [{ at: START, latencyMs: 15_000, error: 'timeout' }] }),
    ],
  };
  told['often'] = Array.from({ length: 150 }, (_, nth) => delivery({ id: `dlv_${nth}`, endpointId: `wh_${nth}_` }));
  served = await serveConsole({
    listDeliveries: async ({ sessionId, limit }) => (told[sessionId ?? ''] ?? []).slice(0, limit),
  });
  for (const id of ['told', 'quiet', 'often']) served.backOffice.records.set(id, makeRecord(id));
});
afterAll(() => served.close());

it('the page of a session shows what webhook endpoints were told, and how they took it', async () => {
  const visitor = new Visitor(served.url);
  await visitor.logIn();
  for (const path of ['/sessions/told', '/sessions/told/live/logs']) {
    const { html } = await visitor.get(path);
    for (const text of ['Webhooks', 'wh_1', '204 41 ms', 'timeout 15000 ms', 'next']) expect(html).toContain(text);
  }
  expect((await visitor.get('/sessions/quiet')).html).not.toContain('Webhooks');
});

it('of more deliveries than a page shows it says that these are the newest', async () => {
  const visitor = new Visitor(served.url);
  await visitor.logIn();
  for (const path of ['/sessions/often', '/sessions/often/live/logs']) {
    const { html } = await visitor.get(path);
    expect(html).toContain('The 100 newest deliveries');
    expect([html.includes('wh_99_'), html.includes('wh_100_')]).toEqual([true, false]);
  }
  expect((await visitor.get('/sessions/told')).html).toContain('2 deliveries');
});
