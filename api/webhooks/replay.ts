/** Deliveries made anew: a trial, one again, all that were given up, or everything since a cursor. */
import { randomBytes } from 'node:crypto';
import type { PositionedEvent } from '../../ports/event-feed.js';
import type { WebhookAdministration } from '../../ports/webhook-administration.js';
import type { Delivery, WebhookEndpoint } from '../../ports/webhooks.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { buildDelivery } from '../../protocol/events/build-delivery.js';
import type { WebhookDependencies } from './dependencies.js';
import { refuseGap } from './refuse-gap.js';

const TEST_ID_BYTES = 12;
/** Events replayed by one call; there is a cursor for the rest. */
const MOST_REPLAYED = 1000;

type Replaying = Pick<WebhookAdministration, 'sendTest' | 'replayDelivery' | 'replay'>;

export function createReplaying(
  deps: WebhookDependencies,
  load: (id: string) => Promise<WebhookEndpoint>,
  isOwn: (issuer: string | undefined) => boolean,
): Replaying {
  const now = (): number => deps.now().getTime();
  const loadEnabled = async (id: string): Promise<WebhookEndpoint> => {
    const endpoint = await load(id);
    if (!endpoint.isEnabled) throw refuse('webhook_disabled');
    return endpoint;
  };
  const loadDelivery = async (id: string): Promise<Delivery> => {
    const found = await deps.loadDelivery(id);
    if (found === undefined || !isOwn(found.event.issuer)) throw refuse('delivery_unknown');
    return found;
  };
  return {
    sendTest: async (id) => {
      const endpoint = await loadEnabled(id);
      const issuer = endpoint.issuer ?? deps.issuers.find()?.id ?? '';
      const eventId = `evt_test_${randomBytes(TEST_ID_BYTES).toString('hex')}`;
      const delivery = buildDelivery(
        endpoint.id,
        { id: eventId, type: 'webhook_test', issuer, at: now(), data: {} },
        0,
        now(),
      );
      await deps.insertDeliveries([delivery]);
      return delivery;
    },
    replayDelivery: async (id) => {
      const delivery = await loadDelivery(id);
      await loadEnabled(delivery.endpointId);
      await deps.replayDeliveries({ id }, now());
      return loadDelivery(id);
    },
    replay: async (id, after) => {
      const endpoint = await loadEnabled(id);
      if (after !== undefined) return replaySince(deps, endpoint, after);
      return { replayed: await deps.replayDeliveries({ endpointId: endpoint.id, state: 'dead' }, now()) };
    },
  };
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
