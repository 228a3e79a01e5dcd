import { expect, it } from 'vitest';
import type { SweepRound } from '../../ports/privacy.js';
import { zRetention } from '../../protocol/privacy/z-retention.js';
import { createSweepTask } from '../../worker/sweep-task.js';

const START = 1_000_000;
const rules = zRetention.parse({});

/** A clock that only reading moves, and a lease that remembers what it was told. */
function sweeping(
  parts: (round: SweepRound, tick: (ms: number) => void) => boolean,
  cursors: Record<string, string> = {},
) {
  let now = START;
  const tick = (ms: number): void => {
    now += ms;
  };
  const told: { cursors: Readonly<Record<string, string>>; next: number; completedAt?: number }[] = [];
  const task = createSweepTask(
    {
      claim: async () => true,
      load: async () => ({ ...(told.at(-1)?.cursors ?? cursors) }),
      settle: async (left, next, completedAt) =>
        void told.push({ cursors: { ...left }, next, ...(completedAt === undefined ? {} : { completedAt }) }),
      lastComplete: async () => undefined,
    },
    [async (round) => parts(round, tick)],
    { retentions: () => [{ issuer: 'a', rules }], interval: 60, now: () => new Date(now) },
    () => undefined,
  );
  return { sweep: () => task.sign('the sweep'), told, wait: tick, now: () => now };
}

it('the next pass waits nine times as long as the last one read, and longer waits are left to the clock', async () => {
  let passes = 0;
  const { sweep, told, now } = sweeping((round, tick) => {
    passes += 1;
    tick(2000);
    round.readingTime += 2000;
    return true;
  });
  await sweep();
  expect([passes, told]).toEqual([1, [{ cursors: {}, next: now() + 18_000 }]]);
});

it('little that is read is gone on with at once, and a sweep that is done rests for the interval', async () => {
  let passes = 0;
  const { sweep, told, now } = sweeping(() => {
    passes += 1;
    return passes < 4;
  });
  await sweep();
  expect([passes, told.at(-1)?.next, told.at(-1)?.completedAt]).toEqual([4, now() + 60_000, now()]);
});

it('a walk that is over begins anew with the next sweep only', async () => {
  const seen: (string | undefined)[] = [];
  const { sweep, told } = sweeping((round, tick) => {
    seen.push(round.cursors['keys']);
    round.cursors['keys'] = 'walked';
    round.readingTime += 1000;
    tick(1000);
    return seen.length < 2;
  });
  await sweep();
  await sweep();
  expect([seen, told.at(-1)?.cursors['keys']]).toEqual([[undefined, 'walked'], undefined]);
});

it('issuers that are not configured are looked after at every tenth sweep', async () => {
  const counts: number[] = [];
  const { sweep, wait } = sweeping(({ issuers }) => {
    counts.push(issuers.length);
    return false;
  });
  for (let times = 0; times < 11; times += 1) {
    await sweep();
    wait(60_000);
  }
  expect(counts).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
});

it('what failed is passed over until the sweep is done', async () => {
  const seen: string[][] = [];
  const { sweep } = sweeping((round, tick) => {
    seen.push([...round.failed]);
    round.failed.add('s1');
    round.readingTime += 1000;
    tick(1000);
    return seen.length < 2;
  });
  for (let times = 0; times < 3; times += 1) await sweep();
  expect(seen).toEqual([[], ['s1'], []]);
});
