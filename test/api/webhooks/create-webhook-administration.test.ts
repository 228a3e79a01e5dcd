/** Webhook endpoints over a store in memory. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createWebhookAdministration } from '../../../api/webhooks/create-webhook-administration.js';
import type { WebhookDependencies } from '../../../api/webhooks/dependencies.js';
import type { ActFacts } from '../../../ports/audit.js';
import type { Caller } from '../../../ports/caller.js';
import type { Delivery, WebhookEndpoint } from '../../../ports/webhooks.js';

const DAY = 86_400;
const SECOND = 1000;
const settings = { url: 'https://office.example/hooks', isEnabled: true };

let now: number;
let endpoints: Map<string, WebhookEndpoint>;
let trimmedUpTo: number;
let deliveries: Delivery[];
/** What the audit record is told of the acts, together. */
let noted: ActFacts;
/** Of which issuer the feed was read. */
let readOf: (string | undefined)[];
const issuers = ['a', 'b'].map((id) => ({ id, identifier: `https://${id}.example` }));
const findIssuer = (named = 'a') => issuers.find(({ id, identifier }) => named === id || named === identifier);
/** What a secret's text is sealed to here. */
const opened = ({ secrets }: WebhookEndpoint) => secrets.map((one) => Buffer.from(one.sealed).toString());

function administration(bound: Pick<Caller, 'issuer'> = {}) {
  const deps = {
    issuers: { list: () => issuers, find: findIssuer },
    insertEndpoint: async (one: WebhookEndpoint) => !endpoints.has(one.id) && !!endpoints.set(one.id, one),
    loadEndpoint: async (id: string) => endpoints.get(id),
    replaceSecrets: async (id: string, { version, secrets, updatedAt }: any) => {
      const found = endpoints.get(id);
      if (found?.secretsVersion !== version) return false;
      endpoints.set(id, { ...found!, secrets, updatedAt, secretsVersion: version + 1 });
      return true;
    },
    changeEndpoint: async (id: string, change: object) => !!endpoints.set(id, { ...endpoints.get(id)!, ...change }),
    removeEndpoint: async (id: string) => endpoints.delete(id),
    insertDeliveries: async (made: readonly Delivery[]) => void deliveries.unshift(...made),
    loadDelivery: async (id: string) => deliveries.find((one) => one.id === id),
    listDeliveries: async ({ endpointId, limit }: any) =>
      deliveries.filter((one) => one.endpointId === endpointId).slice(0, limit),
    replayDeliveries: async () => 1,
    readFeed: async ({ issuer }: any) => {
      readOf.push(issuer);
      return { events: [], cursor: 9, trimmedUpTo };
    },
    checkAddress: async () => undefined,
    sealForWorker: (plaintext: Uint8Array) => plaintext,
    now: () => new Date(now),
  } as unknown as WebhookDependencies;
  return createWebhookAdministration(deps, {
    caller: { id: 'k', scopes: ['admin'], ...bound },
    note: (facts) => {
      noted = { ...noted, ...facts };
    },
    findIssuerId: (named) => findIssuer(named)?.id,
  });
}

beforeEach(() => {
  now = 1_000_000;
  endpoints = new Map();
  trimmedUpTo = 0;
  deliveries = [];
  noted = {};
  readOf = [];
});

describe('a second rotation within the overlap', () => {
  it('replaces the newest secret, and leaves the receiver the one it has for as long as it was promised', async () => {
    const { create, rotateSecret } = administration();
    const { endpoint, secret: first } = await create(settings);
    await rotateSecret(endpoint.id, DAY);
    now += 60 * SECOND;
    const second = await rotateSecret(endpoint.id, DAY);
    expect(opened(second.endpoint)).toEqual([second.secret, first]);
    expect(second.endpoint.secrets[1]?.expiresAt).toBe(1_000_000 + DAY * SECOND);
  });

  it('ends every secret before it where it allows no overlap', async () => {
    const { create, rotateSecret } = administration();
    const { endpoint } = await create(settings);
    await rotateSecret(endpoint.id, DAY);
    const last = await rotateSecret(endpoint.id, 0);
    expect(opened(last.endpoint)).toEqual([last.secret]);
  });

  it('after the first one’s time leaves the secret that took its place', async () => {
    const { create, rotateSecret } = administration();
    const { endpoint } = await create(settings);
    const { secret: second } = await rotateSecret(endpoint.id, 60);
    now += 61 * SECOND;
    const third = await rotateSecret(endpoint.id, 60);
    expect(opened(third.endpoint)).toEqual([third.secret, second]);
  });
});

it('of two rotations at once one stands, and the other is refused', async () => {
  const { create, rotateSecret } = administration();
  const { endpoint } = await create(settings);
  const both = await Promise.allSettled([rotateSecret(endpoint.id, DAY), rotateSecret(endpoint.id, DAY)]);
  expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const lost = both.find((one) => one.status === 'rejected');
  expect(lost?.reason).toMatchObject({ reason: 'webhook_secret_changed' });
  const won = both.find((one) => one.status === 'fulfilled');
  expect(opened(endpoints.get(endpoint.id)!)[0]).toBe(won?.value.secret);
});

