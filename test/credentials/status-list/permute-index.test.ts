import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { permuteIndex } from '../../../credentials/status-list/permute-index.js';

describe('permuteIndex', () => {
  it.each([8, 1024, 1000, 5000])('ST-09 gives each of %i indices exactly once', (size) => {
    const key = randomBytes(32);
    const indices = Array.from({ length: size }, (_, position) => permuteIndex(key, size, position));
    expect([...indices].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, index) => index));
  });

  it('ST-10 has neither sequence nor constant stride', () => {
    const key = randomBytes(32);
    const indices = Array.from({ length: 200 }, (_, position) => permuteIndex(key, 131_072, position));
    const strides = indices.slice(1).map((index, nth) => index - (indices[nth] ?? 0));
    expect(new Set(strides).size).toBeGreaterThan(190);
    const rising = strides.filter((stride) => stride > 0).length;
    expect(rising).toBeGreaterThan(50);
    expect(rising).toBeLessThan(150);
  });

  it('ST-10 is another order under another key', () => {
    const order = (key: Uint8Array) => Array.from({ length: 50 }, (_, position) => permuteIndex(key, 4096, position));
    expect(order(randomBytes(32))).not.toEqual(order(randomBytes(32)));
  });

  it.each([-1, 1024, 0.5])('refuses the position %d of a list of 1024', (position) => {
    expect(() => permuteIndex(randomBytes(32), 1024, position)).toThrow(RangeError);
  });
});
