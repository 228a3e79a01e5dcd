/** When configuration that could not be put into use is tried again. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ConfigurationError } from '../../../platform/config.js';
import { reloadConfiguration } from '../../../platform/configuration/reload-configuration.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** `outcomes`: what comes of each attempt, nothing being wrong when there are no more. */
function process(...outcomes: Error[]) {
  const files = { look: 'as read', read: 'as read' };
  const tried: number[] = [];
  const reloading = reloadConfiguration(
    async () => {
      tried.push(Date.now());
      files.read = files.look;
      const error = outcomes.shift();
      if (error !== undefined) throw error;
    },
    {
      watched: { note: () => undefined, look: () => files.look, read: () => files.read },
      log: { info: () => undefined, error: () => undefined },
    },
  );
  return { ...reloading, files, tried };
}
const away = () => new Error('the database is away');

it.each([
  ['asked for by a signal', (one: ReturnType<typeof process>) => void one.reload()],
  [
    'that has changed',
    (one: ReturnType<typeof process>) => {
      one.files.look = 'changed';
    },
  ],
])('configuration %s is tried again until it can be put into use, and then no more', async (_how, begin) => {
  const one = process(away(), away());
  begin(one);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(one.tried).toHaveLength(3);
  one.stop();
});

it('configuration that is refused is not tried again before it changes', async () => {
  const one = process(new ConfigurationError('a mistake'));
  await one.reload();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(one.tried).toHaveLength(1);
  expect(one.state().refused?.mistakes).toEqual(['a mistake']);
  one.files.look = 'mended';
  await vi.advanceTimersByTimeAsync(10_000);
  expect(one.tried).toHaveLength(2);
  expect(one.state().refused).toBeUndefined();
  one.stop();
});
