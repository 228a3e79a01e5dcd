/** What waiting costs the API: nothing that lasts, and never more than it has set aside. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPollIntervals } from '../../api/deferred/poll-intervals.js';
import { createSessionWatch } from '../../api/deferred/session-watch.js';
import { readWaitPreference } from '../../protocol/deferred/read-wait-preference.js';

const T0 = 1_000_000;
const poll = { requestId: 'r', requestedAt: T0, interval: 5 };

describe('the interval', () => {
  it('DE-05 DE-11 is what is left for an early poll, and a whole one else', () => {
    const intervals = createPollIntervals();
    expect(intervals.tell(poll, T0 + 1000)).toEqual({ interval: 4, isEarly: true });
    expect(intervals.tell(poll, T0 + 4200)).toEqual({ interval: 1, isEarly: true });
    expect(intervals.tell(poll, T0 + 4900)).toEqual({ interval: 5, isEarly: false });
    expect(intervals.tell(poll, T0 + 6000)).toEqual({ interval: 4, isEarly: true });
    expect(intervals.tell(poll, T0 + 60_000)).toEqual({ interval: 5, isEarly: false });
  });

  it('is never more than a whole one, whatever the clocks say, and each transaction’s own', () => {
    const intervals = createPollIntervals();
    expect(intervals.tell(poll, T0 - 90_000).interval).toBe(5);
    intervals.tell(poll, T0 + 5000);
    expect(intervals.tell({ ...poll, requestId: 'other' }, T0 + 5100).isEarly).toBe(false);
  });

  it('is short for a wallet that was held', () => {
    const intervals = createPollIntervals();
    intervals.expect('r', 1, T0 + 20_000);
    expect(intervals.tell(poll, T0 + 21_000)).toEqual({ interval: 5, isEarly: false });
  });
});

describe('a held request', () => {
  afterEach(() => vi.useRealTimers());
  const until = (ms = 30_000, signal = new AbortController().signal) => ({ ms, signal });
  const watchOf = (versions: Map<string, number>) => {
    const asked: string[][] = [];
    const watch = createSessionWatch(async (ids) => {
      asked.push([...ids]);
      return versions;
    }, 10);
    return { watch, asked };
  };

  it('is let go when its session changes, and one read serves all that wait', async () => {
    const versions = new Map([
      ['a', 1],
      ['b', 1],
    ]);
    const { watch, asked } = watchOf(versions);
    const held = [watch.hold('a', 1, until()), watch.hold('b', 1, until()), watch.hold('a', 1, until())];
    setTimeout(() => versions.set('a', 2).set('b', 2), 30);
    expect(await Promise.all(held)).toEqual([true, true, true]);
    expect(asked[0]?.toSorted()).toEqual(['a', 'b']);
    expect(watch.held()).toBe(0);
  });

  it('is let go when its time is over, when the wallet hangs up and when the process stops', async () => {
    const { watch } = watchOf(new Map());
    expect(await watch.hold('a', 1, until(20))).toBe(true);
    const hungUp = new AbortController();
    const held = watch.hold('a', 1, until(30_000, hungUp.signal));
    hungUp.abort();
    expect(await held).toBe(true);
    const last = watch.hold('a', 1, until());
    watch.stop();
    expect(await last).toBe(true);
    expect(await watch.hold('a', 1, until())).toBe(false);
    expect(watch.held()).toBe(0);
  });

  it('has a place only while there are places, for one session and for all', async () => {
    const { watch } = watchOf(new Map());
    const held = [1, 2, 3].map(() => watch.hold('a', 1, until()));
    expect(await watch.hold('a', 1, until())).toBe(false);
    for (let one = 0; one < 197; one += 1) held.push(watch.hold(`s${one}`, 1, until()));
    expect(watch.held()).toBe(200);
    expect(await watch.hold('one too many', 1, until())).toBe(false);
    watch.stop();
    await Promise.all(held);
  });

  it('survives a database that is away', async () => {
    let tries = 0;
    const watch = createSessionWatch(async () => {
      tries += 1;
      if (tries < 3) throw new Error('away');
      return new Map([['a', 2]]);
    }, 5);
    expect(await watch.hold('a', 1, until())).toBe(true);
    expect(tries).toBe(3);
  });
});

describe('Prefer: wait (RFC 7240)', () => {
  it.each([
    ['wait=10', 10],
    ['respond-async, WAIT = "7"', 7],
    ['wait=5; foo=bar', 5],
    ['wait=3, wait=9', 3],
    [undefined, undefined],
    ['', undefined],
    ['wait', undefined],
    ['wait=-1', undefined],
    ['wait=1.5', undefined],
    ['nowait=4', undefined],
    ['foo; wait=4', undefined],
  ])('%s is %s', (header, seconds) => {
    expect(readWaitPreference(header)).toBe(seconds);
  });
});
