import { describe, expect, it } from 'vitest';
import { earliestEnd, readStatusEnd } from '../../../protocol/attestation/read-status-end.js';

describe('the end of a status', () => {
  it('EU-13 is read from the attestation, where it says one', () => {
    expect(readStatusEnd({ status: {}, exp: 1_800_000_000.5 })).toBe(1_800_000_000);
    for (const claim of [undefined, null, 'exp', {}, { exp: '1' }, { exp: Number.NaN }, { exp: 0 }, [1]])
      expect(readStatusEnd(claim)).toBeUndefined();
  });

  it('EU-13 is the earlier of wallet and keys', () => {
    expect(earliestEnd(20, undefined, 10)).toBe(10);
    expect(earliestEnd(undefined)).toBeUndefined();
  });
});
