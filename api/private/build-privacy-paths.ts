/** The erasure and export part of the OpenAPI document. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { zErasedSubject, zSessionExport, zSubjectExport, zSubjectName } from './z-privacy.js';

type Operation = (
  summary: string,
  rest: Partial<ZodOpenApiOperationObject> & { ok?: { status: string; schema?: z.ZodType } },
) => ZodOpenApiOperationObject;
type Json = (schema: z.ZodType) => { content: { 'application/json': { schema: z.ZodType } } };

const id = z.object({ id: z.string() });

export function buildErasePath(operation: Operation): ZodOpenApiOperationObject {
  return operation('Erase everything held about a session; 204 when it has happened, 202 when it is certain to', {
    requestParams: { path: id },
    ok: { status: '202', schema: z.object({ status: z.literal('under_way') }) },
  });
}

export function buildPrivacyPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  return {
    '/sessions/{id}/export': {
      get: operation('The session as a bundle for the wallet’s vendor, with nothing personal in it', {
        requestParams: { path: id },
        ok: { status: '200', schema: zSessionExport },
      }),
    },
    '/subjects': {
      delete: operation('Erase every session of a subject, and its traces in the credential registry', {
        requestBody: json(zSubjectName),
        ok: { status: '202', schema: zErasedSubject },
      }),
    },
    '/subjects/export': {
      post: operation('Everything held about a subject, claims that are still held among it', {
        requestBody: json(zSubjectName),
        ok: { status: '200', schema: zSubjectExport },
      }),
    },
  };
}
