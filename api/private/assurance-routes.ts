/** `assurance` on the wire, and the way to record it after the session was created. */
import type { Router } from 'express';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import type { Assurance } from '../../protocol/assurance/check-assurance.js';
import { ASSURANCE_LEVELS } from '../../protocol/assurance/check-assurance.js';
import type { Json, Operation } from './build-access-paths.js';
import { requireScope } from './caller.js';
import { parseBody } from './read-request.js';
import type { ActingOffice } from './session-routes.js';

/** Strict, so that no evidence finds its way in (AV-12). */
export const zAssurance = z
  .strictObject({
    level: z.enum(ASSURANCE_LEVELS).meta({ description: 'Level of assurance (eIDAS, article 8)' }),
    method: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._:-]{0,63}$/)
      .meta({ description: 'A word for the way, such as national-eid; nothing about the person' }),
    verified_at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'Assurance', description: 'How it was verified what the claims say; profile av takes none without it' });

export function toAssurance(wire: z.infer<typeof zAssurance>): Assurance {
  return { level: wire.level, method: wire.method, verifiedAt: Date.parse(wire.verified_at) };
}

export function buildAssuranceAnswer(assurance: Assurance | undefined) {
  if (assurance === undefined) return null;
  const { level, method, verifiedAt } = assurance;
  return { level, method, verified_at: new Date(verifiedAt).toISOString() };
}

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
        requestBody: json(zAssurance),
        ok: { status: '204' },
      }),
    },
  };
}
