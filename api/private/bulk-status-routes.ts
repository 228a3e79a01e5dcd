/** Many credentials at once, on the private API. */
import type { Response, Router } from 'express';
import type { z } from 'zod';
import type { BulkAdministration, BulkRequest } from '../../ports/bulk-administration.js';
import type { BulkAct, SelectionCount } from '../../ports/bulk-status.js';
import { noteAct } from './audit.js';
import { requireScope } from './caller.js';
import { iso } from './iso-time.js';
import { defined, parseBody, parseQuery } from './read-request.js';
import { zBulk, zBulkQuery } from './z-bulk-status.js';

const wantedBy = { revoke: 'revoked', suspend: 'suspended', reinstate: 'valid' } as const;
const acts = {
  revoked: 'credentials.revoke',
  suspended: 'credentials.suspend',
  valid: 'credentials.reinstate',
} as const;

/** To be added before routes with `/credentials/:id`. */
export function addBulkStatusRoutes(router: Router, bulkOf: (response: Response) => BulkAdministration): void {
  const mayChange = requireScope('credentials:status');
  router.post('/credentials/bulk', mayChange, async (request, response) => {
    const { dry_run } = parseQuery(request, zBulkQuery);
    const asked = toBulkRequest(parseBody(request, zBulk), request.get('Idempotency-Key'));
    if (dry_run === 'true') {
      noteAct(response, { act: 'credentials.count' });
      response.json({ dry_run: true, found: buildCount(await bulkOf(response).count(asked)) });
      return;
    }
    noteAct(response, { act: acts[asked.wanted] });
    const act = await bulkOf(response).start(asked);
    noteAct(response, { issuer: act.issuer, object: act.id });
    response.status(202).location(`/credentials/bulk/${act.id}`).json(buildBulkAnswer(act));
  });
  router.get('/credentials/bulk/:id', requireScope('sessions:read'), async (request, response) => {
    response.json(buildBulkAnswer(await bulkOf(response).load(request.params['id'] as string)));
  });
}

function toBulkRequest(body: z.infer<typeof zBulk>, idempotencyKey: string | undefined): BulkRequest {
  const { act, issuer, reason, issued_after, issued_before } = body;
  return defined({
    wanted: wantedBy[act],
    issuer,
    subjectId: body.subject_id,
    certificate: body.certificate,
    key: body.key_id,
    configurationId: body.credential_configuration_id,
    issuedAfter: issued_after === undefined ? undefined : Date.parse(issued_after),
    issuedBefore: issued_before === undefined ? undefined : Date.parse(issued_before),
    reason,
    idempotencyKey,
  });
}

function buildBulkAnswer({ id, issuer, wanted, found, progress, ...act }: BulkAct): Record<string, unknown> {
  return {
    bulk_id: id,
    issuer,
    status: wanted,
    state: progress.state,
    changed: progress.changed,
    found: buildCount(found),
    by: act.by,
    reason: act.reason ?? null,
    started_at: iso(act.startedAt),
    progressed_at: iso(act.progressedAt),
  };
}

function buildCount({ matched, changeable, unchanged }: SelectionCount): Record<string, number> {
  return { matched, changeable, unchanged, refused: matched - changeable - unchanged };
}
