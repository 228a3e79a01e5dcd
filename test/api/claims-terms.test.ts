/** Which claims go to which deliverable, and under which terms. */
import { describe, expect, it } from 'vitest';
import { checkDatasets, termsOf } from '../../api/back-office/claims-terms.js';
import { spreadDatasets } from '../../api/back-office/supply-claims.js';
import type { ServedIssuer } from '../../api/http/wallet-context.js';
import { ProtocolError } from '../../protocol/errors/protocol-error.js';

function issuer(change: object, first: object = {}): ServedIssuer {
  return {
    configuration: { require_release: false, credential_configurations: { a: first, b: {} }, ...change },
  } as never;
}
const reasonOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof ProtocolError) return error.reason;
    throw error;
  }
  return undefined;
};

describe('a release', () => {
  it('is required by the issuer, the configuration or the session, and none of them can waive another’s', () => {
    expect(termsOf(issuer({}), {}, 'a')).toEqual({});
    expect(termsOf(issuer({ require_release: true }), { requireRelease: false }, 'a')).toEqual({
      requiresRelease: true,
    });
    expect(termsOf(issuer({}, { require_release: true }), { requireRelease: false }, 'a')).toEqual({
      requiresRelease: true,
    });
    expect(termsOf(issuer({}, { require_release: true }), {}, 'b')).toEqual({});
    expect(termsOf(issuer({}), { requireRelease: true }, 'b')).toEqual({ requiresRelease: true });
  });
});

it('what may be issued anew says so from the first', () => {
  expect(termsOf(issuer({}, { reissuance: { days: 30, times: 2 } }), {}, 'a')).toEqual({ isReissuable: true });
});

describe('a dataset', () => {
  it('is the configuration’s, unless the session says which there are', () => {
    const configured = issuer({}, { dataset: 'person' });
    expect(termsOf(configured, {}, 'a')).toEqual({ dataset: 'person' });
    expect(termsOf(configured, { datasets: { other: ['a'] } }, 'a')).toEqual({ dataset: 'other' });
    expect(termsOf(configured, { datasets: {} }, 'a')).toEqual({});
  });

  it.each([[{ one: ['c'] }], [{ one: ['a'], two: ['a'] }], [{ a: ['b'] }]])('%j is refused', (datasets) => {
    expect(reasonOf(() => checkDatasets({ datasets, configurationIds: ['a', 'b'] }))).toBe('body_invalid');
  });

  const shared = ['a', 'b'].map((configurationId) => ({
    configurationId,
    dataset: 'person',
    claims: 'awaiting' as const,
  }));

  it('goes to all that share it, by the name of any or its own', () => {
    const x = { x: 1 };
    expect(spreadDatasets(shared, { a: x })).toEqual([
      { configurationId: 'a', claims: x },
      { configurationId: 'b', claims: x, isShared: true },
    ]);
    expect(spreadDatasets(shared, { person: x })).toEqual(
      ['a', 'b'].map((configurationId) => ({ configurationId, claims: x })),
    );
    expect(spreadDatasets(shared, { a: { x: 1, y: 2 }, b: { y: 2, x: 1 } })).toHaveLength(2);
  });

  it.each([
    [{ a: { x: 1 }, b: { x: 2 } }, 'dataset_conflict'],
    [{ person: { x: 1 }, b: { x: 2 } }, 'dataset_conflict'],
    [{ c: {} }, 'configuration_not_offered'],
    [JSON.parse('{"__proto__": {}}'), 'configuration_not_offered'],
  ])('%j is refused', (claims, reason) => {
    expect(reasonOf(() => spreadDatasets(shared, claims))).toBe(reason);
  });

  it('passes over what was denied', () => {
    const [a] = shared;
    const denied = { configurationId: 'b', dataset: 'person', claims: 'denied' as const };
    expect(spreadDatasets(a === undefined ? [] : [a, denied], { a: {} })).toHaveLength(1);
  });
});
