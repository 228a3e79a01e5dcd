/** `assurance` on the wire, and the way to record it after the session was created. */
import type { Router } from 'express';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { requireScope } from './caller.js';
import type { Json, Operation } from './document-operation.js';
import { parseBody } from './read-request.js';
import type { ActingOffice } from './session-routes.js';
import { toAssurance, zAssurance } from './z-assurance.js';

export function addAssuranceRoutes(router: Router, officeOf: ActingOffice): void {
  router.put('/sessions/:id/assurance', requireScope('claims:write'), async (request, response) => {
    const assurance = toAssurance(parseBody(request, zAssurance));
    await officeOf(response).recordAssurance(request.params['id'] as string, assurance);
    response.status(204).end();
  });
}

export function buildAssurancePaths(operation: Operation, json: Json): ZodOpenApiPathsObject {
  return {
    '/sessions/{id}/assurance': {
      put: operation('Record how the claims of this session were verified; replaces an earlier record', {
        scope: 'claims:write',
        requestParams: { path: z.object({ id: z.string() }) },
        requestBody: { required: true, ...json(zAssurance) },
        ok: { status: '204' },
      }),
    },
  };
}
