/** Repeats under an idempotency key, over HTTP: what is kept, what never is, and who is answered from it. */
import express from 'express';
import { expect, it } from 'vitest';
import { nameRequest, noteAct } from '../../../api/private/audit.js';
import { requireScope, setCaller } from '../../../api/private/caller.js';
import { recordActs } from '../../../api/private/idempotency.js';
import type { AuditRow } from '../../../ports/audit.js';
import type { Caller } from '../../../ports/caller.js';
import type { IdempotencyStore, ReservedRequest } from '../../../ports/idempotency.js';
import { serveApp } from './serve-app.js';

function storeInMemory() {
  const kept = new Map<string, ReservedRequest>();
  const change = (id: string, holder: string, to: Partial<ReservedRequest>) => {
    const found = kept.get(id);
    if (found?.holder === holder) kept.set(id, { ...found, ...to });
  };
  const store: IdempotencyStore = {
    reserve: async (request) => {
      const found = kept.get(request.id);
      if (found === undefined) kept.set(request.id, request);
      return found;
    },
    takeOver: async (request, from) => {
      if (kept.get(request.id)?.holder !== from) return false;
      kept.set(request.id, request);
      return true;
    },
    keepAnswer: async (id, holder, answer) => change(id, holder, { answer }),
    letGo: async (id, holder) => change(id, holder, { heldUntil: 0 }),
    remove: async (id) => void kept.delete(id),
  };
  return { kept, store };
}

async function serve() {
  const { kept, store } = storeInMemory();
  const rows: AuditRow[] = [];
  const done: string[] = [];
  const caller: { now: Caller } = { now: { id: 'key:1', scopes: ['claims:reveal', 'sessions:write'] } };
  let isAuditAway = false;
  const append = async (row: AuditRow) => {
    if (isAuditAway) throw new Error('away');
    rows.push(row);
  };
  const plain = (bytes: Uint8Array) => bytes;
  const now = () => new Date('2026-06-12T12:00:00Z');
  const digest = (...parts: readonly string[]) => parts.join(' ');
  const deps = { store, digest, seal: plain, open: plain, report: () => undefined, now };
  const app = express();
  app.use(nameRequest, (_request, response, next) => {
    setCaller(response, caller.now);
    next();
  });
  app.use(recordActs(deps, { append, report: () => undefined, now }));
  app.post('/subjects/export', requireScope('claims:reveal'), (_request, response) => {
    noteAct(response, { act: 'subject.export' });
    done.push('export');
    response.set('Cache-Control', 'no-store').json({ claims: 'Erika Mustermann' });
  });
  app.post('/sessions', requireScope('sessions:write'), (_request, response) => {
    done.push('create');
    response.status(201).json({ made: done.length });
  });
  app.post('/sessions/:id/renew-offer', requireScope('sessions:write'), (request, response) => {
    noteAct(response, { act: 'offer.renew', session: request.params['id'] as string });
    done.push('renew');
    response.json({ renewed: done.length });
  });
  const url = await serveApp(app);
  const post = async (path: string) => {
    const answer = await fetch(url + path, { method: 'POST', headers: { 'idempotency-key': 'k' } });
    const body = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, replayed: answer.headers.get('idempotency-replayed'), body };
  };
  const takeAuditAway = (isAway: boolean) => {
    isAuditAway = isAway;
  };
  return { post, kept, rows, done, caller, takeAuditAway };
}

it('an answer nobody may store is not kept: its repeat is done, and recorded, again', async () => {
  const { post, kept, rows, done } = await serve();
  const answers = [await post('/subjects/export'), await post('/subjects/export')];
  expect(answers.map(({ status, replayed }) => [status, replayed])).toEqual([
    [200, null],
    [200, null],
  ]);
  expect(done).toEqual(['export', 'export']);
  const values = [...kept.values()].map((one) => Buffer.from(one.answer?.sealed ?? []).toString('utf8'));
  expect(values).toEqual(['']);
  expect(rows.map((one) => [one.act, one.outcome, one.isReplay])).toEqual([
    ['subject.export', 'done', undefined],
    ['subject.export', 'done', undefined],
  ]);
});

it('the key of such an answer is still that request’s alone', async () => {
  const { post, done } = await serve();
  await post('/subjects/export');
  expect(await post('/sessions/7/renew-offer')).toMatchObject({
    status: 409,
    body: { reason: 'idempotency_conflict' },
  });
  expect(done).toEqual(['export']);
});

it('a repeat has its row in the audit record, with what was done the first time', async () => {
  const { post, rows, done } = await serve();
  await post('/sessions/7/renew-offer');
  expect(await post('/sessions/7/renew-offer')).toEqual({ status: 200, replayed: 'true', body: { renewed: 1 } });
  expect(done).toEqual(['renew']);
  const row = { operation: 'POST /sessions/{id}/renew-offer', act: 'offer.renew', session: '7', outcome: 'done' };
  expect(rows).toMatchObject([row, { ...row, isReplay: true }]);
});

it.each([
  ['whose scope was taken away', { id: 'key:1', scopes: ['sessions:read'] }],
  ['that was bound to an issuer since', { id: 'key:1', scopes: ['sessions:write'], issuer: 'b' }],
] satisfies [string, Caller][])('a repeat of a caller %s is refused, and recorded', async (_title, after) => {
  const { post, rows, caller } = await serve();
  await post('/sessions/7/renew-offer');
  caller.now = after;
  expect(await post('/sessions/7/renew-offer')).toMatchObject({ status: 403, body: { reason: 'api_scope_missing' } });
  expect(rows[1]).toMatchObject({ act: 'offer.renew', outcome: 'refused', reason: 'api_scope_missing' });
});

it('an act that could not be recorded has no answer to repeat', async () => {
  const { post, rows, done, takeAuditAway } = await serve();
  takeAuditAway(true);
  expect((await post('/sessions/7/renew-offer')).status).toBe(503);
  takeAuditAway(false);
  expect(await post('/sessions/7/renew-offer')).toMatchObject({ status: 200, replayed: null });
  expect([done.length, rows.length]).toEqual([2, 1]);
});

it.each(['/sessions', '/sessions/', '/Sessions', '/SESSIONS/'])('%s keeps its promise by itself', async (path) => {
  const { post, kept, done } = await serve();
  await post(path);
  expect(await post(path)).toMatchObject({ status: 201, replayed: null });
  expect([done, kept.size]).toEqual([['create', 'create'], 0]);
});
