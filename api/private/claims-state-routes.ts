/** The state of claims on the private API: which there are and who supplied them, never what they say. */
import type { Response, Router } from 'express';
import type { AuditRow, ListAudit } from '../../ports/audit.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { DeliverableView } from '../../protocol/session-view.js';
import { requireScope } from './caller.js';
import { quoted, tagOfSet } from './claims-conditions.js';
import { iso } from './iso-time.js';
import type { ActingOffice } from './session-routes.js';
import { loadRecord } from './session-routes.js';
import type { ClaimsStateAnswer } from './z-sessions.js';

/** The latest of one session; more than these are nobody's work. */
const MOST_ACTS = 1000;
/** What says who the claims are from, or decided on them. */
const ACTS = ['session.create', 'claims.supply', 'claims.release', 'claims.deny'];

export function addClaimsStateRoutes(router: Router, officeOf: ActingOffice, listAudit: ListAudit): void {
  const mayRead = requireScope('sessions:read');
  const listActs = (session: string) => listAudit({ session, acts: ACTS, limit: MOST_ACTS, order: 'newest' });
  router.get('/sessions/:id/claims', mayRead, async (request, response) => {
    const { id, view } = await loadRecord(officeOf(response), request.params['id'] as string);
    const acts = await listActs(id);
    answer(response, tagOfSet(view.deliverables), {
      claims: view.deliverables.map((one) => buildClaimsState(one, acts)),
    });
  });
  router.get('/sessions/:id/claims/:configurationId', mayRead, async (request, response) => {
    const { id, view } = await loadRecord(officeOf(response), request.params['id'] as string);
    const wanted = request.params['configurationId'];
    const found = view.deliverables.find((one) => one.configurationId === wanted);
    if (found === undefined)
      throw refuse('configuration_not_offered', {
        expected: view.deliverables.map((one) => one.configurationId),
        provided: wanted,
      });
    answer(response, found.claimsDigest, buildClaimsState(found, await listActs(id)));
  });
}

/** Without a tag while there is nothing that somebody else could have changed; `If-None-Match: *` is for that. */
function answer(response: Response, tag: string | undefined, body: object): void {
  if (tag !== undefined) response.set('ETag', quoted(tag));
  response.json(body);
}

function buildClaimsState(
  { configurationId, claims, claimsDigest }: DeliverableView,
  acts: readonly AuditRow[],
): ClaimsStateAnswer {
  const last = acts.find(
    ({ outcome, isReplay, configurations }) =>
      outcome === 'done' && isReplay !== true && (configurations ?? []).includes(configurationId),
  );
  return {
    credential_configuration_id: configurationId,
    state: claims,
    digest: claimsDigest ?? null,
    last_act: last === undefined ? null : { act: last.act ?? last.operation, by: last.caller, at: iso(last.at) },
  };
}
