/** Claims on the private API: supply, release, store for a signal, deny. */
import type { Router } from 'express';
import { requireScope } from './caller.js';
import { defined, parseBody, parseOptionalBody } from './read-request.js';
import type { ActingOffice } from './session-routes.js';
import { zClaimsBody, zClaimsByConfiguration, zReleaseClaims, zStoreClaims } from './z-private-api.js';

export function addClaimsRoutes(router: Router, officeOf: ActingOffice): void {
  const mayWrite = requireScope('claims:write');
  router.put('/sessions/:id/claims', mayWrite, async (request, response) => {
    const id = request.params['id'] as string;
    response.json({ outcomes: await officeOf(response).supplyClaims(id, parseBody(request, zClaimsByConfiguration)) });
  });
  router.put('/sessions/:id/claims/:configurationId', mayWrite, async (request, response) => {
    const { id, configurationId } = request.params as { id: string; configurationId: string };
    const claims = parseBody(request, zClaimsBody);
    const outcomes = await officeOf(response).supplyClaims(id, { [configurationId]: claims });
    const [first] = Object.values(outcomes);
    response.json({ outcome: outcomes[configurationId] ?? first, outcomes });
  });
  const mayRelease = requireScope('claims:release');
  router.post('/sessions/:id/claims/:configurationId/release', mayRelease, async (request, response) => {
    const { id, configurationId } = request.params as { id: string; configurationId: string };
    const { claims_digest: digest } = parseOptionalBody(request, zReleaseClaims);
    const released = await officeOf(response).releaseClaims(id, defined({ configurationId, digest }));
    response.json({ released });
  });
  router.post('/sessions/:id/release', mayRelease, async (request, response) => {
    const released = await officeOf(response).releaseClaims(request.params['id'] as string, {});
    response.json({ released });
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
