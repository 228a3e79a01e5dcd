/** Preconditions on claims, where nothing can come between judging and changing. */
import { describe, expect, it } from 'vitest';
import { Deliverable } from '../../../workflows/issuance-session/deliverable.js';

const dataset = (digest: string) => ({ reference: `r-${digest}`, digest });
const attempt = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return (error as { reason: string }).reason;
  }
};

describe('claims that are supplied under a condition', () => {
  it.each<[string, string | undefined, readonly string[] | undefined, string]>([
    ['no condition', 'd1', undefined, 'corrected'],
    ['the present digest', 'd1', ['d1'], 'corrected'],
    ['the present digest among others', 'd1', ['d0', 'd1'], 'corrected'],
    ['anything, and there is something', 'd1', ['*'], 'corrected'],
    ['another digest', 'd1', ['d0'], 'claims_precondition_failed'],
    ['nothing yet, and there is something', 'd1', [], 'claims_precondition_failed'],
    ['nothing yet, and there is nothing', undefined, [], 'supplied'],
    ['a digest, and there is nothing', undefined, ['d1'], 'claims_precondition_failed'],
    ['anything, and there is nothing', undefined, ['*'], 'claims_precondition_failed'],
    ['a stale digest, and these very claims', 'd2', ['d1'], 'unchanged'],
  ])('%s', (_what, present, expected, outcome) => {
    const deliverable = new Deliverable('c', present === undefined ? undefined : dataset(present));
    expect(attempt(() => deliverable.supply(dataset('d2'), expected))).toBe(outcome);
    const kept = outcome === 'claims_precondition_failed' ? present : 'd2';
    expect(deliverable.dataset?.digest).toBe(kept);
  });
});
