/** The part of the OpenAPI document about release and the inbox. */
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import type { Json, Operation } from './build-access-paths.js';
import { conditions } from './build-access-paths.js';
import { zClaimItem, zInboxQuery } from './inbox-routes.js';
import { zReleaseClaims } from './z-private-api.js';

const zReleased = z
  .object({ released: z.array(z.string()).meta({ description: 'Configuration ids; empty when it was done before' }) })
  .meta({ id: 'ClaimsReleased' });
const zTime = z.iso.datetime();
const zInboxItem = z
  .object({
    session_id: z.string(),
    credential_configuration_id: z.string(),
    issuer: z.string(),
    reference: z.string().nullable(),
    waits_for: z.enum(['claims', 'release']),
    wallet_waiting: z.boolean(),
    since: zTime,
    due_at: zTime.meta({ description: 'When the wait or the last token ends; before there is a token, the offer' }),
    overdue: z.boolean(),
    claimed_by: z.string().nullable(),
    claimed_until: zTime.nullable(),
  })
  .meta({ id: 'InboxItem' });
const zInboxPage = z
  .object({ items: z.array(zInboxItem), next_after: z.string().nullable() })
  .meta({ id: 'InboxPage' });
const zLease = z.object({ claimed_by: z.string(), claimed_until: zTime }).meta({ id: 'InboxLease' });

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
