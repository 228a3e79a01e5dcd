/** Webhook endpoints over a store in memory. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createWebhookAdministration } from '../../../api/webhooks/create-webhook-administration.js';
import type { WebhookDependencies } from '../../../api/webhooks/dependencies.js';
import type { Caller } from '../../../ports/caller.js';
import type { WebhookEndpoint } from '../../../ports/webhooks.js';

const DAY = 86_400;
const SECOND = 1000;
const settings = { url: 'https://office.example/hooks', isEnabled: true };

let now: number;
let endpoints: Map<string, WebhookEndpoint>;
let trimmedUpTo: number;
/** What a secret's text is sealed to here. */
const opened = ({ secrets }: WebhookEndpoint) => secrets.map((one) => Buffer.from(one.sealed).toString());

function administration() {
  const deps = {
    issuers: { list: () => [], find: () => undefined },
    insertEndpoint: async (one: WebhookEndpoint) => !endpoints.has(one.id) && !!endpoints.set(one.id, one),
    loadEndpoint: async (id: string) => endpoints.get(id),
    replaceSecrets: async (id: string, { version, secrets, updatedAt }: any) => {
      const found = endpoints.get(id);
      if (found?.secretsVersion !== version) return false;
      endpoints.set(id, { ...found!, secrets, updatedAt, secretsVersion: version + 1 });
      return true;
    },
    readFeed: async () => ({ events: [], cursor: 9, trimmedUpTo }),
    checkAddress: async () => undefined,
    sealForWorker: (plaintext: Uint8Array) => plaintext,
    now: () => new Date(now),
  } as unknown as WebhookDependencies;
  return createWebhookAdministration(deps, { id: 'k', scopes: ['admin'] } as unknown as Caller);
}

beforeEach(() => {
  now = 1_000_000;
  endpoints = new Map();
  trimmedUpTo = 0;
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
