import { describe, expect, it } from 'vitest';
import { checkAssured } from '../../protocol/assurance/check-assurance.js';
import type { ProtocolError } from '../../protocol/errors/protocol-error.js';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const reasonOf = (act: () => void): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as ProtocolError).reason;
  }
};
const av = { profile: 'av' } as const;
const verified = (age: number) => ({ level: 'substantial' as const, method: 'national-eid', verifiedAt: NOW - age });

describe('claims of a profile that wants to know how they were verified', () => {
  it('AV-08 are taken with a record of the last three months', () => {
    expect(reasonOf(() => checkAssured(av, verified(0), NOW))).toBeUndefined();
    expect(reasonOf(() => checkAssured(av, verified(90 * DAY), NOW))).toBeUndefined();
  });

  it('AV-08 AV-07 are refused without one, and with one that is too old or of the future', () => {
    expect(reasonOf(() => checkAssured(av, undefined, NOW))).toBe('assurance_missing');
    expect(reasonOf(() => checkAssured(av, verified(91 * DAY), NOW))).toBe('assurance_unusable');
    expect(reasonOf(() => checkAssured(av, verified(-DAY), NOW))).toBe('assurance_unusable');
  });

  it('are taken without one in other profiles', () => {
    expect(reasonOf(() => checkAssured({ profile: 'base' }, undefined, NOW))).toBeUndefined();
  });
});
