/** OpenAPI 3.1 of the private API, from the same schemas that check its requests. */

import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { createDocument } from 'zod-openapi';
import { buildCredentialPaths } from './build-credential-paths.js';
import { buildErasePath, buildPrivacyPaths } from './build-privacy-paths.js';
import {
  zClaimsBody,
  zClaimsByConfiguration,
  zListQuery,
  zLogQuery,
  zNewSession,
  zOfferedSession,
  zRenewOffer,
  zStoreClaims,
} from './z-private-api.js';

const zError = z
  .object({
    error: z.string(),
    error_description: z.string(),
    reason: z.string().optional(),
    help: z.string().optional(),
  })
  .loose()
  .meta({ id: 'Error' });
const zAnything = z.looseObject({});

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } });
const refusal = { description: 'Refused; see docs/errors.md', ...json(zError) };
const sessionId = z.object({ id: z.string() });
const sessionAndConfiguration = z.object({ id: z.string(), configurationId: z.string() });

function operation(
  summary: string,
  rest: Partial<ZodOpenApiOperationObject> & { ok?: { status: string; schema?: z.ZodType } },
): ZodOpenApiOperationObject {
  const { ok = { status: '200' }, ...others } = rest;
  const answer = { description: 'Done', ...(ok.status === '204' ? {} : json(ok.schema ?? zAnything)) };
  return { summary, ...others, responses: { [ok.status]: answer, default: refusal } };
}

export function buildOpenApi(server: string): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Vouchsafe back-office API',
      version: '0.1.0',
      description: 'Create issuance sessions, hand over or deny claims, follow what happens.',
    },
    servers: [{ url: server }],
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'The admin key' } } },
    paths: {
      '/sessions': {
        post: operation('Create a session and its offer', {
          requestParams: { header: z.object({ 'Idempotency-Key': z.string().optional() }) },
          requestBody: json(zNewSession),
          ok: { status: '201', schema: zOfferedSession },
        }),
        get: operation('List sessions, newest first', { requestParams: { query: zListQuery } }),
      },
      '/sessions/{id}': {
        get: operation('One session; with consistent=true from the workflow itself', {
          requestParams: { path: sessionId, query: z.object({ consistent: z.enum(['true', 'false']).optional() }) },
        }),
        delete: buildErasePath(operation),
      },
      '/sessions/{id}/events': { get: operation('Its events, oldest first', { requestParams: { path: sessionId } }) },
      '/sessions/{id}/logs': {
        get: operation('Its log, newest first', { requestParams: { path: sessionId, query: zLogQuery } }),
      },
      '/sessions/{id}/claims': {
        put: operation('Supply claims for several configurations', {
          requestParams: { path: sessionId },
          requestBody: json(zClaimsByConfiguration),
        }),
      },
      '/sessions/{id}/claims/{configurationId}': {
        put: operation('Supply claims, checked against the schema; the same content again changes nothing', {
          requestParams: { path: sessionAndConfiguration },
          requestBody: json(zClaimsBody),
        }),
      },
      '/sessions/{id}/claims/{configurationId}/deny': {
        post: operation('Refuse one credential for good', {
          requestParams: { path: sessionAndConfiguration },
          ok: { status: '204' },
        }),
      },
      '/sessions/{id}/deny': {
        post: operation('Refuse all credentials for good', {
          requestParams: { path: sessionId },
          ok: { status: '204' },
        }),
      },
      '/sessions/{id}/cancel': {
        post: operation('End the session', { requestParams: { path: sessionId }, ok: { status: '204' } }),
      },
      '/sessions/{id}/renew-offer': {
        post: operation('A new code, and transaction code, for the same session', {
          requestParams: { path: sessionId },
          requestBody: json(zRenewOffer),
          ok: { status: '200', schema: zOfferedSession },
        }),
      },
      ...buildCredentialPaths(operation, json),
      ...buildPrivacyPaths(operation, json),
      '/claims': {
        post: operation('Store claims for a claimsSupplied signal', {
          requestBody: json(zStoreClaims),
          ok: { status: '201', schema: z.object({ reference: z.string() }) },
        }),
      },
    },
  });
}
