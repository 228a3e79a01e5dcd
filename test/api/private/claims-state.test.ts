/** Whose the claims of a session are, as the audit record has it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it } from 'vitest';
import { setCaller } from '../../../api/private/caller.js';
import { addClaimsStateRoutes } from '../../../api/private/claims-state-routes.js';
import type { ActingOffice } from '../../../api/private/session-routes.js';
import type { AuditRow, ListAudit } from '../../../ports/audit.js';

const START = Date.parse('2026-06-12T12:00:00Z');
const PID = 'pid';

type Done = Pick<AuditRow, 'act' | 'caller' | 'isReplay' | 'outcome'>;
const row = (change: Partial<Done>, nth: number) =>
  ({
    session: 's',
    configurations: [PID],
    outcome: 'done',
    at: START + nth,
    ...change,
  }) as Partial<AuditRow> as AuditRow;

/** As the database does. */
const listIn =
  (rows: readonly AuditRow[]): ListAudit =>
  async ({ session, acts, limit, order }) => {
    const found = rows.filter((one) => one.session === session && (acts?.includes(one.act ?? '') ?? true));
    return (order === 'newest' ? found.toReversed() : found).slice(0, limit);
  };

async function lastActAfter(...acts: Partial<Done>[]) {
  const deliverables = [{ configurationId: PID, claims: 'released', claimsDigest: 'd', issuances: [] }];
  const office = { loadSession: async () => ({ id: 's', view: { deliverables } }) };
  const app = express().use((_request, response, next) => {
    setCaller(response, { id: 'someone', scopes: ['sessions:read'] });
    next();
  });
  addClaimsStateRoutes(app, (() => office) as unknown as ActingOffice, listIn(acts.map(row)));
  const server = createServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sessions/s/claims`;
  const [all, one] = await Promise.all([fetch(url), fetch(`${url}/${PID}`)]);
  const { claims } = (await all.json()) as { claims: { last_act: { act: string; by: string } | null }[] };
  expect((await one.json()) as object).toEqual(claims[0]);
  server.closeAllConnections();
  server.close();
  return claims[0]?.last_act;
}

const created = { act: 'session.create', caller: 'key:office' };
const supplied = { act: 'claims.supply', caller: 'key:clerk' };

it('the last act is of whoever created, supplied, released or denied', async () => {
  expect(await lastActAfter(created)).toMatchObject({ act: 'session.create', by: 'key:office' });
  for (const act of ['claims.supply', 'claims.release', 'claims.deny'])
    expect(await lastActAfter(created, { act, caller: 'key:boss' })).toMatchObject({ act, by: 'key:boss' });
});

it.each(['inbox.claim', 'inbox.unclaim', 'credential.revoke', 'claims.store'])(
  'who did %s afterwards supplied nothing',
  async (act) => {
    expect(await lastActAfter(supplied, { act, caller: 'key:other' })).toMatchObject({ by: 'key:clerk' });
  },
);

it('a repeat, and what was refused, are no acts', async () => {
  const repeat = { ...supplied, caller: 'key:other', isReplay: true as const };
  const refused = { ...supplied, caller: 'key:other', outcome: 'refused' as const };
  expect(await lastActAfter(supplied, repeat, refused)).toMatchObject({ by: 'key:clerk' });
});

it('it is the newest one, however much was done before it', async () => {
  const before = Array.from({ length: 1500 }, () => supplied);
  expect(await lastActAfter(...before, { ...supplied, caller: 'key:last' })).toMatchObject({ by: 'key:last' });
});
