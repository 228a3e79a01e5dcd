import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressStatuses, packStatuses, type StatusBits } from '../../../credentials/status-list/pack-statuses.js';
import { VECTORS } from './vectors.js';

/** Another implementation; it comes with the SD-JWT VC verifier. */
const require = createRequire(import.meta.url);
const { StatusList } = createRequire(require.resolve('@sd-jwt/sd-jwt-vc'))('@sd-jwt/jwt-status-list');

const listed = (values: number[]) => values.map((value, index) => ({ index, value }));

describe('packStatuses', () => {
  it.each<[StatusBits, number[], string, string]>([
    [1, [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1], 'b9a3', 'eNrbuRgAAhcBXQ'],
    [2, [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3], 'c944f9', 'eNo76fITAAPfAgc'],
  ])('ST-01 packs the example of section 4 with %i bits, least significant first', (bits, values, hex, lst) => {
    const packed = packStatuses(bits, values.length, listed(values));
    expect(packed.toString('hex')).toBe(hex);
    expect(compressStatuses(packed).toString('base64url')).toBe(lst);
  });

  it.each(VECTORS)('ST-01 agrees with the test vector of appendix C for $bits bits', ({ bits, entries, lst }) => {
    const packed = packStatuses(bits, 2 ** 20, entries);
    expect(packed.equals(inflateSync(Buffer.from(lst, 'base64url')))).toBe(true);
  });

  it.each<StatusBits>([1, 2, 4, 8])('ST-01 with %i bits is read alike by another implementation', (bits) => {
    const entries = [0, 1, 7, 8, 9, 63, 511].map((index, nth) => ({ index, value: 1 + (nth % (2 ** bits - 1)) }));
    const lst = compressStatuses(packStatuses(bits, 512, entries)).toString('base64url');
    const read = StatusList.decompressStatusList(lst, bits);
    for (let index = 0; index < 512; index += 1) {
      expect(read.getStatus(index)).toBe(entries.find((one) => one.index === index)?.value ?? 0);
    }
  });

  it('ST-11 leaves what nobody has looking valid', () => {
    expect(packStatuses(2, 1024, []).every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    ['an index below the list', { index: -1, value: 1 }],
    ['an index beyond the list', { index: 16, value: 1 }],
    ['half an index', { index: 0.5, value: 1 }],
    ['a value that needs more bits', { index: 0, value: 2 }],
  ])('refuses %s', (_what, entry) => {
    expect(() => packStatuses(1, 16, [entry])).toThrow(RangeError);
  });
});
