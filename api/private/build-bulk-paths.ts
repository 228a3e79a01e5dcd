/** Acts upon many credentials and the kill switch in the OpenAPI document. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { zBulk, zBulkAct, zBulkQuery, zSwitch, zSwitchAnswer } from './z-bulk.js';

type Operation = (
  summary: string,
  rest: Partial<ZodOpenApiOperationObject> & { ok?: { status: string; schema?: z.ZodType } },
) => ZodOpenApiOperationObject;
type Json = (schema: z.ZodType) => { content: { 'application/json': { schema: z.ZodType } } };

const id = z.object({ id: z.string() });

export function buildBulkPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  return {
    '/credentials/bulk': {
      post: operation('Revoke, suspend or reinstate many; with dry_run=true only counted, answered 200', {
        requestParams: { query: zBulkQuery, header: z.object({ 'Idempotency-Key': z.string().optional() }) },
        requestBody: json(zBulk),
        ok: { status: '202', schema: zBulkAct },
      }),
    },
    '/credentials/bulk/{id}': {
      get: operation('How far such an act is', {
        requestParams: { path: id },
        ok: { status: '200', schema: zBulkAct },
      }),
    },
    '/issuers/{id}/switch': {
      get: operation('Whether the issuer issues, and who switched it', {
        requestParams: { path: id },
        ok: { status: '200', schema: zSwitchAnswer },
      }),
      put: operation('Switch issuing off or on, of the issuer or of single configurations', {
        requestParams: { path: id },
        requestBody: json(zSwitch),
        ok: { status: '200', schema: zSwitchAnswer },
      }),
    },
  };
}
