/** API keys, the audit record and the state of claims in the OpenAPI document. */
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import type { Json, Operation } from './document-operation.js';
import {
  zApiKey,
  zApiKeyChange,
  zApiKeyList,
  zApiKeyQuery,
  zAuditPage,
  zAuditQuery,
  zNewApiKey,
  zRotateApiKey,
  zShownApiKey,
} from './z-api-keys.js';
import { zClaimsState, zClaimsStates } from './z-sessions.js';

const id = z.object({ id: z.string() });
/** For operations that take them; `If-None-Match` is `*` only. */
export const conditions = z.object({
  'If-Match': z.string().optional().meta({ description: 'Entity tags of GET /sessions/{id}/claims, or *' }),
  'If-None-Match': z.literal('*').optional().meta({ description: 'Only where there are no claims yet' }),
});

export function buildAccessPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  const shown = (status: string) => ({ status, schema: zShownApiKey });
  const one = { requestParams: { path: id }, ok: { status: '200', schema: zApiKey } };
  return {
    '/api-keys': {
      post: operation('Make an API key; it is shown once, in the answer', {
        requestBody: { required: true, ...json(zNewApiKey) },
        ok: shown('201'),
      }),
      get: operation('List API keys, newest first', {
        requestParams: { query: zApiKeyQuery },
        ok: { status: '200', schema: zApiKeyList },
      }),
    },
    '/api-keys/{id}': {
      get: operation('One API key', one),
      patch: operation('Change name, scopes or end of an API key', {
        ...one,
        requestBody: { required: true, ...json(zApiKeyChange) },
      }),
      delete: operation('Revoke an API key, for good', { requestParams: { path: id }, ok: { status: '204' } }),
    },
    '/api-keys/{id}/rotate': {
      post: operation('A new secret for an API key; the old one works until the given time', {
        requestParams: { path: id },
        requestBody: { required: false, ...json(zRotateApiKey) },
        ok: shown('200'),
      }),
    },
    '/audit': {
      get: operation('Who did what, oldest first', {
        requestParams: { query: zAuditQuery },
        ok: { status: '200', schema: zAuditPage },
      }),
    },
  };
}

/** Of answers about claims. */
export const tagged = z.object({ ETag: z.string().optional().meta({ description: 'For If-Match' }) });

export function buildClaimsStates(operation: Operation) {
  const get = (summary: string, path: z.ZodObject, schema: z.ZodType) =>
    operation(summary, {
      scope: 'sessions:read',
      requestParams: { path },
      ok: { status: '200', schema, headers: tagged },
    });
  return {
    ofSession: get(
      'State of all claims of a session, never their values; the entity tag is of all together',
      id,
      zClaimsStates,
    ),
    ofConfiguration: get(
      'State of the claims for one configuration; no entity tag while there are none',
      z.object({ id: z.string(), configurationId: z.string() }),
      zClaimsState,
    ),
  };
}
