/** The audit record on the private API. */
import type { Router } from 'express';
import type { AuditRow, ListAudit } from '../../ports/audit.js';
import { callerOf, requireScope } from './caller.js';
import { iso } from './iso-time.js';
import { defined, parseQuery } from './read-request.js';
import type { AuditAnswer } from './z-api-keys.js';
import { zAuditQuery } from './z-api-keys.js';

export function addAuditRoutes(router: Router, listAudit: ListAudit): void {
  router.get('/audit', requireScope('admin'), async (request, response) => {
    const query = parseQuery(request, zAuditQuery);
    const { issuer } = callerOf(response);
    const rows = await listAudit(defined({ ...query, issuer }));
    response.json({
      audit: rows.map(buildAuditAnswer),
      next_after: rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null,
    });
  });
}

function buildAuditAnswer(row: AuditRow): AuditAnswer {
  return {
    id: row.id,
    at: iso(row.at),
    caller: row.caller,
    operation: row.operation,
    act: row.act ?? null,
    outcome: row.outcome,
    status: row.status,
    reason: row.reason ?? null,
    issuer: row.issuer ?? null,
    session_id: row.session ?? null,
    credential_id: row.credential ?? null,
    api_key_id: row.apiKey ?? null,
    object_id: row.object ?? null,
    credential_configuration_ids: [...(row.configurations ?? [])],
    request_id: row.requestId,
    address: row.address,
    replayed: row.isReplay === true,
  };
}
