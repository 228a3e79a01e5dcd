import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter, planAttempt } from '../../../protocol/events/plan-attempt.js';
import { buildWebhookSecret, signWebhook } from '../../../protocol/events/sign-webhook.js';

describe('a webhook’s signature', () => {
  it('is what the reference library makes', () => {
    const secret = buildWebhookSecret(randomBytes(32));
    const timestamp = Math.floor(Date.now() / 1000);
    const message = { id: 'evt_1', timestamp, body: '{"type":"ä"}' };
    const theirs = new Webhook(secret).sign(message.id, new Date(timestamp * 1000), message.body);
    expect(signWebhook([secret], message)).toBe(theirs);
  });
});

describe('the next attempt', () => {
  const plan = { pauses: [5, 30, 120], giveUpAfter: 600 };
  const middle = 0.5;
  it('comes after the pauses, the last of which repeats', () => {
    const after = (attempts: number) => planAttempt(plan, { attempts, since: 0, now: 1000 }, middle);
    expect([1, 2, 3, 4, 9].map(after)).toEqual([6000, 31_000, 121_000, 121_000, 121_000]);
  });

  it('is spread, so that not all are made at once', () => {
    const at = (random: number) => planAttempt(plan, { attempts: 2, since: 0, now: 0 }, random);
    expect([at(0), at(0.999)]).toEqual([24_000, 35_988]);
  });

  it('is not made after the time is over, and waits as the receiver asks, within a day', () => {
    expect(planAttempt(plan, { attempts: 3, since: 0, now: 500_000 }, middle)).toBeUndefined();
    expect(planAttempt(plan, { attempts: 1, since: 0, now: 0, retryAfter: 60 }, middle)).toBe(60_000);
    expect(planAttempt(plan, { attempts: 1, since: 0, now: 0, retryAfter: 1e9 }, middle)).toBeUndefined();
  });

  it('understands both forms of Retry-After', () => {
    const now = Date.parse('2026-06-12T12:00:00Z');
    expect(parseRetryAfter('7', now)).toBe(7);
    expect(parseRetryAfter('Fri, 12 Jun 2026 12:00:30 GMT', now)).toBe(30);
    expect([parseRetryAfter('soon', now), parseRetryAfter(undefined, now)]).toEqual([undefined, undefined]);
  });
});
