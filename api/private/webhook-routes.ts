/** The feed of events, webhook endpoints and what was sent to them, on the private API. */
import type { Response, Router } from 'express';
import type { z } from 'zod';
import type { WebhookAdministration } from '../../ports/webhook-administration.js';
import {
  buildDeliveryAnswer,
  buildFeedAnswer,
  buildMintedWebhook,
  buildWebhookAnswer,
} from './build-webhook-answer.js';
import { requireScope } from './caller.js';
import { readDeliveryCursor, writeDeliveryCursor } from './delivery-cursor.js';
import { reservationOf } from './idempotency.js';
import { defined, parseBody, parseOptionalBody, parseQuery } from './read-request.js';
import { type ActingOffice, loadRecord } from './session-routes.js';
import { zDeliveryQuery, zFeedQuery, zNewWebhook, zReplay, zRotation, zWebhookChange } from './z-webhooks.js';

type AdministrationOf = (response: Response) => WebhookAdministration;
const mayRead = requireScope('sessions:read');
const mayAdminister = requireScope('admin');

export function addWebhookRoutes(router: Router, of: AdministrationOf, officeOf: ActingOffice): void {
  router.get('/events', mayRead, async (request, response) => {
    const { events, cursor } = await of(response).readFeed(defined(parseQuery(request, zFeedQuery)));
    response.json({ events: events.map(buildFeedAnswer), next_cursor: String(cursor) });
  });
  addEndpointRoutes(router, of);
  addDeliveryRoutes(router, of, officeOf);
}

function addEndpointRoutes(router: Router, of: AdministrationOf): void {
  router.use('/webhooks', mayAdminister);
  router.post('/webhooks', async (request, response) => {
    const { url, issuer, event_types: eventTypes, description, enabled: isEnabled } = parseBody(request, zNewWebhook);
    const asked = { url, isEnabled, ...defined({ issuer, eventTypes, description }) };
    const made = await of(response).create(asked, reservationOf(response));
    response.status(201).location(`/webhooks/${made.endpoint.id}`).json(buildMintedWebhook(made));
  });
  router.get('/webhooks', async (_request, response) => {
    response.json({ webhooks: (await of(response).list()).map(buildWebhookAnswer) });
  });
  router.get('/webhooks/:id', async (request, response) => {
    const administration = of(response);
    const endpoint = await administration.load(request.params['id'] as string);
    const [pending, dead] = await Promise.all(
      (['pending', 'dead'] as const).map((state) => administration.countDeliveries({ endpointId: endpoint.id, state })),
    );
    response.json({ ...buildWebhookAnswer(endpoint), pending, dead });
  });
  router.patch('/webhooks/:id', async (request, response) => {
    const { url, event_types: eventTypes, description, enabled: isEnabled } = parseBody(request, zWebhookChange);
    const change = defined({ url, eventTypes, description, isEnabled });
    response.json(buildWebhookAnswer(await of(response).change(request.params['id'] as string, change)));
  });
  router.delete('/webhooks/:id', async (request, response) => {
    await of(response).remove(request.params['id'] as string);
    response.status(204).end();
  });
  router.post('/webhooks/:id/rotate-secret', async (request, response) => {
    const { overlap_seconds: overlap } = parseOptionalBody(request, zRotation);
    const made = await of(response).rotateSecret(request.params['id'] as string, overlap);
    response.json(buildMintedWebhook(made));
  });
  router.post('/webhooks/:id/test', async (request, response) => {
    const delivery = await of(response).sendTest(request.params['id'] as string);
    response.status(202).json(buildDeliveryAnswer(delivery));
  });
  router.post('/webhooks/:id/replay', async (request, response) => {
    const { after } = parseOptionalBody(request, zReplay);
    const { replayed, next } = await of(response).replay(request.params['id'] as string, after);
    response.status(202).json({ replayed, next_after: next === undefined ? null : String(next) });
  });
}

function addDeliveryRoutes(router: Router, of: AdministrationOf, officeOf: ActingOffice): void {
  router.get('/webhooks/:id/deliveries', async (request, response) => {
    const administration = of(response);
    const { id } = await administration.load(request.params['id'] as string);
    await answerDeliveries(administration, response, { endpointId: id }, parseQuery(request, zDeliveryQuery));
  });
  router.get('/sessions/:id/deliveries', mayRead, async (request, response) => {
    const query = parseQuery(request, zDeliveryQuery);
    const { id } = await loadRecord(officeOf(response), request.params['id'] as string);
    await answerDeliveries(of(response), response, { sessionId: id }, query);
  });
  router.post('/deliveries/:id/replay', mayAdminister, async (request, response) => {
    const delivery = await of(response).replayDelivery(request.params['id'] as string);
    response.status(202).json(buildDeliveryAnswer(delivery));
  });
}

async function answerDeliveries(
  administration: WebhookAdministration,
  response: Response,
  of: { readonly endpointId: string } | { readonly sessionId: string },
  { before, limit, ...query }: z.infer<typeof zDeliveryQuery>,
): Promise<void> {
  const asked = { ...of, ...defined({ ...query, before: readDeliveryCursor(before) }), limit };
  const found = await administration.listDeliveries(asked);
  const last = found.at(-1);
  const hasMore = found.length === limit && last !== undefined;
  response.json({
    deliveries: found.map(buildDeliveryAnswer),
    next_before: hasMore ? writeDeliveryCursor(last) : null,
  });
}
