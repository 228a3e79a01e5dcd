/** Claims on the private API: supply, release, store for a signal, deny. */
import type { Request, Router } from 'express';
import type { BackOffice, ExpectedClaimsOf } from '../../ports/back-office.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { DeliverableView } from '../../protocol/session-view.js';
import { spreadDatasets } from '../back-office/supply-claims.js';
import { requireScope } from './caller.js';
import type { Condition } from './claims-conditions.js';
import { expectedOfSet, explained, quoted, readCondition, tagOfSet } from './claims-conditions.js';
import { defined, parseBody, parseOptionalBody } from './read-request.js';
import type { ActingOffice } from './session-routes.js';
import { loadRecord } from './session-routes.js';
import { zClaimsBody, zClaimsByConfiguration, zReleaseClaims, zStoreClaims } from './z-private-api.js';

type Target = { readonly id: string; readonly configurationId: string };

export function addClaimsRoutes(router: Router, officeOf: ActingOffice): void {
  const mayWrite = requireScope('claims:write');
  router.put('/sessions/:id/claims', mayWrite, async (request, response) => {
    const datasets = parseBody(request, zClaimsByConfiguration);
    const condition = readCondition(request);
    const id = request.params['id'] as string;
    response.json({ outcomes: await supplySeveral(officeOf(response), id, datasets, condition) });
  });
  router.put('/sessions/:id/claims/:configurationId', mayWrite, async (request, response) => {
    const { id, configurationId: name } = request.params as Target;
    const backOffice = officeOf(response);
    const claims = parseBody(request, zClaimsBody);
    const outcomes = await onOne(request, backOffice, (expected) =>
      backOffice.supplyClaims(id, { [name]: claims }, expected),
    );
    const [first] = Object.values(outcomes);
    response
      .set('ETag', quoted(await backOffice.digestClaims(id, claims)))
      .json({ outcome: outcomes[name] ?? first, outcomes });
  });
  router.post('/sessions/:id/claims/:configurationId/deny', mayWrite, async (request, response) => {
    const { id, configurationId } = request.params as Target;
    const backOffice = officeOf(response);
    await onOne(request, backOffice, (expected) => backOffice.denyClaims(id, configurationId, expected));
    response.status(204).end();
  });
  router.post('/sessions/:id/deny', mayWrite, async (request, response) => {
    const id = request.params['id'] as string;
    const backOffice = officeOf(response);
    await onAll(request, backOffice, (expected) => backOffice.denyClaims(id, undefined, expected));
    response.status(204).end();
  });
  router.post('/claims', mayWrite, async (request, response) => {
    const { session_id, credential_configuration_id, claims } = parseBody(request, zStoreClaims);
    const stored = await officeOf(response).storeClaims(session_id, credential_configuration_id, claims);
    response.status(201).json(stored);
  });
  addReleaseRoutes(router, officeOf);
}

function addReleaseRoutes(router: Router, officeOf: ActingOffice): void {
  const mayRelease = requireScope('claims:release');
  router.post('/sessions/:id/claims/:configurationId/release', mayRelease, async (request, response) => {
    const { id, configurationId } = request.params as Target;
    const { claims_digest: digest } = parseOptionalBody(request, zReleaseClaims);
    const backOffice = officeOf(response);
    const released = await onOne(request, backOffice, (expected) =>
      backOffice.releaseClaims(id, defined({ configurationId, digest }), expected),
    );
    response.json({ released });
  });
  router.post('/sessions/:id/release', mayRelease, async (request, response) => {
    const id = request.params['id'] as string;
    const backOffice = officeOf(response);
    const released = await onAll(request, backOffice, (expected) => backOffice.releaseClaims(id, {}, expected));
    response.json({ released });
  });
}

type Act<T> = (expected: ExpectedClaimsOf | undefined) => Promise<T>;

/** An act on one configuration, or on what shares the named dataset, under the request's condition on it. */
async function onOne<T>(request: Request, backOffice: BackOffice, act: Act<T>): Promise<T> {
  const { id, configurationId: name } = request.params as Target;
  const condition = readCondition(request);
  if (condition === undefined) return act(undefined);
  const load = async () => meantBy((await loadRecord(backOffice, id)).view.deliverables, name);
  const expected = Object.fromEntries((await load()).map((one) => [one.configurationId, condition]));
  return explained(
    condition,
    () => act(expected),
    async () => (await load())[0]?.claimsDigest,
  );
}

/** An act on all of a session's claims, under the request's condition on the whole set. */
async function onAll<T>(request: Request, backOffice: BackOffice, act: Act<T>): Promise<T> {
  const condition = readCondition(request);
  if (condition === undefined) return act(undefined);
  const load = async () => (await loadRecord(backOffice, request.params['id'] as string)).view.deliverables;
  const expected = expectedOfSet(condition, await load());
  return explained(
    condition,
    () => act(expected),
    async () => tagOfSet(await load()),
  );
}

/** The session takes all or none, and judges the condition on the whole set in the same step. */
async function supplySeveral(
  backOffice: BackOffice,
  id: string,
  asked: Readonly<Record<string, unknown>>,
  condition: Condition,
): Promise<Readonly<Record<string, string>>> {
  if (condition === undefined) return backOffice.supplyClaims(id, asked);
  const load = async () => (await loadRecord(backOffice, id)).view.deliverables;
  const deliverables = await load();
  const given: Record<string, string> = {};
  for (const { configurationId, claims } of spreadDatasets(deliverables, asked))
    given[configurationId] = await backOffice.digestClaims(id, claims);
  const expected = expectedOfSet(condition, deliverables, given);
  return explained(
    condition,
    () => backOffice.supplyClaims(id, asked, expected),
    async () => tagOfSet(await load()),
  );
}

/** A denied one takes nothing any more, and its old claims are no condition. @throws ProtocolError `configuration_not_offered` */
function meantBy(deliverables: readonly DeliverableView[], name: string): readonly DeliverableView[] {
  const one = deliverables.find(({ configurationId }) => configurationId === name);
  if (one !== undefined) return [one];
  const sharing = deliverables.filter(({ dataset, claims }) => dataset === name && claims !== 'denied');
  if (sharing.length === 0) throw refuse('configuration_not_offered', { provided: name });
  return sharing;
}
