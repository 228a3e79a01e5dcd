/** Claims on the private API: supply, store for a signal, deny, and what state they are in. */
import type { Request, Router } from 'express';
import type { BackOffice } from '../../ports/back-office.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import { requireScope } from './caller.js';
import type { Condition } from './claims-conditions.js';
import { expectedOfSet, explained, quoted, readCondition, tagOfSet } from './claims-conditions.js';
import { parseBody } from './read-request.js';
import type { ActingOffice } from './session-routes.js';
import { loadRecord } from './session-routes.js';
import { zClaimsBody, zClaimsByConfiguration, zStoreClaims } from './z-private-api.js';

type Target = { readonly id: string; readonly configurationId: string };

export function addClaimsRoutes(router: Router, officeOf: ActingOffice): void {
  const mayWrite = requireScope('claims:write');
  router.put('/sessions/:id/claims', mayWrite, async (request, response) => {
    const backOffice = officeOf(response);
    const datasets = parseBody(request, zClaimsByConfiguration);
    const outcomes = await supplySeveral(backOffice, request.params['id'] as string, datasets, readCondition(request));
    response.json({ outcomes });
  });
  router.put('/sessions/:id/claims/:configurationId', mayWrite, async (request, response) => {
    const target = targetOf(request);
    const { id, configurationId } = target;
    const backOffice = officeOf(response);
    const claims = parseBody(request, zClaimsBody);
    const condition = readCondition(request);
    const act = () => backOffice.supplyClaims(id, configurationId, claims, condition);
    const outcome = await explained(condition, act, () => loadDigest(backOffice, target));
    response.set('ETag', quoted(await backOffice.digestClaims(id, claims))).json({ outcome });
  });
  router.post('/sessions/:id/claims/:configurationId/deny', mayWrite, async (request, response) => {
    const target = targetOf(request);
    const { id, configurationId } = target;
    const backOffice = officeOf(response);
    const condition = readCondition(request);
    const expected = condition === undefined ? undefined : { [configurationId]: condition };
    const act = () => backOffice.denyClaims(id, configurationId, expected);
    await explained(condition, act, () => loadDigest(backOffice, target));
    response.status(204).end();
  });
  router.post('/sessions/:id/deny', mayWrite, async (request, response) => {
    const id = request.params['id'] as string;
    const backOffice = officeOf(response);
    const condition = readCondition(request);
    const loadSet = async () => (await loadRecord(backOffice, id)).view.deliverables;
    const expected = condition === undefined ? undefined : expectedOfSet(condition, await loadSet());
    const act = () => backOffice.denyClaims(id, undefined, expected);
    await explained(condition, act, async () => tagOfSet(await loadSet()));
    response.status(204).end();
  });
  router.post('/claims', mayWrite, async (request, response) => {
    const { session_id, credential_configuration_id, claims } = parseBody(request, zStoreClaims);
    const stored = await officeOf(response).storeClaims(session_id, credential_configuration_id, claims);
    response.status(201).json(stored);
  });
}

async function supplySeveral(
  backOffice: BackOffice,
  id: string,
  asked: Readonly<Record<string, unknown>>,
  condition: Condition,
): Promise<Record<string, string>> {
  const { view } = await loadRecord(backOffice, id);
  const datasets = Object.entries(asked);
  // All are judged before one is taken: a mistake in the last must not leave the others supplied.
  for (const [configurationId, claims] of datasets) await backOffice.checkClaims(id, configurationId, claims);
  const given: Record<string, string> = {};
  if (condition !== undefined)
    for (const [configurationId, claims] of datasets)
      given[configurationId] = await backOffice.digestClaims(id, claims);
  const expected = expectedOfSet(condition, view.deliverables, given);
  const outcomes: Record<string, string> = {};
  const loadTag = async () => tagOfSet((await loadRecord(backOffice, id)).view.deliverables);
  for (const [configurationId, claims] of datasets) {
    const act = () => backOffice.supplyClaims(id, configurationId, claims, expected?.[configurationId]);
    outcomes[configurationId] = await explained(condition, act, loadTag);
  }
  return outcomes;
}

function targetOf(request: Request): Target {
  return request.params as Target;
}

async function loadDigest(backOffice: BackOffice, { id, configurationId }: Target): Promise<string | undefined> {
  const { view } = await loadRecord(backOffice, id);
  const found = view.deliverables.find((one) => one.configurationId === configurationId);
  if (found === undefined) throw refuse('configuration_not_offered', { provided: configurationId });
  return found.claimsDigest;
}
