/** The configuration put into use by the API. */
import { expect, it } from 'vitest';
import type { IssuerDirectoryControl } from '../../api/issuers/issuer-directory.js';
import { createTakeIssuers } from '../../api/issuers/take-issuers.js';

it('SV-22 at its first start too the API publishes nothing of a configuration that changes a fixed type', async () => {
  const done: string[] = [];
  const note = (what: string) => async () => void done.push(what);
  let isChanged = true;
  const configuration = { path: '', encryption: { request: 'off' } };
  const taking = createTakeIssuers({
    read: () => ({ content: {}, logos: new Map(), files: [], mistakes: [] }),
    watch: () => undefined,
    check: () => [{ version: '1', configuration: configuration as never, content: '{}' }],
    open: () => ({ id: 'i', version: '1', configuration }) as never,
    directory: { replace: () => undefined, refreshFormer: note('refreshed') } as unknown as IssuerDirectoryControl,
    checkPublishedTypes: async (issuers) => {
      expect(issuers).toHaveLength(1);
      if (isChanged) throw new Error('changed');
    },
    keep: note('kept'),
    storeLogos: note('logos'),
    storeRequestKeys: note('keys'),
  });
  await expect(taking.publish()).rejects.toThrow('changed');
  expect(done).toEqual([]);
  isChanged = false;
  await taking.publish();
  expect(done).toEqual(['logos', 'kept', 'refreshed']);
});

it('CM-11 a logo is there before the database has it, of its own issuer and by its own name', () => {
  const logo = { name: 'n.png', type: 'image/png', bytes: new Uint8Array([1]) };
  const never = () => Promise.reject(new Error('no database'));
  const taking = createTakeIssuers({
    read: () => ({ content: {}, logos: new Map([['i', [logo]]]), files: [], mistakes: [] }),
    watch: () => undefined,
    check: () => [],
    open: never as never,
    directory: { replace: () => undefined, refreshFormer: never } as unknown as IssuerDirectoryControl,
    checkPublishedTypes: never,
    keep: never,
    storeLogos: never,
    storeRequestKeys: never,
  });
  expect(taking.findLogo('i', 'n.png')).toBe(logo);
  expect(taking.findLogo('j', 'n.png')).toBeUndefined();
  expect(taking.findLogo('i', 'm.png')).toBeUndefined();
});
