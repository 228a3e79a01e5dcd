import { describe, expect, it } from 'vitest';
import { batchSizeOf, findReuseFaults, zReusePolicy } from '../../../protocol/metadata/reuse-policy.js';

const once = { details: ['once_only'], batch_size: 10, reissue_trigger_unused: 2 };
const limited = { details: ['limited_time'], reissue_trigger_lifetime_left: 3600 };
const rotating = { details: ['rotating-batch'], batch_size: 5, reissue_trigger_lifetime_left: 3600 };
const perParty = { ...once, details: ['per-relying-party'], reissue_trigger_lifetime_left: 3600 };
const parse = (...options: object[]) => zReusePolicy.parse({ options });

describe('a policy of reuse', () => {
  it.each<[string, object[]]>([
    ['once only', [once]],
    ['a limited time', [limited]],
    ['once only, better for each relying party', [perParty, once]],
    ['a limited time, better in rotation', [rotating, limited]],
    ['both methods in one option', [{ ...perParty, details: ['per-relying-party', 'once_only'] }]],
  ])('EU-15 may be %s', (_title, options) => {
    expect(parse(...options)).toEqual({ id: 'arf_annex_ii', options });
  });

  it.each<[string, object[]]>([
    ['no option', []],
    ['an unknown method', [{ ...once, details: ['sometimes'] }]],
    ['a method twice', [once, once]],
    ['both base methods', [once, limited]],
    ['no base method', [rotating]],
    ['once only without a batch', [{ details: ['once_only'], reissue_trigger_unused: 2 }]],
    ['once only without a trigger', [{ details: ['once_only'], batch_size: 10 }]],
    ['a trigger no smaller than the batch', [{ ...once, reissue_trigger_unused: 10 }]],
    ['a batch of one', [{ ...once, batch_size: 1 }]],
    ['a limited time without a trigger', [{ details: ['limited_time'] }]],
    ['a member nobody knows', [{ ...once, batchSize: 3 }]],
  ])('EU-15 AMB-31 is refused with %s', (_title, options) => {
    expect(zReusePolicy.safeParse({ options }).success).toBe(false);
  });

  it('EU-15 limits the batch of its configuration, and only one credential lives for a limited time', () => {
    expect(batchSizeOf({ batch_size: 30 }, { credential_reuse_policy: parse(once) })).toBe(10);
    expect(batchSizeOf({ batch_size: 4 }, { credential_reuse_policy: parse(once) })).toBe(4);
    expect(batchSizeOf({ batch_size: 30 }, { credential_reuse_policy: parse(limited) })).toBe(1);
    expect(batchSizeOf({ batch_size: 30 }, {})).toBe(30);
  });

  it('EU-15 promises no more than the rest of the configuration keeps', () => {
    const validity = { days: 1 };
    const faults = (option: object, batch_size = 10) =>
      findReuseFaults({ batch_size }, { validity, credential_reuse_policy: parse(option) });
    expect(faults(once)).toEqual([]);
    expect(faults(once, 9)).toHaveLength(1);
    expect(faults({ ...limited, reissue_trigger_lifetime_left: 86_400 })).toHaveLength(1);
  });
});
