import { expect, it } from 'vitest';
import type { PrivacyDependencies } from '../../../activities/privacy/dependencies.js';
import { createSweepRetention } from '../../../activities/privacy/sweep-retention.js';
import type { PrivacyStep } from '../../../ports/privacy.js';
import { zRetention } from '../../../protocol/privacy/z-retention.js';

const rules = zRetention.parse({});
const NOW = 1_000_000;

/** `due`: sessions past both rules. `broken`: whose history cannot be deleted, or steps whose sweep throws. */
function sweepOver(due: readonly string[], broken: readonly string[], limit = 10) {
  const left = new Set(due);
  const done: string[] = [];
  const reported: string[] = [];
  let time = NOW;
  const step = (name: string): PrivacyStep => ({
    name,
    sweep: async () => {
      if (broken.includes(name)) throw new Error('away');
      done.push(`sweep ${name}`);
      return false;
    },
    erase: async (id) => {
      done.push(`erase ${name} ${id}`);
      if (name === 'sessions') left.delete(id);
    },
  });
  const deps = {
    steps: [step('vault'), step('sessions'), step('logs')],
    deleteHistory: async (id: string) => {
      time += 10;
      if (broken.includes(id)) throw new Error('the service is away');
      return true;
    },
    findEndedSessions: async ({ notAnonymised, passOver = [], limit: most }) =>
      notAnonymised ? [] : [...left].filter((id) => !passOver.includes(id)).slice(0, most),
    now: () => new Date(time),
  } as Partial<PrivacyDependencies> as PrivacyDependencies;
  const failed = new Set<string>();
  const report = (_error: unknown, what: string) => void reported.push(what);
  const round = {
    now: NOW,
    issuers: [{ rules }],
    rulesOf: () => rules,
    limit,
    cursors: {},
    readingTime: 0,
    failed,
    report,
  };
  const sweep = (until = Number.POSITIVE_INFINITY) => createSweepRetention(deps)({ ...round, until });
  return { sweep, left, done, reported, failed };
}

it('a session whose history cannot be deleted is reported, and holds up no other', async () => {
  const { sweep, left, reported, failed } = sweepOver(['a', 'b', 'c'], ['b']);
  await sweep();
  expect([...left]).toEqual(['b']);
  expect([reported, [...failed]]).toEqual([['b'], ['b']]);
});

it('a page full of them is passed over by the next round', async () => {
  const { sweep, left } = sweepOver(['a', 'b', 'c'], ['a', 'b'], 2);
  expect(await sweep()).toBe(true);
  expect(await sweep()).toBe(false);
  expect([...left]).toEqual(['a', 'b']);
});

it('collections are swept before any session, each whatever becomes of the others', async () => {
  const { sweep, done, reported } = sweepOver(['a'], ['vault']);
  await sweep();
  expect(done).toEqual(['sweep sessions', 'sweep logs', 'erase vault a', 'erase logs a', 'erase sessions a']);
  expect(reported).toEqual(['vault']);
});

it('a round ends in time, and says that there is more', async () => {
  const { sweep, left } = sweepOver(['a', 'b', 'c', 'd'], []);
  expect(await sweep(NOW + 15)).toBe(true);
  expect([...left]).toEqual(['c', 'd']);
});
