/** The part of the OpenAPI document about release and the inbox. */
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { conditions } from './build-access-paths.js';
import type { Json, Operation } from './document-operation.js';
import { zClaimItem, zInboxQuery } from './inbox-routes.js';
import { zInboxPage, zLease, zReleased } from './z-inbox.js';
import { zReleaseClaims } from './z-private-api.js';

export function buildHandsPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  const path = z.object({ sessionId: z.string(), configurationId: z.string() });
  return {
    '/sessions/{id}/claims/{configurationId}/release': {
      post: operation('Release claims that another key supplied, with whatever shares their dataset', {
        scope: 'claims:release',
        requestParams: { header: conditions, path: z.object({ id: z.string(), configurationId: z.string() }) },
        requestBody: { required: false, ...json(zReleaseClaims) },
        ok: { status: '200', schema: zReleased },
      }),
    },
    '/sessions/{id}/release': {
      post: operation('Release all claims of the session that wait for it', {
        scope: 'claims:release',
        requestParams: { header: conditions, path: z.object({ id: z.string() }) },
        ok: { status: '200', schema: zReleased },
      }),
    },
    '/inbox': {
      get: operation('What waits for claims or for a release, the most urgent first', {
        scope: 'sessions:read',
        requestParams: { query: zInboxQuery },
        ok: { status: '200', schema: zInboxPage },
      }),
    },
    '/inbox/{sessionId}/{configurationId}/claim': {
      post: operation('Take an item on, or prolong that: nobody else can until then', {
        scope: ['claims:write', 'claims:release'],
        requestParams: { path },
        requestBody: { required: false, ...json(zClaimItem) },
        ok: { status: '200', schema: zLease },
      }),
      delete: operation('Give an item up', {
        scope: ['claims:write', 'claims:release'],
        requestParams: { path },
        ok: { status: '204' },
      }),
    },
  };
}
