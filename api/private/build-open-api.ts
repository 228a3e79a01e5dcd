/** OpenAPI 3.1 of the private API, from the same schemas that check its requests. */

import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { buildAssurancePaths } from './assurance-routes.js';
import type { Operation } from './build-access-paths.js';
import { buildAccessPaths, buildClaimsStates, completeOperations, conditions } from './build-access-paths.js';
import { buildBulkPaths } from './build-bulk-paths.js';
import { buildBulkStatusPaths } from './build-bulk-status-paths.js';
import { buildCredentialPaths } from './build-credential-paths.js';
import { buildErasePath, buildPrivacyPaths } from './build-privacy-paths.js';
import { buildWebhookPaths } from './build-webhook-paths.js';
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

const operation: Operation = (summary, rest) => {
  const { ok = { status: '200' }, scope = 'admin', ...others } = rest;
  const answer = { description: 'Done', ...(ok.status === '204' ? {} : json(ok.schema ?? zAnything)) };
  const security: Record<string, string[]>[] = [{ key: [scope] }, { token: [scope] }];
  return { summary, security, ...others, responses: { [ok.status]: answer, default: refusal } };
};

/** The lists in `security` name the scope an operation needs; `admin` opens all of them. */
const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'vsk_<id>_<secret>',
    description: 'An API key made at /api-keys, or the configured admin key',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token of the configured OpenID Connect provider; its roles stand for scopes',
  },
} as const;

export function buildOpenApi(server: string): object {
  const claims = buildClaimsStates(operation);
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Vouchsafe back-office API',
      version: '0.1.0',
      description: 'Create issuance sessions, hand over or deny claims, follow what happens.',
    },
    servers: [{ url: server }],
    security: [{ key: [] }, { token: [] }],
    components: { securitySchemes },
    paths: completeOperations(refusal, {
      '/sessions': {
        post: operation('Create a session and its offer', {
          scope: 'sessions:write',
          requestBody: json(zNewSession),
          ok: { status: '201', schema: zOfferedSession },
        }),
        get: operation('List sessions, newest first', { scope: 'sessions:read', requestParams: { query: zListQuery } }),
      },
      '/sessions/{id}': {
        get: operation('One session; with consistent=true from the workflow itself', {
          scope: 'sessions:read',
          requestParams: { path: sessionId, query: z.object({ consistent: z.enum(['true', 'false']).optional() }) },
        }),
        delete: buildErasePath(operation),
      },
      '/sessions/{id}/events': {
        get: operation('Its events, oldest first', { scope: 'sessions:read', requestParams: { path: sessionId } }),
      },
      '/sessions/{id}/logs': {
        get: operation('Its log, newest first', {
          scope: 'sessions:read',
          requestParams: { path: sessionId, query: zLogQuery },
        }),
      },
      '/sessions/{id}/claims': {
        get: claims.ofSession,
        put: operation('Supply claims for several configurations', {
          scope: 'claims:write',
          requestParams: { header: conditions, path: sessionId },
          requestBody: json(zClaimsByConfiguration),
        }),
      },
      '/sessions/{id}/claims/{configurationId}': {
        get: claims.ofConfiguration,
        put: operation('Supply claims, checked against the schema; the same content again changes nothing', {
          scope: 'claims:write',
          requestParams: { header: conditions, path: sessionAndConfiguration },
          requestBody: json(zClaimsBody),
        }),
      },
      '/sessions/{id}/claims/{configurationId}/deny': {
        post: operation('Refuse one credential for good', {
          scope: 'claims:write',
          requestParams: { header: conditions, path: sessionAndConfiguration },
          ok: { status: '204' },
        }),
      },
      '/sessions/{id}/deny': {
        post: operation('Refuse all credentials for good', {
          scope: 'claims:write',
          requestParams: { header: conditions, path: sessionId },
          ok: { status: '204' },
        }),
      },
      '/sessions/{id}/cancel': {
        post: operation('End the session', {
          scope: 'sessions:write',
          requestParams: { path: sessionId },
          ok: { status: '204' },
        }),
      },
      '/sessions/{id}/renew-offer': {
        post: operation('A new code, and transaction code, for the same session', {
          scope: 'sessions:write',
          requestParams: { path: sessionId },
          requestBody: json(zRenewOffer),
          ok: { status: '200', schema: zOfferedSession },
        }),
      },
      ...buildCredentialPaths(operation, json),
      ...buildWebhookPaths(operation, json),
      ...buildAssurancePaths(operation, json),
      ...buildBulkStatusPaths(operation, json),
      ...buildBulkPaths(operation),
      ...buildPrivacyPaths(operation, json),
      '/claims': {
        post: operation('Store claims for a claimsSupplied signal', {
          scope: 'claims:write',
          requestBody: json(zStoreClaims),
          ok: { status: '201', schema: z.object({ reference: z.string() }) },
        }),
      },
      ...buildAccessPaths(operation, json),
    }),
  });
}
