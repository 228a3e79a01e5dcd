/** Sessions and their claims in the OpenAPI document. */

import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { buildClaimsStates, conditions, tagged } from './build-access-paths.js';
import { buildErasePath } from './build-privacy-paths.js';
import type { Json, Operation } from './document-operation.js';
import {
  zClaimsBody,
  zClaimsByConfiguration,
  zListQuery,
  zLogQuery,
  zNewSession,
  zOfferedSession,
  zRenewOffer,
  zSessionQuery,
  zStoreClaims,
} from './z-private-api.js';
import {
  zLogPage,
  zSession,
  zSessionEvents,
  zSessionList,
  zStoredClaims,
  zSupplied,
  zSuppliedSeveral,
} from './z-sessions.js';

const path = z.object({ id: z.string() });
const configurationPath = z.object({ id: z.string(), configurationId: z.string() });

export function buildSessionPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  const read = (summary: string, schema: z.ZodType, query?: z.ZodObject) =>
    operation(summary, {
      scope: 'sessions:read',
      requestParams: { path, ...(query === undefined ? {} : { query }) },
      ok: { status: '200', schema },
    });
  return {
    '/sessions': {
      post: operation('Create a session and its offer', {
        scope: 'sessions:write',
        requestBody: { required: true, ...json(zNewSession) },
        ok: { status: '201', schema: zOfferedSession },
      }),
      get: operation('List sessions, newest first', {
        scope: 'sessions:read',
        requestParams: { query: zListQuery },
        ok: { status: '200', schema: zSessionList },
      }),
    },
    '/sessions/{id}': {
      delete: buildErasePath(operation),
      get: read('One session; with consistent=true from the workflow itself', zSession, zSessionQuery),
    },
    '/sessions/{id}/events': { get: read('Its events, oldest first', zSessionEvents) },
    '/sessions/{id}/logs': { get: read('Its log, newest first', zLogPage, zLogQuery) },
    '/sessions/{id}/cancel': {
      post: operation('End the session', {
        scope: 'sessions:write',
        requestParams: { path },
        ok: { status: '204' },
      }),
    },
    '/sessions/{id}/renew-offer': {
      post: operation('A new code, and transaction code, for the same session', {
        scope: 'sessions:write',
        requestParams: { path },
        requestBody: { required: false, ...json(zRenewOffer) },
        ok: { status: '200', schema: zOfferedSession },
      }),
    },
    ...buildClaimsPaths(operation, json),
  };
}

function buildClaimsPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  const states = buildClaimsStates(operation);
  const deny = (summary: string, of: z.ZodObject) =>
    operation(summary, {
      scope: 'claims:write',
      requestParams: { header: conditions, path: of },
      ok: { status: '204' },
    });
  return {
    '/sessions/{id}/claims': {
      get: states.ofSession,
      put: operation('Supply claims for several configurations or datasets: all of them are taken, or none', {
        scope: 'claims:write',
        requestParams: { header: conditions, path },
        requestBody: { required: true, ...json(zClaimsByConfiguration) },
        ok: { status: '200', schema: zSuppliedSeveral },
      }),
    },
    '/sessions/{id}/claims/{configurationId}': {
      get: states.ofConfiguration,
      put: operation('Supply claims, checked against the schema; the same content again changes nothing', {
        scope: 'claims:write',
        requestParams: { header: conditions, path: configurationPath },
        requestBody: { required: true, ...json(zClaimsBody) },
        ok: { status: '200', schema: zSupplied, headers: tagged },
      }),
    },
    '/sessions/{id}/claims/{configurationId}/deny': { post: deny('Refuse one credential for good', configurationPath) },
    '/sessions/{id}/deny': { post: deny('Refuse all credentials for good', path) },
    '/claims': {
      post: operation('Store claims for a claimsSupplied signal', {
        scope: 'claims:write',
        requestBody: { required: true, ...json(zStoreClaims) },
        ok: { status: '201', schema: zStoredClaims },
      }),
    },
  };
}
