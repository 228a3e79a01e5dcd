/** What the audit record has of an act upon many credentials. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it } from 'vitest';
import { readText } from '../../../api/http/read-body.js';
import { auditActs, nameRequest } from '../../../api/private/audit.js';
import { addBulkStatusRoutes } from '../../../api/private/bulk-status-routes.js';
import { setCaller } from '../../../api/private/caller.js';
import type { AuditRow } from '../../../ports/audit.js';
import type { BulkAdministration } from '../../../ports/bulk-administration.js';

const found = { matched: 3, changeable: 3, unchanged: 0 };
const act = { id: 'act-1', issuer: 'b', wanted: 'revoked', found, by: 'admin-key', startedAt: 1, progressedAt: 1 };
const bulk = {
  count: async () => found,
  start: async () => ({ ...act, progress: { state: 'running', changed: 0 } }),
} as unknown as BulkAdministration;

async function rowOf(query: string): Promise<AuditRow | undefined> {
  const rows: AuditRow[] = [];
  const app = express().use(nameRequest, readText, (_request, response, next) => {
    setCaller(response, { id: 'admin-key', scopes: ['admin'] });
    next();
  });
  app.use(auditActs({ append: async (row) => void rows.push(row), report: () => undefined, now: () => new Date() }));
  addBulkStatusRoutes(app, () => bulk);
  const server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/credentials/bulk${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ act: 'revoke', key_id: 'k'.repeat(43) }),
  });
  server.closeAllConnections();
  server.close();
  return rows[0];
}

it('it names the job and its issuer', async () => {
  expect(await rowOf('')).toMatchObject({ act: 'credentials.revoke', object: 'act-1', issuer: 'b', outcome: 'done' });
});

it('a count that was done is an act too, and names no job', async () => {
  const row = await rowOf('?dry_run=true');
  expect(row).toMatchObject({ act: 'credentials.count', outcome: 'done' });
  expect(row).not.toHaveProperty('object');
});
