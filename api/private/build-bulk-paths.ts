/** The bulk part of the OpenAPI document. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import type { Operation } from './document-operation.js';
import { zBulkJob, zClaimsLine, zJobsQuery, zResultsQuery, zSessionLine, zUploadQuery } from './z-bulk.js';

const path = z.object({ id: z.string() });
const csv = z
  .string()
  .meta({ description: 'RFC 4180, UTF-8, with a header line: members of the JSON form, and claims.<path>' });

export function buildBulkPaths(operation: Operation): ZodOpenApiPathsObject {
  const upload = (
    summary: string,
    scope: 'sessions:write' | 'claims:write',
    line: z.ZodType,
  ): ZodOpenApiOperationObject =>
    operation(summary, {
      scope,
      requestParams: { query: zUploadQuery },
      requestBody: {
        required: true,
        content: { 'application/x-ndjson': { schema: line }, 'text/csv': { schema: csv } },
      },
      ok: { status: '202', schema: zBulkJob },
    });
  const results = operation('What came of each line, one JSON object a line; offers to keys with sessions:write only', {
    scope: 'sessions:read',
    requestParams: { path, query: zResultsQuery },
  });
  const ndjson = {
    description: 'Done',
    content: { 'application/x-ndjson': { schema: z.looseObject({ line: z.number() }) } },
  };
  return {
    '/bulk': {
      get: operation('List bulk jobs, newest first', {
        scope: 'sessions:read',
        requestParams: { query: zJobsQuery },
        ok: { status: '200', schema: z.object({ jobs: z.array(zBulkJob) }) },
      }),
    },
    '/bulk/sessions': { post: upload('Create many sessions, one a line', 'sessions:write', zSessionLine) },
    '/bulk/claims': { post: upload('Supply claims to many sessions, one dataset a line', 'claims:write', zClaimsLine) },
    '/bulk/{id}': {
      get: operation('A bulk job and its progress', {
        scope: 'sessions:read',
        requestParams: { path },
        ok: { status: '200', schema: zBulkJob },
      }),
    },
    '/bulk/{id}/results': { get: { ...results, responses: { ...results.responses, '200': ndjson } } },
    '/bulk/{id}/cancel': {
      post: operation('Work no further lines; needs claims:write where the job supplies claims', {
        scope: ['sessions:write', 'claims:write'],
        requestParams: { path },
        ok: { status: '204' },
      }),
    },
  };
}
