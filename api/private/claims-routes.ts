/** Claims on the private API: supply, store for a signal, deny. */
import type { Router } from 'express';
import { requireScope } from './caller.js';
import { parseBody } from './read-request.js';
import type { ActingOffice } from './session-routes.js';
import { loadRecord } from './session-routes.js';
import { zClaimsBody, zClaimsByConfiguration, zStoreClaims } from './z-private-api.js';

export function addClaimsRoutes(router: Router, officeOf: ActingOffice): void {
  const mayWrite = requireScope('claims:write');
  router.put('/sessions/:id/claims', mayWrite, async (request, response) => {
    const backOffice = officeOf(response);
    const id = request.params['id'] as string;
    const outcomes: Record<string, string> = {};
    await loadRecord(backOffice, id);
    const datasets = Object.entries(parseBody(request, zClaimsByConfiguration));
    // All are judged before one is taken: a mistake in the last must not leave the others supplied.
    for (const [configurationId, claims] of datasets) await backOffice.checkClaims(id, configurationId, claims);
    for (const [configurationId, claims] of datasets) {
      outcomes[configurationId] = await backOffice.supplyClaims(id, configurationId, claims);
    }
    response.json({ outcomes });
  });
  router.put('/sessions/:id/claims/:configurationId', mayWrite, async (request, response) => {
    const { id, configurationId } = request.params as { id: string; configurationId: string };
    const outcome = await officeOf(response).supplyClaims(id, configurationId, parseBody(request, zClaimsBody));
    response.json({ outcome });
  });
  router.post('/sessions/:id/claims/:configurationId/deny', mayWrite, async (request, response) => {
    const { id, configurationId } = request.params as { id: string; configurationId: string };
    await officeOf(response).denyClaims(id, configurationId);
    response.status(204).end();
  });
  router.post('/sessions/:id/deny', mayWrite, async (request, response) => {
    await officeOf(response).denyClaims(request.params['id'] as string);
    response.status(204).end();
  });
  router.post('/claims', mayWrite, async (request, response) => {
    const { session_id, credential_configuration_id, claims } = parseBody(request, zStoreClaims);
    const stored = await officeOf(response).storeClaims(session_id, credential_configuration_id, claims);
    response.status(201).json(stored);
  });
}