it('an endpoint that a crashed request had made is found by its repeat, and not made twice', async () => {
  const { create } = administration();
  const first = await create(settings, 'reservation-1');
  const again = await create(settings, 'reservation-1');
  expect(again.endpoint).toEqual(first.endpoint);
  expect(again.secret).toBeUndefined();
  await create(settings, 'reservation-2');
  await create(settings);
  expect(endpoints.size).toBe(3);
});

it('a reader behind what was trimmed is told so, and where it can begin again', async () => {
  trimmedUpTo = 5;
  const { readFeed } = administration();
  await expect(readFeed({ after: 4, limit: 9 })).rejects.toMatchObject({
    reason: 'events_cursor_gone',
    evidence: { expected: '5' },
  });
  for (const after of [0, 5, 6]) expect((await readFeed({ after, limit: 9 })).cursor).toBe(9);
});

describe('the audit record', () => {
  const acts = [
    ['webhook.change', (office, id) => office.change(id, { url: 'https://elsewhere.example/' })],
    ['webhook.rotate_secret', (office, id) => office.rotateSecret(id, DAY)],
    ['webhook.test', (office, id) => office.sendTest(id)],
    ['webhook.replay', (office, id) => office.replay(id)],
    ['webhook.delete', (office, id) => office.remove(id)],
  ] satisfies [string, (office: ReturnType<typeof administration>, id: string) => Promise<unknown>][];

  it.each(acts)('is told of %s which endpoint it is about, and of which issuer that is', async (act, perform) => {
    const { id } = (await administration().create({ ...settings, issuer: 'b' })).endpoint;
    expect(noted).toEqual({ act: 'webhook.create', object: id, issuer: 'b' });
    noted = {};
    await perform(administration(), id);
    expect(noted).toEqual({ act, object: id, issuer: 'b' });
  });

  it('is told of a delivery that is sent again which it is, and of which session', async () => {
    const { id } = (await administration().create(settings)).endpoint;
    const event = { id: 'evt_s_1', type: 'offer_created', issuer: 'b', sessionId: 's', at: 1, data: {} };
    deliveries = [{ id: 'dlv_1', endpointId: id, event } as unknown as Delivery];
    await administration().replayDelivery('dlv_1');
    expect(noted).toMatchObject({ act: 'delivery.replay', object: 'dlv_1', issuer: 'b', session: 's' });
  });

  it('is told what was tried on an endpoint that is another issuer’s, and not whose it is', async () => {
    const { id } = (await administration().create({ ...settings, issuer: 'a' })).endpoint;
    noted = {};
    const refused = administration({ issuer: 'b' }).remove(id);
    await expect(refused).rejects.toMatchObject({ reason: 'webhook_unknown' });
    expect(noted).toEqual({ act: 'webhook.delete', object: id });
  });
});

describe('a caller of one issuer', () => {
  it('is refused another issuer’s events, and one there is not, and is told of no other', async () => {
    const ofA = administration({ issuer: 'a' });
    for (const issuer of ['b', 'https://b.example', 'nobody']) {
      const refusal = { reason: 'api_scope_missing', evidence: { expected: 'a' } };
      await expect(ofA.readFeed({ after: 0, issuer, limit: 9 })).rejects.toMatchObject(refusal);
      await expect(ofA.create({ ...settings, issuer })).rejects.toMatchObject(refusal);
    }
    expect(readOf).toEqual([]);
  });

  it('reads and registers for its own, named by id, identifier or not at all', async () => {
    const ofA = administration({ issuer: 'a' });
    for (const named of [{}, { issuer: 'a' }, { issuer: 'https://a.example' }]) {
      await ofA.readFeed({ after: 0, ...named, limit: 9 });
      expect((await ofA.create({ ...settings, ...named })).endpoint.issuer).toBe('a');
    }
    expect(readOf).toEqual(['a', 'a', 'a']);
  });
});

it('a caller of all issuers reads one’s events by its id or identifier', async () => {
  for (const issuer of ['b', 'https://b.example', 'removed'])
    await administration().readFeed({ after: 0, issuer, limit: 9 });
  expect(readOf).toEqual(['b', 'b', 'removed']);
});

it('a trial stands with the newest delivery of its endpoint, behind the trials before it', async () => {
  const { create, sendTest } = administration();
  const { id } = (await create(settings)).endpoint;
  expect((await sendTest(id)).position).toBe(0);
  deliveries = [{ id: 'dlv_1', endpointId: id, position: 7 } as Delivery];
  const trials: Delivery[] = [];
  for (let nth = 0; nth < 4; nth += 1) {
    now += 1;
    trials.push(await sendTest(id));
  }
  expect(trials.map((one) => one.position)).toEqual([7, 7, 7, 7]);
  expect(trials.map((one) => one.id)).toEqual(trials.map((one) => one.id).toSorted());
});
