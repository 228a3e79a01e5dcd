import { expect, it } from 'vitest';
import { createRateLimiter } from '../../../api/http/rate-limit.js';
import { refusalOf } from '../../protocol/expect-refusal.js';

it('a limit lets so many pass, then says when to come back, to each by itself', async () => {
  const limit = createRateLimiter({ points: 3, seconds: 10 });
  for (let count = 0; count < 3; count += 1) await limit('address');
  const error = await refusalOf(() => limit('address'));
  expect(error.reason).toBe('too_many_requests');
  expect(error.evidence.retry_after).toBeGreaterThan(0);
  expect(error.evidence.retry_after).toBeLessThanOrEqual(10);
  await limit('another address');
});

it('a limit opens again when its time is over', async () => {
  const limit = createRateLimiter({ points: 1, seconds: 1 });
  await limit('address');
  expect((await refusalOf(() => limit('address'))).reason).toBe('too_many_requests');
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await limit('address');
});
