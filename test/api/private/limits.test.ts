/** Limits and the audit record, seen over HTTP with stores that can fail. */
import express from 'express';
import { describe, expect, it } from 'vitest';
import { createRateLimiter } from '../../../api/http/rate-limit.js';
import { auditActs, nameRequest, noteAct } from '../../../api/private/audit.js';
import { requireScope } from '../../../api/private/caller.js';
import { requireApiKey } from '../../../api/private/require-api-key.js';
import type { AuditRow } from '../../../ports/audit.js';
import { ADMIN_KEY, createKeysInMemory, createReplica, START } from './keys.js';
import { serveApp } from './serve-app.js';

async function serve(options: { points?: number; append?: (row: AuditRow) => Promise<void> } = {}) {
  const replica = createReplica(createKeysInMemory().store, { now: START }, { mostFailures: 2 });
  const append = options.append ?? (async () => undefined);
  const done: string[] = [];
  const app = express();
  app.use(nameRequest);
  app.use(requireApiKey(replica, createRateLimiter({ points: options.points ?? 100, seconds: 10 })));
  app.use(auditActs({ append, report: () => undefined, now: () => new Date(START) }));
  app.post('/things/:id', requireScope('admin'), (request, response) => {
    noteAct(response, { act: 'thing.do', session: request.params['id'] as string });
    done.push(request.params['id'] as string);
    response.status(201).location('/things/1').json({ secret: 'shown' });
  });
  app.get('/things', (_request, response) => void response.json({}));
  const url = await serveApp(app);
  const call = (method: string, path: string, key = ADMIN_KEY) =>
    fetch(url + path, { method, headers: { authorization: `Bearer ${key}` } });
  return { call, done };
}

describe('limits', () => {
  it('so many requests of one caller, then 429 with the seconds to wait', async () => {
    const { call } = await serve({ points: 2 });
    const answers = [await call('GET', '/things'), await call('GET', '/things'), await call('GET', '/things')];
    expect(answers.map((one) => one.status)).toEqual([200, 200, 429]);
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('so many wrong keys of one address, then 429 with the seconds to wait', async () => {
    const { call } = await serve();
    const answers = [
      await call('GET', '/things', 'no'),
      await call('GET', '/things', 'no'),
      await call('GET', '/things', 'no'),
    ];
    expect(answers.map((one) => one.status)).toEqual([401, 401, 429]);
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(200);
    expect((await answers[2]?.json()) as object).toMatchObject({ reason: 'too_many_failed_logins' });
  });
});

describe('an act', () => {
  it('has its row before it is answered', async () => {
    const rows: AuditRow[] = [];
    let release = () => {};
    const written = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { call } = await serve({ append: (row) => written.then(() => void rows.push(row)) });
    let isAnswered = false;
    const answer = call('POST', '/things/7').then((one) => {
      isAnswered = true;
      return one;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isAnswered).toBe(false);
    release();
    expect((await answer).status).toBe(201);
    expect(rows).toMatchObject([
      {
        caller: 'admin-key',
        operation: 'POST /things/{id}',
        act: 'thing.do',
        session: '7',
        status: 201,
        outcome: 'done',
      },
    ]);
  });

  it('that cannot be recorded is not acknowledged: 503, and nothing of its answer', async () => {
    const { call, done } = await serve({
      append: async () => {
        throw Object.assign(new Error('away'), { name: 'MongoNetworkError' });
      },
    });
    const answer = await call('POST', '/things/7');
    expect([answer.status, answer.headers.get('location'), answer.headers.get('retry-after')]).toEqual([
      503,
      null,
      '1',
    ]);
    expect(await answer.text()).not.toContain('shown');
    expect(done).toEqual(['7']);
  });

  it('is no reading, and no request to where nothing is', async () => {
    const rows: AuditRow[] = [];
    const { call } = await serve({ append: async (row) => void rows.push(row) });
    await call('GET', '/things');
    await call('POST', '/nothing');
    expect(rows).toEqual([]);
  });
});
