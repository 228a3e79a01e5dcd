import { describe, expect, it } from 'vitest';
import { buildValidityPeriod } from '../../credentials/build-validity-period.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = new Date(Date.UTC(2026, 10, 22, 8, 30));
const today = Date.UTC(2026, 10, 22);
const signer = { notBefore: new Date(today - 30 * DAY), notAfter: new Date(today + 300 * DAY) };
const rules = { days: 14, rounding: 'day' } as const;
const endOf = (endsBefore?: number): number =>
  buildValidityPeriod(rules, signer, now, endsBefore === undefined ? undefined : new Date(endsBefore)).until.getTime();

describe('the life of a credential whose wallet has a status of its own', () => {
  it('EU-13 ends before that status, rounded as its other times are', () => {
    expect(endOf(today + 3 * DAY + 5 * HOUR)).toBe(today + 3 * DAY);
    expect(endOf(today + 3 * DAY)).toBe(today + 2 * DAY);
  });

  it('EU-13 is no longer than its configuration lets it be, and as long where the status lasts', () => {
    expect(endOf()).toBe(today + 14 * DAY);
    expect(endOf(today + 90 * DAY)).toBe(today + 14 * DAY);
  });

  it('EU-13 ends on the second before, where rounding would leave no life', () => {
    expect(endOf(now.getTime() + HOUR)).toBe(now.getTime() + HOUR - 1000);
  });
});
