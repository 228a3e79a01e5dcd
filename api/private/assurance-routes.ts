/** `assurance` on the wire, and the way to record it after the session was created. */
import type { Request, Router } from 'express';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import type { BackOffice } from '../../ports/back-office.js';
import type { Assurance } from '../../protocol/assurance/check-assurance.js';
import { ASSURANCE_LEVELS } from '../../protocol/assurance/check-assurance.js';

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

type ParseBody = <T extends z.ZodType>(request: Request, schema: T) => z.infer<T>;

export function addAssuranceRoutes(router: Router, backOffice: BackOffice, parseBody: ParseBody): void {
  router.put('/sessions/:id/assurance', async (request, response) => {
    await backOffice.recordAssurance(request.params.id, toAssurance(parseBody(request, zAssurance)));
    response.status(204).end();
  });
}

export const assurancePaths: ZodOpenApiPathsObject = {
  '/sessions/{id}/assurance': {
    put: {
      summary: 'Record how the claims of this session were verified; replaces an earlier record',
      requestParams: { path: z.object({ id: z.string() }) },
      requestBody: { content: { 'application/json': { schema: zAssurance } } },
      responses: { 204: { description: 'Done' }, default: { description: 'Refused; see docs/errors.md' } },
    },
  },
};
