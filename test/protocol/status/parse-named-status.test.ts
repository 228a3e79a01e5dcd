import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveAttestationStatusPolicy } from '../../../protocol/status/derive-attestation-status-policy.js';
import { mergeNamedStatus } from '../../../protocol/status/merge-named-status.js';
import type { StatusReference } from '../../../protocol/status/parse-named-status.js';
import { parseNamedStatus } from '../../../protocol/status/parse-named-status.js';

const URI = 'https://provider.example/lists/1';
const entry = (idx: unknown = 7, uri: unknown = URI) => ({ status_list: { idx, uri } });

describe('parseNamedStatus', () => {
  it('WA-09 PR-30 reads the base form, the EUDI form with its own exp, and both', () => {
    expect(parseNamedStatus({ status: entry() }, 'client_status')).toEqual({ references: [{ uri: URI, index: 7 }] });
    expect(parseNamedStatus({ client_status: { status: entry(8), exp: 99 } }, 'client_status')).toEqual({
      references: [{ uri: URI, index: 8 }],
      keptUntil: 99,
    });
    const both = parseNamedStatus({ status: entry(), key_storage_status: { status: entry(8) } }, 'key_storage_status');
    expect(both?.references.map((one) => one.index)).toEqual([7, 8]);
    const twice = parseNamedStatus({ status: entry(), key_storage_status: { status: entry() } }, 'key_storage_status');
    expect(twice?.references).toHaveLength(1);
    expect(parseNamedStatus({ client_status: { exp: 99 } }, 'client_status')).toEqual({
      references: [],
      keptUntil: 99,
    });
  });

  it('names nothing where the attestation does not, and skips the wrapper of the other kind', () => {
    expect(parseNamedStatus({}, 'client_status')).toBeUndefined();
    expect(parseNamedStatus({ key_storage_status: { status: entry() } }, 'client_status')).toBeUndefined();
    expect(parseNamedStatus(Object.create({ status: entry() }), 'client_status')).toBeUndefined();
  });

  it.each<[string, object]>([
    ['null', { status: null }],
    ['a text', { status: URI }],
    ['an array', { status: [entry()] }],
    ['another mechanism alone', { status: { identifier_list: {} } }],
    ['no idx', { status: entry(null) }],
    ['a negative idx', { status: entry(-1) }],
    ['a fraction', { status: entry(1.5) }],
    ['an idx in a text', { status: entry('7') }],
    ['an idx beyond counting', { status: entry(2 ** 53) }],
    ['no uri', { status: entry(1, 1) }],
    ['a uri that is none', { status: entry(1, 'lists/1') }],
    ['an endless uri', { status: entry(1, `https://provider.example/${'x'.repeat(2048)}`) }],
    ['a wrapper that is no object', { client_status: 1 }],
    ['an exp in a text', { client_status: { status: entry(), exp: '99' } }],
  ])('WA-09 finds fault with %s', (_title, claims) => {
    const named = parseNamedStatus(claims as Record<string, unknown>, 'client_status');
    expect(named?.fault).toMatch(/\.$/);
    expect(named?.references).toEqual([]);
  });

  it('reads whatever it is given', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('status', 'client_status'), fc.jsonValue()), (claims) => {
        for (const { index, uri } of parseNamedStatus(claims, 'client_status')?.references ?? [])
          expect([Number.isSafeInteger(index) && index >= 0, URL.canParse(uri)]).toEqual([true, true]);
      }),
    );
  });
});

describe('mergeNamedStatus', () => {
  it('EU-13 keeps each entry once, and the earlier end', () => {
    const [one, two] = [1, 2].map((index) => ({ uri: URI, index })) as [StatusReference, StatusReference];
    expect(mergeNamedStatus([])).toBeUndefined();
    expect(mergeNamedStatus([undefined, { references: [] }])).toBeUndefined();
    expect(
      mergeNamedStatus([undefined, { references: [one], keptUntil: 9 }, { references: [one, two], keptUntil: 8 }]),
    ).toEqual({
      references: [one, two],
      keptUntil: 8,
    });
  });
});

describe('deriveAttestationStatusPolicy', () => {
  it('EU-13 follows no status that it does not look up', () => {
    const following = { profile: 'base', follow_attestation_status: true } as const;
    expect(deriveAttestationStatusPolicy(following).follows).toBe(false);
    expect(deriveAttestationStatusPolicy({ ...following, attestation_status: 'check' }).follows).toBe(true);
  });

  it('EU-10 refuses in the EUDI what cannot be known, asks nothing of plain issuers, and does as it is configured', () => {
    expect(deriveAttestationStatusPolicy({ profile: 'eudi' })).toEqual({
      lookup: 'check',
      whenUnknown: 'refuse',
      follows: true,
    });
    expect(deriveAttestationStatusPolicy({ profile: 'haip' })).toEqual({
      lookup: 'check',
      whenUnknown: 'accept',
      follows: false,
    });
    expect(deriveAttestationStatusPolicy({ profile: 'base' }).lookup).toBe('ignore');
    const configured = {
      profile: 'base',
      attestation_status: 'require',
      attestation_status_unknown: 'refuse',
    } as const;
    expect(deriveAttestationStatusPolicy(configured)).toEqual({
      lookup: 'require',
      whenUnknown: 'refuse',
      follows: false,
    });
  });
});
