/** Acts upon many credentials and the kill switch in the OpenAPI document. */
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import type { Json, Operation } from './document-operation.js';
import { zBulk, zBulkAct, zBulkCounted, zBulkQuery, zSwitch, zSwitchAnswer } from './z-bulk-status.js';

const id = z.object({ id: z.string() });

export function buildBulkStatusPaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  return {
    '/credentials/bulk': {
      post: operation('Revoke, suspend or reinstate many; with dry_run=true they are only counted', {
        scope: 'credentials:status',
        requestParams: { query: zBulkQuery },
        requestBody: { required: true, ...json(zBulk) },
        ok: { status: '202', schema: zBulkAct },
        also: { '200': { description: 'Only counted', ...json(zBulkCounted) } },
      }),
    },
    '/credentials/bulk/{id}': {
      get: operation('How far such an act is', {
        scope: 'sessions:read',
        requestParams: { path: id },
        ok: { status: '200', schema: zBulkAct },
      }),
    },
    '/issuers/{id}/switch': {
      get: operation('Whether the issuer issues, and who switched it', {
        scope: 'sessions:read',
        requestParams: { path: id },
        ok: { status: '200', schema: zSwitchAnswer },
      }),
      put: operation('Switch issuing off or on, of the issuer or of single configurations', {
        scope: 'admin',
        requestParams: { path: id },
        requestBody: { required: true, ...json(zSwitch) },
        ok: { status: '200', schema: zSwitchAnswer },
      }),
    },
  };
}
