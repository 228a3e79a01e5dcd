/** The events and webhooks part of the OpenAPI document. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import type { Scope } from '../../ports/caller.js';
import {
  zDelivery,
  zDeliveryQuery,
  zFeedEvent,
  zFeedQuery,
  zNewWebhook,
  zReplay,
  zRotation,
  zWebhook,
  zWebhookChange,
} from './z-webhooks.js';

type Operation = (
  summary: string,
  rest: Partial<ZodOpenApiOperationObject> & { ok?: { status: string; schema?: z.ZodType }; scope?: Scope },
) => ZodOpenApiOperationObject;
type Json = (schema: z.ZodType) => { content: { 'application/json': { schema: z.ZodType } } };

const path = z.object({ id: z.string() });
const deliveries = z.object({ deliveries: z.array(zDelivery), next_before: z.string().nullable() });
const feed = z.object({ events: z.array(zFeedEvent), next_cursor: z.string() });

export function buildWebhookPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  return {
    '/events': {
      get: operation('Everything that happened, oldest first; go on with next_cursor', {
        scope: 'sessions:read',
        requestParams: { query: zFeedQuery },
        ok: { status: '200', schema: feed },
      }),
    },
    '/sessions/{id}/stream': {
      get: operation('Events of a session as they come, as server-sent events', {
        scope: 'sessions:read',
        requestParams: { path, header: z.object({ 'Last-Event-ID': z.string().optional() }) },
      }),
    },
    '/sessions/{id}/deliveries': {
      get: operation('Webhooks sent for a session, newest event first', {
        scope: 'sessions:read',
        requestParams: { path, query: zDeliveryQuery },
        ok: { status: '200', schema: deliveries },
      }),
    },
    '/webhooks': {
      post: operation('Register an endpoint; its secret is shown once', {
        requestBody: json(zNewWebhook),
        ok: { status: '201', schema: zWebhook },
      }),
      get: operation('All endpoints', { ok: { status: '200', schema: z.object({ webhooks: z.array(zWebhook) }) } }),
    },
    '/webhooks/{id}': {
      get: operation('One endpoint', { requestParams: { path }, ok: { status: '200', schema: zWebhook } }),
      patch: operation('Change it', {
        requestParams: { path },
        requestBody: json(zWebhookChange),
        ok: { status: '200', schema: zWebhook },
      }),
      delete: operation('Take it away', { requestParams: { path }, ok: { status: '204' } }),
    },
    ...buildActs(operation, json),
  };
}

function buildActs(operation: Operation, json: Json): ZodOpenApiPathsObject {
  return {
    '/webhooks/{id}/rotate-secret': {
      post: operation('A new secret; the one before stays good for a while', {
        requestParams: { path },
        requestBody: json(zRotation),
        ok: { status: '200', schema: zWebhook },
      }),
    },
    '/webhooks/{id}/test': {
      post: operation('Send a trial event', { requestParams: { path }, ok: { status: '202', schema: zDelivery } }),
    },
    '/webhooks/{id}/replay': {
      post: operation('Send again what was given up, or everything since a cursor', {
        requestParams: { path },
        requestBody: json(zReplay),
        ok: { status: '202', schema: z.object({ replayed: z.number(), next_after: z.string().nullable() }) },
      }),
    },
    '/webhooks/{id}/deliveries': {
      get: operation('What was sent to it, newest event first', {
        requestParams: { path, query: zDeliveryQuery },
        ok: { status: '200', schema: deliveries },
      }),
    },
    '/deliveries/{id}/replay': {
      post: operation('Send one again', { requestParams: { path }, ok: { status: '202', schema: zDelivery } }),
    },
  };
}
