/** The events and webhooks part of the OpenAPI document. */
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { buildRefusal } from './describe-operations.js';
import type { Json, Operation } from './document-operation.js';
import {
  zDelivery,
  zDeliveryPage,
  zDeliveryQuery,
  zFeed,
  zFeedQuery,
  zNewWebhook,
  zReplay,
  zReplayed,
  zRotation,
  zWebhook,
  zWebhookChange,
  zWebhookList,
} from './z-webhooks.js';

const path = z.object({ id: z.string() });

export function buildWebhookPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  const schema = z.string().meta({ description: '`id`: seq, `event`: type, `data`: a SessionEvent; at last `end`' });
  return {
    '/events': {
      get: operation('Everything that happened, oldest first; go on with next_cursor', {
        scope: 'sessions:read',
        requestParams: { query: zFeedQuery },
        ok: { status: '200', schema: zFeed },
        also: { '410': buildRefusal('410') },
      }),
    },
    '/sessions/{id}/stream': {
      get: operation('Events of a session as they come, as server-sent events', {
        scope: 'sessions:read',
        requestParams: { path, header: z.object({ 'Last-Event-ID': z.string().optional() }) },
        responses: {
          '200': { description: 'Until the session has ended', content: { 'text/event-stream': { schema } } },
        },
      }),
    },
    '/sessions/{id}/deliveries': {
      get: operation('Webhooks sent for a session, newest event first', {
        scope: 'sessions:read',
        requestParams: { path, query: zDeliveryQuery },
        ok: { status: '200', schema: zDeliveryPage },
      }),
    },
    '/webhooks': {
      post: operation('Register an endpoint; its secret is shown once', {
        requestBody: { required: true, ...json(zNewWebhook) },
        ok: { status: '201', schema: zWebhook },
      }),
      get: operation('All endpoints', { ok: { status: '200', schema: zWebhookList } }),
    },
    '/webhooks/{id}': {
      get: operation('One endpoint', { requestParams: { path }, ok: { status: '200', schema: zWebhook } }),
      patch: operation('Change it', {
        requestParams: { path },
        requestBody: { required: true, ...json(zWebhookChange) },
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
        requestBody: { required: false, ...json(zRotation) },
        ok: { status: '200', schema: zWebhook },
      }),
    },
    '/webhooks/{id}/test': {
      post: operation('Send a trial event', { requestParams: { path }, ok: { status: '202', schema: zDelivery } }),
    },
    '/webhooks/{id}/replay': {
      post: operation('Send again what was given up, or everything since a cursor', {
        requestParams: { path },
        requestBody: { required: false, ...json(zReplay) },
        ok: { status: '202', schema: zReplayed },
        also: { '410': buildRefusal('410') },
      }),
    },
    '/webhooks/{id}/deliveries': {
      get: operation('What was sent to it, newest event first', {
        requestParams: { path, query: zDeliveryQuery },
        ok: { status: '200', schema: zDeliveryPage },
      }),
    },
    '/deliveries/{id}/replay': {
      post: operation('Send one again', { requestParams: { path }, ok: { status: '202', schema: zDelivery } }),
    },
  };
}
