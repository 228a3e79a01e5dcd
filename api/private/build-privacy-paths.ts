/** The erasure and export part of the OpenAPI document. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import type { Json, Operation } from './document-operation.js';
import { zErasedSubject, zSessionExport, zSubjectExport, zSubjectName } from './z-privacy.js';

const id = z.object({ id: z.string() });

export function buildErasePath(operation: Operation): ZodOpenApiOperationObject {
  return operation('Erase everything held about a session; 204 when it has happened, 202 when it is certain to', {
    scope: 'admin',
    requestParams: { path: id },
    ok: { status: '202', schema: z.object({ status: z.literal('under_way') }) },
    also: { '204': { description: 'Nothing of it is left; the same when asked again' } },
  });
}

export function buildPrivacyPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  return {
    '/sessions/{id}/export': {
      get: operation('The session as a bundle for the wallet’s vendor, with nothing personal in it', {
        scope: 'sessions:read',
        requestParams: { path: id },
        ok: { status: '200', schema: zSessionExport },
      }),
    },
    '/subjects': {
      delete: operation('Erase every session of a subject, and its traces in the credential registry', {
        scope: 'admin',
        requestBody: { required: true, ...json(zSubjectName) },
        ok: { status: '202', schema: zErasedSubject },
      }),
    },
    '/subjects/export': {
      post: operation('Everything held about a subject, claims that are still held among it', {
        scope: 'claims:reveal',
        requestBody: { required: true, ...json(zSubjectName) },
        ok: { status: '200', schema: zSubjectExport },
      }),
    },
  };
}
