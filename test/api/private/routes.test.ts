/** The router and the document that describes it name the same operations: a route that is in neither list has no scope. */
import type { Express } from 'express';
import { expect, it } from 'vitest';
import { createAccess } from '../../../api/private/access.js';
import { buildOpenApi } from '../../../api/private/build-open-api.js';
import { createPrivateApp } from '../../../api/private/private-app.js';
import { ADMIN_KEY, createKeysInMemory } from './keys.js';

type Layer = {
  readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
  readonly handle?: { readonly stack?: readonly Layer[] };
};

/** Pages, and what they are made of. */
const PAGES = /^GET \/(docs.*)?$/;
/** Done or under way; done or only counted. */
const MORE_THAN_ONE = ['DELETE /sessions/{id}', 'POST /credentials/bulk'];
/** What is served without a key: it says nothing about anybody. */
const OPEN = ['GET /health/live', 'GET /health/ready', 'GET /metrics', 'GET /openapi.json'];

function operationsOf(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) =>
    route === undefined
      ? operationsOf(handle?.stack ?? [])
      : Object.keys(route.methods).map(
          (method) => `${method.toUpperCase()} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`,
        ),
  );
}

function privateApp(): Express {
  const nothing = async () => undefined as never;
  const now = () => new Date();
  const access = createAccess({
    adminKey: ADMIN_KEY,
    apiKeys: createKeysInMemory().store,
    idempotency: { reserve: nothing, takeOver: nothing, keepAnswer: nothing, letGo: nothing, remove: nothing },
    audit: { append: nothing, list: nothing },
    perCaller: 1,
    failedLogins: 1,
    findIssuerId: () => undefined,
    digest: () => '',
    seals: { sealOwn: (bytes) => bytes, openOwn: (bytes) => bytes },
    trustedProxies: [],
    report: () => undefined,
    now,
  });
  return createPrivateApp({
    backOffice: nothing as never,
    bulkStatus: nothing as never,
    privacy: nothing as never,
    credentials: nothing as never,
    inbox: nothing as never,
    webhooks: nothing as never,
    bulk: nothing as never,
    switching: nothing as never,
    switches: { of: () => undefined, listOff: () => [] },
    access,
    checkReady: nothing,
    metrics: { contentType: '', render: nothing },
    openApi: {},
    describeConfiguration: () => ({ taken_at: now().toISOString(), versions: {} }),
    console: (_request, _response, next) => next(),
    report: () => undefined,
    now,
  });
}

type Answer = { readonly content?: Record<string, { readonly schema?: Record<string, unknown> }> };
type Documented = {
  readonly operationId: string;
  readonly tags: string[];
  readonly security: Record<string, string[]>[];
  readonly requestBody?: { readonly required?: boolean };
  readonly responses: Record<string, Answer>;
};
const { paths } = buildOpenApi('http://127.0.0.1:3001') as { paths: Record<string, Record<string, Documented>> };
const documented = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, one]) => ({ name: `${method.toUpperCase()} ${path}`, ...one })),
);

it('every route is an operation of the OpenAPI document, and every operation a route', () => {
  const { router } = privateApp() as unknown as { router: { stack: readonly Layer[] } };
  const routed = operationsOf(router.stack).filter((one) => !PAGES.test(one));
  expect(routed.sort()).toEqual(documented.map(({ name }) => name).sort());
});

it('an operation that goes on from a cursor of the feed may be answered that it is gone', () => {
  const cursored = documented.filter(({ responses }) => '410' in responses).map(({ name }) => name);
  expect(cursored.sort()).toEqual(['GET /events', 'POST /webhooks/{id}/replay']);
});

it('every operation needs a scope, but for what says nothing about anybody', () => {
  const open = documented.filter(({ security }) => security.every((one) => Object.values(one).flat().length === 0));
  expect(open.map(({ name }) => name).sort()).toEqual([...OPEN].sort());
});

it('every operation has a name of its own, a group, and an answer that is described', () => {
  const names = documented.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, tags, requestBody, responses } of documented) {
    expect(tags, name).toHaveLength(1);
    const statuses = Object.keys(responses);
    expect(
      statuses.filter((status) => status < '400'),
      name,
    ).toHaveLength(MORE_THAN_ONE.includes(name) ? 2 : 1);
    // Where nothing is sent, whatever needs a body refuses it for its type.
    if (requestBody !== undefined) expect(typeof requestBody.required, name).toBe('boolean');
    if (!name.startsWith('GET '))
      expect(statuses, `${name}: a body may be unreadable`).toEqual(expect.arrayContaining(['400', '413']));
    expect(statuses, `${name}: what is not described may come all the same`).not.toContain('default');
    if (name === 'GET /openapi.json') continue;
    for (const [status, { content }] of Object.entries(responses)) {
      const [media] = Object.values(content ?? {});
      expect(status === '204' || Object.keys(media?.schema ?? {}).length > 0, `${name} ${status}`).toBe(true);
      expect(media?.schema, `${name} ${status}`).not.toEqual({
        type: 'object',
        properties: {},
        additionalProperties: {},
      });
    }
  }
});
