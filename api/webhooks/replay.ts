/** Deliveries made anew: a trial, one again, all that were given up, or everything since a cursor. */
import { randomBytes } from 'node:crypto';
import type { PositionedEvent } from '../../ports/event-feed.js';
import type { WebhookAdministration } from '../../ports/webhook-administration.js';
import type { Delivery, WebhookEndpoint } from '../../ports/webhooks.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { buildDelivery } from '../../protocol/events/build-delivery.js';
import type { Acting } from '../back-office/act-as.js';
import type { WebhookDependencies } from './dependencies.js';
import { refuseGap } from './refuse-gap.js';

const TEST_ID_BYTES = 6;
const TIME_DIGITS = 12;
/** Events replayed by one call; there is a cursor for the rest. */
const MOST_REPLAYED = 1000;

type Replaying = Pick<WebhookAdministration, 'sendTest' | 'replayDelivery' | 'replay'>;

export function createReplaying(
  deps: WebhookDependencies,
  { caller, note }: Acting,
  begin: (act: string, id: string) => Promise<WebhookEndpoint>,
  load: (id: string) => Promise<WebhookEndpoint>,
): Replaying {
  const now = (): number => deps.now().getTime();
  const loadDelivery = async (id: string): Promise<Delivery> => {
    const found = await deps.loadDelivery(id);
    const isOwn = caller.issuer === undefined || caller.issuer === found?.event.issuer;
    if (found === undefined || !isOwn) throw refuse('delivery_unknown');
    return found;
  };
  return {
    sendTest: async (id) => {
      const endpoint = enabled(await begin('webhook.test', id));
      const delivery = await draftTest(deps, endpoint);
      await deps.insertDeliveries([delivery]);
      return delivery;
    },
    replayDelivery: async (id) => {
      note({ act: 'delivery.replay', object: id });
      const { endpointId, event } = await loadDelivery(id);
      note({ issuer: event.issuer, ...(event.sessionId === undefined ? {} : { session: event.sessionId }) });
      enabled(await load(endpointId));
      await deps.replayDeliveries({ id }, now());
      return loadDelivery(id);
    },
    replay: async (id, after) => {
      const endpoint = enabled(await begin('webhook.replay', id));
      if (after !== undefined) return replaySince(deps, endpoint, after);
      return { replayed: await deps.replayDeliveries({ endpointId: endpoint.id, state: 'dead' }, now()) };
    },
  };
}

/** @throws ProtocolError `webhook_disabled` */
function enabled(endpoint: WebhookEndpoint): WebhookEndpoint {
  if (!endpoint.isEnabled) throw refuse('webhook_disabled');
  return endpoint;
}

/** It is in no feed: it takes the place of the endpoint's newest delivery, and trials stand in the order of their time. */
async function draftTest(deps: WebhookDependencies, { id, ...endpoint }: WebhookEndpoint): Promise<Delivery> {
  const issuer = endpoint.issuer ?? deps.issuers.find()?.id ?? '';
  const at = deps.now().getTime();
  const name = at.toString(16).padStart(TIME_DIGITS, '0') + randomBytes(TEST_ID_BYTES).toString('hex');
  const event = { id: `evt_test_${name}`, type: 'webhook_test', issuer, at, data: {} };
  const [newest] = await deps.listDeliveries({ endpointId: id, limit: 1 });
  return buildDelivery(id, event, newest?.position ?? 0, at);
}

async function replaySince(deps: WebhookDependencies, endpoint: WebhookEndpoint, after: number) {
  const { issuer, eventTypes: types } = endpoint;
  const page = await deps.readFeed({
    after,
    limit: MOST_REPLAYED,
    ...(issuer === undefined ? {} : { issuer }),
    ...(types === undefined ? {} : { types }),
  });
  refuseGap(after, page);
  const { events, cursor } = page;
  const now = deps.now().getTime();
  // What was never sent to this endpoint is new to it; the rest goes out again.
  const deliveries = events.map((one: PositionedEvent) => {
    const { position, ...event } = one;
    return buildDelivery(endpoint.id, event, position, now);
  });
  if (deliveries.length > 0) await deps.insertDeliveries(deliveries);
  for (const { id } of deliveries) await deps.replayDeliveries({ id }, now);
  return { replayed: deliveries.length, ...(deliveries.length === MOST_REPLAYED ? { next: cursor } : {}) };
}
