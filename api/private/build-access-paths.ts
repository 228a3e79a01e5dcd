/** API keys, the audit record and the state of claims in the OpenAPI document, and what every operation there has. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathItemObject, ZodOpenApiPathsObject } from 'zod-openapi';
import type { Scope } from '../../ports/caller.js';
import {
  zApiKey,
  zApiKeyChange,
  zAuditQuery,
  zAuditRow,
  zNewApiKey,
  zRotateApiKey,
  zShownApiKey,
} from './z-api-keys.js';

export type Operation = (
  summary: string,
  rest: Partial<ZodOpenApiOperationObject> & {
    /** What a caller needs, or any of several; `admin` unless said. */
    scope?: Scope | Scope[];
    ok?: { status: string; schema?: z.ZodType };
  },
) => ZodOpenApiOperationObject;
export type Json = (schema: z.ZodType) => { content: { 'application/json': { schema: z.ZodType } } };

const id = z.object({ id: z.string() });
const zClaimsState = z
  .object({
    credential_configuration_id: z.string(),
    state: z.enum(['awaiting', 'supplied', 'released', 'denied']),
    digest: z.string().nullable().meta({ description: 'Keyed; says whether two are the same, not what they are' }),
    last_act: z.object({ act: z.string(), by: z.string(), at: z.iso.datetime() }).nullable(),
  })
  .meta({ id: 'ClaimsState' });

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
        requestBody: json(zNewApiKey),
        ok: shown('201'),
      }),
      get: operation('List API keys, newest first', {
        ok: { status: '200', schema: z.object({ api_keys: z.array(zApiKey) }) },
      }),
    },
    '/api-keys/{id}': {
      get: operation('One API key', one),
      patch: operation('Change name, scopes or end of an API key', { ...one, requestBody: json(zApiKeyChange) }),
      delete: operation('Revoke an API key, for good', { requestParams: { path: id }, ok: { status: '204' } }),
    },
    '/api-keys/{id}/rotate': {
      post: operation('A new secret for an API key; the old one works until the given time', {
        requestParams: { path: id },
        requestBody: json(zRotateApiKey),
        ok: shown('200'),
      }),
    },
    '/audit': {
      get: operation('Who did what, oldest first', {
        requestParams: { query: zAuditQuery },
        ok: {
          status: '200',
          schema: z.object({ audit: z.array(zAuditRow), next_after: z.string().nullable() }),
        },
      }),
    },
  };
}

export function buildClaimsStates(operation: Operation) {
  const headers = z.object({ ETag: z.string().optional() });
  const get = (summary: string, path: z.ZodObject, schema: z.ZodType): ZodOpenApiOperationObject => {
    const built = operation(summary, {
      scope: 'sessions:read',
      requestParams: { path },
      ok: { status: '200', schema },
    });
    return { ...built, responses: { ...built.responses, '200': { ...built.responses['200'], headers } as never } };
  };
  return {
    ofSession: get(
      'State of all claims of a session, never their values; the entity tag is of all together',
      id,
      z.object({ claims: z.array(zClaimsState) }),
    ),
    ofConfiguration: get(
      'State of the claims for one configuration; no entity tag while there are none',
      z.object({ id: z.string(), configurationId: z.string() }),
      zClaimsState,
    ),
  };
}

const idempotencyKey = {
  'Idempotency-Key': z
    .string()
    .max(255)
    .optional()
    .meta({ description: 'Random for each new request; a repeat under it is answered as the first one was' }),
};
const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
const common = {
  '401': 'No key, or one that opens nothing',
  '403': 'The key lacks the scope, or is bound to another issuer',
  '429': 'Too many requests; Retry-After says how long to wait',
};
const ofActs = { '409': 'Not in the present state, or the Idempotency-Key is in use' };
const ofConditions = { '412': 'The claims are not those the condition names' };

/** What every operation takes and may be refused with, so that no path has to say it. */
export function completeOperations(refusal: object, paths: ZodOpenApiPathsObject): ZodOpenApiPathsObject {
  const complete = (method: string, one: ZodOpenApiOperationObject): ZodOpenApiOperationObject => {
    const header = one.requestParams?.header as z.ZodObject | undefined;
    const isConditional = header !== undefined && 'If-Match' in header.shape;
    const told = { ...common, ...(method === 'get' ? {} : ofActs), ...(isConditional ? ofConditions : {}) };
    const answers = Object.entries(told).map(([status, description]) => [status, { ...refusal, description }]);
    const responses = { ...Object.fromEntries(answers), ...one.responses };
    if (method !== 'post') return { ...one, responses };
    const headers = header === undefined ? z.object(idempotencyKey) : header.extend(idempotencyKey);
    return { ...one, requestParams: { ...one.requestParams, header: headers }, responses };
  };
  const completeItem = (item: ZodOpenApiPathItemObject): ZodOpenApiPathItemObject => {
    const operations = METHODS.flatMap((method) => {
      const found = item[method];
      return found === undefined ? [] : [[method, complete(method, found)]];
    });
    return { ...item, ...Object.fromEntries(operations) };
  };
  return Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, completeItem(item)]));
}
