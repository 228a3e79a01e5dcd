/** Pages of deliveries over HTTP, with an administration of this test's own. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerErrors } from '../../../api/http/answer-errors.js';
import { setCaller } from '../../../api/private/caller.js';
import { type ActingOffice, addSessionRoutes } from '../../../api/private/session-routes.js';
import { addWebhookRoutes } from '../../../api/private/webhook-routes.js';
import type { WebhookAdministration } from '../../../ports/webhook-administration.js';
import type { Delivery, ListDeliveries } from '../../../ports/webhooks.js';
import { buildDelivery } from '../../../protocol/events/build-delivery.js';

const event = { type: 'offer_created', issuer: 'a', sessionId: 's', at: 1, data: {} };
/** Three endpoints were told of each of two events, and one was tried out before. */
const deliveries: Delivery[] = [2, 1]
  .flatMap((seq) => ['c', 'b', 'a'].map((id) => buildDelivery(id, { ...event, id: `evt_${seq}` }, seq, 1)))
  .concat(buildDelivery('a', { ...event, id: 'evt_test' }, 0, 1));

/** As the database does. */
const listDeliveries: ListDeliveries = async ({ before, limit }) => {
  const isBefore = ({ position, id }: Delivery): boolean =>
    before === undefined ||
    position < before.position ||
    (position === before.position && before.id !== undefined && id < before.id);
  return deliveries.filter(isBefore).slice(0, limit);
};

let server: Server;
let url: string;
beforeAll(async () => {
  const administration = { listDeliveries, load: async (id: string) => ({ id }) } as unknown as WebhookAdministration;
  const office = {
    loadSession: async (id: string) => (id === 's' ? { id } : undefined),
    listSessions: async () => [],
  };
  const officeOf = (() => office) as unknown as ActingOffice;
  const app = express().use((_request, response, next) => {
    setCaller(response, { id: 'someone', scopes: ['admin'] });
    next();
  });
  addSessionRoutes(app, officeOf, () => new Date());
  addWebhookRoutes(app, () => administration, officeOf);
  app.use(
    answerErrors(
      () => undefined,
      () => undefined,
    ),
  );
  server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

async function ask(path: string): Promise<{ status: number; body: any }> {
  const answer = await fetch(url + path);
  return { status: answer.status, body: await answer.json() };
}

it.each(['/sessions/s/deliveries', '/webhooks/a/deliveries'])(
  'pages of %s leave nothing out and show nothing twice, wherever a page ends',
  async (path) => {
    for (let limit = 1; limit <= deliveries.length; limit += 1) {
      const seen: string[] = [];
      for (let before: string | null = ''; before !== null; ) {
        const { body } = await ask(
          `${path}?limit=${limit}${before === '' ? '' : `&before=${encodeURIComponent(before)}`}`,
        );
        seen.push(...body.deliveries.map((one: { id: string }) => one.id));
        before = body.next_before;
      }
      expect(seen).toEqual(deliveries.map((one) => one.id));
    }
  },
);

it('a position alone is still a cursor, and what is none is refused', async () => {
  const { body } = await ask('/sessions/s/deliveries?before=1');
  expect(body.deliveries.map((one: { event_id: string }) => one.event_id)).toEqual(['evt_test']);
  for (const wrong of ['yesterday', '1.', '-1', '1.%C3%BC'])
    expect((await ask(`/sessions/s/deliveries?before=${wrong}`)).status, wrong).toBe(400);
});

it('deliveries of a session there is not are not found', async () => {
  const { status, body } = await ask('/sessions/other/deliveries');
  expect([status, body.reason]).toEqual([404, 'session_unknown']);
});

it('a status there is not is refused where sessions are listed', async () => {
  expect((await ask('/sessions?status=credential_issued')).status).toBe(200);
  for (const wrong of ['issued', '']) {
    const { status, body } = await ask(`/sessions?status=${wrong}`);
    expect([status, body.reason, body.problems?.[0]?.path]).toEqual([400, 'body_invalid', 'status']);
  }
});
