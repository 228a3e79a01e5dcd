import { expect, it } from 'vitest';
import { createRescueSessions } from '../../../activities/privacy/rescue-sessions.js';
import type { OpenRecord } from '../../../ports/lost-sessions.js';
import type { SessionView } from '../../../protocol/session-view.js';

const NOW = 1_000_000_000;
const event = { seq: 1, type: 'offer_created', at: 1 };
const view = { isOpen: true, status: 'offer_created', deliverables: [], problems: [], events: [event], waiting: {} };
const record = (sessionId: string, more: Partial<OpenRecord> = {}): OpenRecord => ({
  sessionId,
  version: 0,
  view: view as unknown as SessionView,
  place: `1 ${sessionId}`,
  ...more,
});

function rescue(
  found: { readonly untouched?: OpenRecord[]; readonly overdue?: OpenRecord[] },
  workflows: Readonly<Record<string, 'running' | 'over' | 'away'>> = {},
  erased: readonly string[] = [],
) {
  const started: unknown[] = [];
  const forgotten: string[] = [];
  const closed: [string, number, SessionView][] = [];
  const asked: { madeBefore?: number; endedBefore?: number } = {};
  const run = createRescueSessions({
    findUntouched: async ({ after, madeBefore }) => {
      asked.madeBefore = madeBefore;
      return (found.untouched ?? []).filter((one) => one.place > after);
    },
    findOverdue: async ({ after, endedBefore, limit }) => {
      asked.endedBefore = endedBefore;
      return (found.overdue ?? []).filter((one) => one.place > after).slice(0, limit);
    },
    findWorkflow: async (id) => {
      const state = workflows[id] ?? 'unknown';
      if (state === 'away') throw new Error('the service is away');
      return state;
    },
    startWorkflow: async (start) => void started.push(start),
    closeRecord: async (...all) => void closed.push(all),
    forgetSession: async (id) => void forgotten.push(id),
    loadErasure: async (sessionId) =>
      erased.includes(sessionId) ? { sessionId, issuer: 'i', requestedAt: 1 } : undefined,
    now: () => new Date(NOW),
  });
  const failed = new Set<string>();
  const cursors: Record<string, string> = {};
  const round = { now: NOW, issuers: [], rulesOf: () => ({}) as never, limit: 10, cursors, failed, readingTime: 0 };
  const sweep = () => run({ ...round, report: () => undefined, until: Number.POSITIVE_INFINITY });
  return { sweep, started, forgotten, closed, cursors, asked, failed };
}

it('a session that was stored a minute ago and never started is started, if it is known with what', async () => {
  const start = { sessionId: 'a' };
  const { sweep, started, closed, asked } = rescue(
    { untouched: [record('a', { start }), record('b', { start })] },
    {
      b: 'running',
    },
  );
  await sweep();
  expect([started, closed, asked.madeBefore]).toEqual([[start], [], NOW - 60_000]);
});

it('otherwise it is closed: expired, with a problem that says why, its keys destroyed', async () => {
  const { sweep, closed, forgotten } = rescue({ untouched: [record('a')] });
  await sweep();
  expect(forgotten).toEqual(['a']);
  expect(closed).toEqual([['a', 0, expect.objectContaining({ isOpen: false, status: 'expired' })]]);
  const lost = closed[0]?.[2];
  expect(lost?.problems).toMatchObject([{ reason: 'session_lost', at: NOW }]);
  expect(lost?.events).toMatchObject([event, { seq: 2, type: 'session_expired', at: NOW }]);
  expect(lost?.waiting).toBeUndefined();
});

it('each is looked at once, and again where Temporal did not answer', async () => {
  const records = [record('a'), record('b'), record('c')];
  const workflows: Record<string, 'running' | 'away'> = { a: 'running', b: 'away', c: 'running' };
  const { sweep, cursors, failed } = rescue({ untouched: records }, workflows);
  await sweep();
  expect([cursors['untouched'], failed.size]).toEqual(['1 a', 1]);
  workflows['b'] = 'running';
  await sweep();
  expect(cursors['untouched']).toBe('1 c');
});

it('one that is being erased is left alone', async () => {
  const { sweep, started, closed } = rescue({ untouched: [record('a', { start: {} })] }, {}, ['a']);
  await sweep();
  expect([started, closed]).toEqual([[], []]);
});

it('a session all of whose ends are a day ago is closed, unless its workflow runs; what was issued stays issued', async () => {
  const issued = {
    ...view,
    status: 'credential_issued',
    deliverables: [
      { configurationId: 'c', issuances: [{ state: 'delivered', deliveredAt: 5 }, { state: 'deferred' }] },
    ],
  } as unknown as SessionView;
  const overdue = [record('ended by hand', { version: 4, view: issued }), record('runs'), record('nobody knows')];
  const { sweep, closed, asked } = rescue({ overdue }, { 'ended by hand': 'over', runs: 'running' });
  await sweep();
  expect(asked.endedBefore).toBe(NOW - 86_400_000);
  expect(closed.map(([id, version, one]) => [id, version, one.status])).toEqual([
    ['ended by hand', 4, 'credential_issued'],
    ['nobody knows', 0, 'expired'],
  ]);
  expect(closed[0]?.[2].deliverables[0]?.issuances[1]).toMatchObject({ state: 'denied', endedBy: 'session_end' });
});

it('a page full of late sessions that still run hides none behind it', async () => {
  const late = Array.from({ length: 10 }, (_, index) => record(`a${index}`));
  const overdue = [...late, record('b')];
  const { sweep, closed, cursors } = rescue(
    { overdue },
    Object.fromEntries(late.map((one) => [one.sessionId, 'running'])),
  );
  expect([await sweep(), await sweep(), closed.map(([id]) => id)]).toEqual([true, false, ['b']]);
  expect(cursors['overdueBehind']).toBe('');
});
