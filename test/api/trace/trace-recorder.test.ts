import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TraceEntry, TraceRecorder } from '../../../api/trace/trace-recorder.js';
import { createTraceRecorder } from '../../../api/trace/trace-recorder.js';
import type { AppendTrace } from '../../../ports/trace.js';
import { refuse } from '../../../protocol/errors/protocol-error.js';

type Batch = Parameters<AppendTrace>[0];
const NOW = Date.UTC(2026, 5, 12, 12);

let batches: Batch[];
let isAway: boolean;
let reports: string[];
let recorder: TraceRecorder;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  batches = [];
  isAway = false;
  reports = [];
  recorder = createTraceRecorder(
    async (batch) => {
      if (isAway) throw new Error('away');
      batches.push(batch);
    },
    (message) => reports.push(message),
  );
});
afterEach(async () => {
  await recorder.stop();
  vi.useRealTimers();
});

const entry = (message: string): TraceEntry => ({ at: NOW, level: 'info', endpoint: '/token', message });
const origin = { issuer: 'default', sessionId: 's', requestId: 'r' };
const messages = () => batches.flatMap((one) => one.records.map((record) => record.message));
const poll = (at: number, sessionId = 's') =>
  recorder.recordPoll(
    { issuer: 'default', sessionId },
    { at: NOW + at, endpoint: '/deferred_credential', interval: 5 },
  );
const problem = (reason: Parameters<typeof refuse>[0], at: number) =>
  recorder.noteActivity('s', { at: NOW + at, problem: { error: refuse(reason), endpoint: '/token' } });

describe('records', () => {
  it('are written together, a moment after they were made', async () => {
    recorder.record(origin, [entry('one'), entry('two')]);
    recorder.record(origin, [entry('three')]);
    expect(batches).toEqual([]);
    await vi.advanceTimersByTimeAsync(250);
    expect(batches).toHaveLength(1);
    expect(batches[0]?.records).toMatchObject([
      { issuer: 'default', sessionId: 's', requestId: 'r', message: 'one' },
      { message: 'two' },
      { message: 'three' },
    ]);
    const ids = batches[0]?.records.map((one) => one.id) ?? [];
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('cost nothing when there are none', async () => {
    await vi.advanceTimersByTimeAsync(5000);
    expect(batches).toEqual([]);
  });

  it('are written at once when they are many', async () => {
    recorder.record(
      origin,
      Array.from({ length: 500 }, (_, index) => entry(String(index))),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(messages()).toHaveLength(500);
  });

  it('that the database did not take are given again, in order and under the same ids', async () => {
    isAway = true;
    recorder.record(origin, [entry('one')]);
    await vi.advanceTimersByTimeAsync(250);
    recorder.record(origin, [entry('two')]);
    await vi.advanceTimersByTimeAsync(250);
    expect(reports).toEqual([
      'The trace could not be written and is kept',
      'The trace could not be written and is kept',
    ]);
    isAway = false;
    await vi.advanceTimersByTimeAsync(250);
    expect(messages()).toEqual(['one', 'two']);
  });

  it('are dropped from the oldest on when the database stays away, and that is said', async () => {
    isAway = true;
    for (let index = 0; index < 21; index += 1) {
      recorder.record(
        origin,
        Array.from({ length: 1000 }, () => entry(String(index))),
      );
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(reports).toContain('Trace records are dropped');
    isAway = false;
    await vi.advanceTimersByTimeAsync(250);
    expect(messages()).toHaveLength(20_000);
    expect(messages()[0]).toBe('1');
    expect(messages().at(-1)).toBe('20');
  });

  it('in the making are written before the process ends', async () => {
    recorder.record(origin, [entry('last')]);
    await recorder.stop();
    expect(messages()).toEqual(['last']);
  });

  it('that belong to no session are bounded, a minute and an issuer at a time', async () => {
    for (let index = 0; index < 400; index += 1) recorder.record({ issuer: 'a' }, [entry('a')]);
    recorder.record({ issuer: 'b' }, [entry('b')]);
    recorder.record(origin, [entry('owned')]);
    await vi.advanceTimersByTimeAsync(60_000);
    recorder.record({ issuer: 'a' }, [entry('next minute')]);
    await recorder.flush();
    const counts = (text: string) => messages().filter((one) => one === text).length;
    expect([counts('a'), counts('b'), counts('owned'), counts('next minute')]).toEqual([300, 1, 1, 1]);
  });
});

describe('polls', () => {
  it('one after the other are one record, with what matters of each', async () => {
    poll(0);
    poll(5000);
    await recorder.flush();
    poll(7000);
    await recorder.flush();
    const runs = batches.flatMap((one) => one.polls);
    expect(runs.map((one) => one.id)).toEqual([runs[0]?.id, runs[0]?.id]);
    expect(runs.at(-1)).toMatchObject({
      at: NOW,
      count: 3,
      lastAt: NOW + 7000,
      tooEarly: 1,
      level: 'debug',
      data: { interval: 5 },
    });
  });

  it('with something between them are two records', async () => {
    poll(0);
    recorder.record(origin, [entry('refreshed')]);
    poll(5000);
    await recorder.flush();
    expect(batches[0]?.polls.map((one) => one.count)).toEqual([1, 1]);
  });

  it('of two sessions are two records', async () => {
    poll(0, 's');
    poll(0, 't');
    recorder.record({ ...origin, sessionId: 't' }, [entry('x')]);
    poll(5000, 's');
    await recorder.flush();
    expect(batches[0]?.polls.map((one) => [one.sessionId, one.count])).toEqual([
      ['s', 2],
      ['t', 1],
    ]);
  });

  it('that were not written are not forgotten, and counted once', async () => {
    poll(0);
    isAway = true;
    await recorder.flush();
    poll(5000);
    isAway = false;
    await recorder.flush();
    expect(batches.flatMap((one) => one.polls)).toMatchObject([{ count: 2 }]);
  });
});

describe('counters', () => {
  it('add up what a wallet did between two writes', async () => {
    recorder.noteActivity('s', { at: NOW, fetchedOffer: true });
    recorder.noteActivity('s', { at: NOW + 5, fetchedOffer: true });
    problem('nonce_used', 7);
    problem('code_used', 6);
    recorder.noteActivity('t', { at: NOW });
    await recorder.flush();
    expect(batches[0]?.counters).toEqual([
      {
        sessionId: 's',
        offerFetches: 2,
        problems: 2,
        walletSeenAt: NOW + 7,
        lastProblem: { reason: 'nonce_used', endpoint: '/token', at: NOW + 7, retryable: true },
      },
      { sessionId: 't', offerFetches: 0, problems: 0, walletSeenAt: NOW },
    ]);
    await recorder.flush();
    expect(batches).toHaveLength(1);
  });

  it('that were not written are added to those after them', async () => {
    problem('nonce_used', 0);
    isAway = true;
    await recorder.flush();
    isAway = false;
    problem('code_used', 1);
    await recorder.flush();
    expect(batches[0]?.counters).toMatchObject([
      { problems: 2, lastProblem: { reason: 'code_used', retryable: false } },
    ]);
  });
});
