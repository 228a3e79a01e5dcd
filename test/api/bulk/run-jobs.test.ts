import { expect, it } from 'vitest';
import { planRetry, TRIED_FOR } from '../../../api/bulk/plan-retry.js';
import { createJobRunner } from '../../../api/bulk/run-jobs.js';
import type { BulkRow } from '../../../ports/bulk.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';
import { startJob } from '../../support/bulk-jobs-in-memory.js';
import { eventually } from '../../support/eventually.js';

const STUCK = 45;

it('lines that are stuck do not hold up those behind them, and fail with their reason in the end', async () => {
  const lines = Array.from({ length: STUCK + 5 }, (_, n) => ({ reference: n < STUCK ? 'stuck' : 'fine' }));
  const { deps, held, linesThat, reasonOf } = startJob('sessions', lines, {
    createSession: async ({ reference }) => {
      if (reference === 'stuck') throw refuse('temporarily_unavailable');
      return { sessionId: 's' } as never;
    },
  });
  const runner = createJobRunner(deps);
  runner.start();
  await eventually(async () => expect(linesThat('done')).toHaveLength(5), 8000, 50);
  expect([linesThat('pending').length, held.isDone]).toEqual([STUCK, false]);
  held.later = TRIED_FOR;
  runner.wake();
  await eventually(async () => expect(held.isDone).toBe(true), 8000, 50);
  expect([linesThat('failed').length, reasonOf(1)]).toEqual([STUCK, 'temporarily_unavailable']);
  await runner.stop();
}, 20_000);

it('lines about a session that is busy wait for the first of them, and keep their order', async () => {
  let tries = 0;
  const supplied: unknown[] = [];
  const line = (session_id: string, n: number) => ({ session_id, credential_configuration_id: 'c', claims: { n } });
  const { deps, held } = startJob('claims', [line('busy', 1), line('busy', 2), line('idle', 3)], {
    supplyClaims: async (sessionId, claims) => {
      if (sessionId === 'busy' && ++tries === 1) throw refuse('session_busy');
      supplied.push((claims['c'] as { n: number }).n);
      return {};
    },
  });
  const runner = createJobRunner(deps);
  runner.start();
  await eventually(async () => expect(held.isDone).toBe(true), 8000, 50);
  expect(supplied).toEqual([3, 1, 2]);
  await runner.stop();
}, 20_000);

it('a line is tried ever more rarely, and not for ever', () => {
  const row = { job: 'j', upload: 'u', line: 1, state: 'pending' } as BulkRow;
  let [now, last, tries] = [0, row, 0];
  for (let next = planRetry(last, 'session_busy', now); next !== undefined; tries += 1) {
    expect(next.dueAt - now).toBeGreaterThanOrEqual(500);
    expect(next.dueAt - now).toBeLessThanOrEqual(60_000);
    [now, last] = [next.dueAt, { ...row, ...next }];
    next = planRetry(last, 'session_busy', now);
  }
  expect([now >= TRIED_FOR, now <= TRIED_FOR + 60_000, tries < 100]).toEqual([true, true, true]);
  expect(planRetry({ ...row, faults: 4 }, 'server_error', 1)).toBeUndefined();
});

it('claims by reference reach the one open session, however many closed ones came after it, and see a second one', async () => {
  const closed = Array.from({ length: 60 }, (_, n) => ({
    id: `closed ${n}`,
    reference: 'often',
    view: { isOpen: false },
  }));
  const open = (id: string, reference: string) => ({ id, reference, view: { isOpen: true } });
  const all = [...closed, open('open', 'often'), open('one', 'twice'), open('two', 'twice')];
  const line = (reference: string) => ({ reference, credential_configuration_id: 'c', claims: {} });
  const { deps, held, reasonOf } = startJob('claims', [line('often'), line('twice'), line('never')], {
    listSessions: async ({ reference, isOpen, limit }) =>
      all
        .filter((one) => one.reference === reference && one.view.isOpen === (isOpen ?? one.view.isOpen))
        .slice(0, limit) as never,
    supplyClaims: async (sessionId) => {
      expect(sessionId).toBe('open');
      return { c: 'supplied' };
    },
  });
  const runner = createJobRunner(deps);
  runner.start();
  await eventually(async () => expect(held.isDone).toBe(true), 8000, 50);
  expect([1, 2, 3].map(reasonOf)).toEqual([undefined, 'bulk_session_ambiguous', 'bulk_session_unknown']);
  await runner.stop();
}, 20_000);

it('the session of a line that was erased while it was made is erased as well', async () => {
  const { deps, rows, held } = startJob('sessions', [{}, {}], {
    createSession: async () => {
      const line = rows.findIndex((row) => row.content !== undefined && row.tries === undefined);
      Object.assign(rows[line] ?? {}, { tries: 1, ...(line === 0 ? { state: 'cancelled', isErased: true } : {}) });
      return { sessionId: `of line ${line + 1}` } as never;
    },
  });
  const runner = createJobRunner({ ...deps, atOnce: 1 });
  runner.start();
  await eventually(async () => expect(held.isDone).toBe(true), 8000, 50);
  expect(held.erased).toEqual(['of line 1']);
  await runner.stop();
}, 20_000);

it('a line waits while the session of its key is being erased, and then makes another', async () => {
  let tries = 0;
  const { deps, held, linesThat } = startJob('sessions', [{ key: 'k' }, {}], {
    createSession: async ({ idempotencyKey }) => {
      if (idempotencyKey === 'bulk key k' && ++tries === 1) throw refuse('session_being_erased');
      return { sessionId: 'another' } as never;
    },
  });
  const runner = createJobRunner(deps);
  runner.start();
  await eventually(async () => expect(held.isDone).toBe(true), 8000, 50);
  expect([linesThat('done'), tries]).toEqual([[1, 2], 2]);
  await runner.stop();
}, 20_000);

it('a line fails, and says why, when an erasure does not end, or took the very session it had made', async () => {
  const { deps, held, linesThat, reasonOf } = startJob('sessions', [{ key: 'k' }, {}], {
    createSession: () => Promise.reject(refuse('session_being_erased')),
  });
  const runner = createJobRunner(deps);
  runner.start();
  await eventually(async () => expect(linesThat('failed')).toEqual([2]), 8000, 50);
  expect(linesThat('pending')).toEqual([1]);
  held.later = TRIED_FOR;
  runner.wake();
  await eventually(async () => expect(held.isDone).toBe(true), 8000, 50);
  expect([1, 2].map(reasonOf)).toEqual(['session_being_erased', 'session_being_erased']);
  await runner.stop();
}, 20_000);

it('claims for a session that is erased meanwhile are not tried for ever', async () => {
  let tries = 0;
  const line = { session_id: 'going', credential_configuration_id: 'c', claims: {} };
  const { deps, held, reasonOf } = startJob('claims', [line], {
    supplyClaims: async () => {
      tries += 1;
      throw refuse(tries === 1 ? 'temporarily_unavailable' : 'session_unknown');
    },
  });
  const runner = createJobRunner(deps);
  runner.start();
  await eventually(async () => expect(held.isDone).toBe(true), 8000, 50);
  expect([reasonOf(1), tries]).toEqual(['session_unknown', 2]);
  await runner.stop();
}, 20_000);
