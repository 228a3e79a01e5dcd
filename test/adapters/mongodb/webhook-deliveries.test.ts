/** Pages of deliveries in a real database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/mongodb/database.js';
import {
  createDeliveryIndexes,
  insertDeliveriesInMongo,
  listDeliveriesFromMongo,
} from '../../../adapters/mongodb/webhook-deliveries.js';
import type { Delivery } from '../../../ports/webhooks.js';
import { buildDelivery } from '../../../protocol/events/build-delivery.js';
import { sharedStack } from '../../support/stack.js';

let database: Database;
beforeAll(async () => {
  database = openDatabase(sharedStack().mongodbUri, `deliveries-${randomUUID().slice(0, 8)}`);
  await createDeliveryIndexes(database);
});
afterAll(() => database.client.close());

const made = (endpoint: string, sessionId: string, position: number): Delivery => {
  const event = { id: `evt_${sessionId}_${position}`, type: 'offer_created', issuer: 'a', sessionId, at: 1, data: {} };
  return buildDelivery(endpoint, event, position, Date.now());
};
const endpoints = ['wh_a', 'wh_b', 'wh_c'];

it('every delivery is on one page, although an event has one for each endpoint', async () => {
  const all = [1, 2, 3].flatMap((position) => endpoints.map((one) => made(one, 's', position)));
  const others = endpoints.map((one) => made(one, 'other', 4));
  await insertDeliveriesInMongo(database, 1)([...all, ...others]);
  const list = listDeliveriesFromMongo(database);
  for (const query of [{ sessionId: 's' }, { sessionId: 's', state: 'pending' as const }])
    for (let limit = 1; limit <= 10; limit += 1) {
      const seen: Delivery[] = [];
      for (let last: Delivery | undefined; ; last = seen.at(-1)) {
        const page = await list({ ...query, limit, ...(last === undefined ? {} : { before: last }) });
        seen.push(...page);
        if (page.length < limit) break;
      }
      expect(seen.map((one) => one.id)).toEqual(all.toReversed().map((one) => one.id));
    }
});

it('a position alone is before all of its event', async () => {
  const list = listDeliveriesFromMongo(database);
  const found = await list({ endpointId: 'wh_a', before: { position: 3 }, limit: 9 });
  expect(found.map((one) => one.position)).toEqual([2, 1]);
  expect((await list({ endpointId: 'wh_a', limit: 1 })).map((one) => one.position)).toEqual([4]);
});
