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

/** What is served without a key: it says nothing about anybody. */
const OPEN = ['GET /', 'GET /health/live', 'GET /health/ready', 'GET /metrics', 'GET /openapi.json'];

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
    webhooks: nothing as never,
    bulk: nothing as never,
    switching: nothing as never,
    switches: { of: () => undefined, listOff: () => [] },
    access,
    checkReady: nothing,
    metrics: { contentType: '', render: nothing },
    openApi: {},
    describeConfiguration: () => ({}),
    console: (_request, _response, next) => next(),
    report: () => undefined,
    now,
  });
}

it('every route is an operation of the OpenAPI document with a scope, and every operation a route', () => {
  const { router } = privateApp() as unknown as { router: { stack: readonly Layer[] } };
  const { paths } = buildOpenApi('http://127.0.0.1:3001') as { paths: Record<string, Record<string, object>> };
  const documented = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routed = operationsOf(router.stack).filter((one) => !OPEN.includes(one));
  expect(routed.sort()).toEqual(documented.sort());
});
